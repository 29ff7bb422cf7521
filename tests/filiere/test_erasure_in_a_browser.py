"""Disks wiped with ShredOS, in a device or apart: the file sent, what it proves, its paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inventory.certificates.signed_file import Verdict, check
from tests.filiere.visits import TOO_WIDE, Stage
from tests.inventory.evidence.wiping import recordings
from tests.papers import printed

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("gift")]


@pytest.fixture(scope="module")
def stage(browser: Any, ground: Path, engine: str) -> Iterator[Stage]:
    from tests.running import running_site

    with running_site(ground, postgres=engine, workers=1) as site:
        yield Stage(site, browser)


def test_a_pdf_for_two_disks_becomes_a_certificate_that_a_stranger_checks(
    stage: Stage, tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    end = datetime.now(ZoneInfo("Europe/Paris")).replace(tzinfo=None) + timedelta(minutes=1)
    report = tmp_path / "nwipe_system_report.pdf"
    report.write_bytes(recordings.pdf(begin=end - timedelta(hours=1), end=end))
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address("/appareils/{pair}/"))
        page.get_by_role("link", name="Envoyer un journal d'effacement").click()
        page.get_by_role("button", name="Lire ce fichier").click()
        page.get_by_text("Choisissez d'abord un fichier.").first.wait_for()
        page.locator("input[type=file]").set_input_files(report)
        page.get_by_role("button", name="Lire ce fichier").click()
        page.wait_for_url("**/effacements/*/")
        assert page.get_by_text("Cet effacement prouve ce support.").count() == 2
        assert page.evaluate(TOO_WIDE) <= 0
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        page.wait_for_url(stage.address("/appareils/{pair}/"))
        assert "2 résultats enregistrés." in page.locator("body").inner_text()
        page.get_by_role("button", name="Établir le certificat").click()
        page.wait_for_url("**/certificats/*/")
        link = page.get_by_role("link", name="Le certificat (PDF)").get_attribute("href")
        pdf = page.request.get(stage.url + link).body()
        key = page.request.get(stage.address("/C/cle.pem")).body()
        public = load_pem_public_key(key)
        assert check(pdf, public).verdict is Verdict.AUTHENTIC  # type: ignore[arg-type]
        (drawn, *_) = printed.drawn(pdf, tmp_path)
        (address,) = printed.symbols(drawn)
    path = "/C/" + address.partition("/C/")[2]
    with stage.visitor("", 390) as page:
        page.goto(stage.url + path)
        said = page.locator("main").inner_text()
        assert "Valide" in said and "ZFA0TEST1" in said and "ZFA0TEST2" in said
        page.goto(stage.url + path[:-1] + ("0" if path[-1] != "0" else "1"))
        assert "Inconnu ou falsifié" in page.locator("main").inner_text()


def test_the_label_of_a_disk_apart_leads_to_its_log(stage: Stage, tmp_path: Path) -> None:
    """Another disk's log proves nothing there; its own does, once."""
    end = datetime.now(ZoneInfo("Europe/Paris")).replace(tzinfo=None) + timedelta(minutes=1)
    its_own = tmp_path / "shredos.log"
    disc = recordings.Disc(serial="ZFA0APART")
    its_own.write_text(recordings.log(disc, begin=end - timedelta(hours=1), end=end))
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address("/D/{loose}"))
        _send(page, its_own)
        page.get_by_text("n'est pas ce support").wait_for()
        assert page.get_by_role("button", name="Enregistrer", exact=True).count() == 0
        page.goto(stage.address("/D/{apart}"))
        page.wait_for_url(stage.address("/supports/{apart}/"))
        _send(page, its_own)
        page.get_by_text("Cet effacement prouve ce support.").wait_for()
        assert page.evaluate(TOO_WIDE) <= 0
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        page.wait_for_url(stage.address("/supports/{apart}/"))
        page.get_by_text("1 résultat enregistré.").wait_for()
        _send(page, its_own)
        page.get_by_text("cette ligne du fichier a déjà servi de preuve").wait_for()


def _send(page: Any, file: Path) -> None:
    page.get_by_role("link", name="Envoyer un journal d'effacement").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.wait_for_url("**/effacements/*/")
