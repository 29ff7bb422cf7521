"""A gift on two phones: the donor's and the driver's, from the promise to the first code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.filiere.touching import tick
from tests.filiere.visits import TOO_WIDE, Stage
from tests.network.country import small_country, write_package

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("gift")]

SIGNATURE = "canvas"
PASS = (
    "import time; from inventory.proposals.gate import new_pass; print(new_pass(time.time() - 60))"
)
"""A page opened a minute ago: a person takes their time."""


@pytest.fixture(scope="module")
def stage(
    browser: Any, ground: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    from tests.running import running_site

    with running_site(ground, postgres=engine, workers=1) as site:
        package = write_package(tmp_path_factory.mktemp("package"), small_country())
        site.manage("load_territories", "--from", str(package))
        stage = Stage(site, browser)
        stage.kept["pass"] = site.manage("shell", "-v0", "-c", PASS).strip()
        yield stage


def proposed(stage: Stage) -> str:
    """By thumb alone; the address of the tracking page."""
    old = stage.kept.pop("pass")
    with stage.visitor("", 390) as page:
        page.goto(stage.address("/donner/"))
        more = page.get_by_role("button", name="Un de plus : Ordinateur portable")
        more.click()
        more.click()
        page.get_by_role("button", name="Un de moins : Ordinateur portable").click()
        more.click()
        page.get_by_role("button", name="Un de plus : Écran").click()
        page.get_by_label("Ce matériel m'appartient").check()
        tick(page, "Un particulier")
        page.get_by_label("Commune où se trouve le matériel").fill("84000")
        tick(page, "Le matin")
        page.get_by_label("Votre nom").fill("Mme Fictive")
        page.get_by_label("Téléphone", exact=True).fill("06 39 98 00 11")
        page.locator("[name=pass]").evaluate("(field, text) => field.value = text", old)
        page.get_by_role("button", name="Proposer ce don").click()
        page.wait_for_url("**/donner/suivi/**")
        assert "2 ordinateurs portables" in page.locator("main").inner_text()
        assert page.evaluate(TOO_WIDE) <= 0
        return str(page.url)


def signed(page: Any) -> None:
    frame = page.locator(SIGNATURE)
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 30 + 25 * step, box["y"] + 60 + (20 if step % 2 else -20))
    page.mouse.up()


def test_a_gift_from_the_donor_s_phone_to_its_first_code(stage: Stage) -> None:
    followed = proposed(stage)
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address(f"/collectes/propositions/{followed.split('/')[-3]}/"))
        if page.get_by_role("button", name="Prendre cette proposition").count():
            page.get_by_role("button", name="Prendre cette proposition").click()
        day = date.today() + timedelta(days=2)  # noqa: DTZ011
        page.get_by_label("Jour de l'enlèvement").fill(day.isoformat())
        page.get_by_role("button", name="Accepter ce don").click()
        page.wait_for_url("**/collectes/*/")
        gift = page.url
        page.goto(stage.address(f"/collectes/tournee/{day.isoformat()}/"))
        assert "06 39 98 00 11" in page.locator("main").inner_text()
        page.get_by_role("link", name="Enlever").click()
        laptops = page.get_by_role("group", name="Ordinateur portable")
        laptops.get_by_role("button", name="Un de moins : reçus").click()
        laptops.get_by_role("button", name="Un de plus : refusés").click()
        page.get_by_role("button", name="Enlever", exact=True).click()
        for told in ("Dites pourquoi.", "La signature est vide"):
            page.get_by_text(told).first.wait_for()
        page.get_by_role("group", name="Ordinateur portable").get_by_label(
            "Pourquoi refusés"
        ).select_option("broken")
        page.get_by_label("Poids total, en kg").fill("7,5")
        signed(page)
        page.get_by_role("button", name="Enlever", exact=True).dblclick(no_wait_after=True)
        page.wait_for_url(gift)
        page.goto(gift)
        said = page.locator("main").inner_text()
        assert "7,5 kg" in said and "Signé par le donateur" in said and "refusé : cassé" in said
        page.get_by_role("button", name="Enregistrer").click()
        page.wait_for_url(gift)
        assert "1 appareil enregistré" in page.locator("main").inner_text()
        assert page.evaluate(TOO_WIDE) <= 0
    with stage.visitor("", 390) as page:
        page.goto(followed)
        assert "Ce qui a été enlevé" in page.locator("main").inner_text()
        page.get_by_role("link", name="Bon d'enlèvement").focus()
        paper = page.request.get(f"{page.url}bon-enlevement.pdf")
        assert paper.body().startswith(b"%PDF")


def test_without_script_a_gift_is_still_proposed_and_fetched(stage: Stage) -> None:
    with stage.visitor("operator", 390, java_script_enabled=False) as page:
        page.goto(stage.address("/donner/"))
        assert page.get_by_label("Tablette", exact=True).is_visible()
        page.goto(stage.address("/collectes/calendrier/"))
        assert page.get_by_role("heading", name="Calendrier des collectes").is_visible()
        page.goto(stage.address("/collectes/propositions/"))
        assert page.get_by_role("heading", name="À étudier").is_visible()
