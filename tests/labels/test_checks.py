"""A site whose address fits no label is told so when it starts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def test_an_address_too_long_for_a_label_stops_the_site(settings: Any) -> None:
    settings.SITE_URL = "https://un-nom-de-site-beaucoup-trop-long.exemple.fr"
    with pytest.raises(SystemCheckError, match="SITE_URL"):
        call_command("check")


def test_an_ordinary_address_is_fine(settings: Any) -> None:
    settings.SITE_URL = "https://filiere.vaucluse.fr"
    call_command("check")
