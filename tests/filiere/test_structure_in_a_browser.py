"""The social structure's story in a real browser: asked, served, received, signed; the counter.

One running site; what is drawn is drawn with a mouse, the rest by labels a person reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.filiere.visits import AXE, RUN, SMALL, TOO_WIDE, Stage

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("structure")]

PHONE, DESK = 390, 1280


@pytest.fixture(scope="module")
def stage(
    browser: Any, ground: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    from tests.running import running_site

    with running_site(ground, postgres=engine, workers=1) as site:
        yield Stage(site, browser)


def looked_at(page: Any) -> list[str]:
    """What would stop a screen reader, a narrow screen or a finger."""
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN)
    if page.evaluate(TOO_WIDE) > 0:
        found.append("plus large que l'écran")
    if small := page.evaluate(SMALL):
        found.append(f"trop petit pour un doigt : {small}")
    return found


def sign(page: Any) -> None:
    """A wave with the mouse, in the frame."""
    frame = page.locator("[data-pad] canvas")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + 22 * step, box["y"] + 60 + (25 if step % 2 else -25))
    page.mouse.up()
    assert page.get_by_text("Signature prise.").is_visible()


def test_from_the_request_to_the_signature_on_a_phone(stage: Stage) -> None:
    wrong: dict[str, list[str]] = {}
    code = stage.told["ready"]
    with stage.visitor("requester", PHONE, bypass_csp=True) as page:
        page.goto(stage.address("/demandes/demander/"))
        wrong["usages"] = looked_at(page)
        page.get_by_label("Aller à l'école").check()
        page.get_by_role("button", name="Continuer").click()
        wrong["combien"] = looked_at(page)
        page.get_by_label("Votre référence").fill("D-2026-77")
        page.get_by_role("button", name="Relire").click()
        wrong["relire"] = looked_at(page)
        page.get_by_role("button", name="Envoyer la demande").dblclick(no_wait_after=True)
        page.wait_for_url("**/demandes/0*/")
        wrong["suivre"] = looked_at(page)
        asked = page.url
    with stage.visitor("operator", DESK, bypass_csp=True) as page:
        page.goto(asked)
        page.get_by_label("Réserver en scannant").fill(f"{stage.url}/D/{code}")
        page.keyboard.press("Enter")
        page.get_by_text("Réservé.").wait_for()
        wrong["servir"] = looked_at(page)
        page.get_by_role("link", name="Préparer la livraison").click()
        wrong["préparer"] = looked_at(page)
        for box in page.get_by_role("checkbox").all():
            box.set_checked(box.get_attribute("value") == code)
        page.get_by_role("button", name="Livrer").click()
        page.get_by_text("Livraison prête").wait_for()
        slip = page.url
    with stage.visitor("requester", PHONE, bypass_csp=True) as page:
        page.goto(slip)
        wrong["recevoir"] = looked_at(page)
        page.get_by_role("button", name="Confirmer").click()
        page.get_by_text("Livraison confirmée.").wait_for()
        page.goto(stage.address(f"/distribuer/?code={code}"))
        wrong["distribuer"] = looked_at(page)
        assert page.get_by_label("Votre référence").input_value() == "D-2026-77"
        page.get_by_role("button", name="Distribuer").click()
        empty = page.get_by_role("group", name="Signature").get_by_text("La signature est vide.")
        empty.first.wait_for()
        page.get_by_label("Personne n'a utilisé").check()
        sign(page)
        page.get_by_role("button", name="Distribuer").click()
        page.get_by_text("Fiche de remise (PDF)").wait_for()
        wrong["remise"] = looked_at(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("width", "code"), [(DESK, "spare"), (PHONE, "second_spare")])
def test_a_lot_leaves_the_counter_in_one_screen(stage: Stage, width: int, code: str) -> None:
    wedge = stage.told[code]
    with stage.visitor("operator", width, bypass_csp=True) as page:
        page.goto(stage.address("/comptoir/"))
        page.keyboard.type(wedge)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Ôter").wait_for()
        page.get_by_label("N° du bon d'orientation").fill(f"BON-2026-{width}")
        page.get_by_label("Structure qui a signé le bon").select_option(index=1)
        page.get_by_label("Vente solidaire", exact=True).check()
        page.get_by_text("Vente solidaire : prix et ticket").click()
        page.get_by_label("Prix de tout le lot").fill("90")
        page.get_by_label("N° du ticket").fill(f"T-{width}")
        sign(page)
        found = looked_at(page)
        page.get_by_role("button", name="Remettre le lot").click()
        page.get_by_text(f"90 €, ticket T-{width}").wait_for()
    assert found == []


def test_the_session_ends_and_nothing_typed_is_lost(stage: Stage) -> None:
    with stage.visitor("requester", PHONE) as page:
        page.goto(stage.address("/demandes/demander/?usage=calling"))
        page.get_by_label("Votre référence").fill("D-9 jamais perdu")
        kept = [one for one in page.context.cookies() if one["name"] != "sessionid"]
        page.context.clear_cookies()
        page.context.add_cookies(kept)
        page.get_by_role("button", name="Relire").click()
        page.get_by_label("Courriel").fill("requester@exemple.fr")
        page.get_by_label("Mot de passe").fill(stage.password)
        page.locator("main button").click()
        page.get_by_role("button", name="Envoyer ce que j'avais saisi").click()
        page.get_by_text("Relire et envoyer").first.wait_for()
        assert "D-9 jamais perdu" in page.content()
