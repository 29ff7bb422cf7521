"""The name and the logo of the house, by settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.django_db
def test_pages_bear_the_name_and_logo_of_the_settings(tmp_path: Path, settings: object) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(PNG)
    settings.SITE_NAME, settings.SITE_LOGO = "Les Ressorts", str(file)  # type: ignore[attr-defined]
    page = Client().get("/").content.decode()
    assert "Les Ressorts" in page
    assert 'src="/logo"' in page
    answer = Client().get("/logo")
    assert answer["Content-Type"] == "image/png"
    assert answer.content == PNG


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "/etc/passwd", "absent.png"])
def test_without_an_image_it_is_ours(name: str, settings: object) -> None:
    settings.SITE_LOGO = name  # type: ignore[attr-defined]
    assert "filiere/icon.svg" in Client().get("/").content.decode()
    assert Client().get("/logo").status_code == 404
