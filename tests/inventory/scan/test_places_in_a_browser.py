"""A phone among shelves: move, roll a trolley, count with a network that comes and goes, close."""

from __future__ import annotations

from typing import Any

import pytest

from labels.codes import shown
from tests.inventory.scan.counter import Counter, Stage

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]


def made(page: Any, url: str, name: str, kind: str) -> tuple[str, str]:
    """A place made on its page: its address and its code."""
    page.goto(f"{url}/lieux/")
    page.get_by_label("Nom").fill(name)
    page.get_by_label("C'est").select_option(label=kind)
    page.get_by_role("button", name="Créer").click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    code = page.locator("main .device-code").first.inner_text()
    return page.url, code.replace("-", "")


def said(at: Counter, text: str) -> None:
    at.page.locator("#answer [data-slot=sentence]", has_text=text).wait_for()


def test_move_roll_a_trolley_and_count_on_a_phone(stage: Stage) -> None:
    first, second = stage.audited(), stage.collected()
    with stage.at(390) as at:
        page = at.page
        _, room = made(page, stage.url, "Réserve", "Pièce")
        trolley_page, trolley = made(page, stage.url, "Chariot", "Chariot")
        at.open(f"{stage.url}/scanner/?mode=move")
        at.wedge(first)
        at.answered("Quel lieu ?")
        at.wedge(f"{stage.url}/D/{trolley}".upper())
        at.answered("Chariot")
        at.wedge(first)
        at.answered("Déplacé", first)
        page.context.set_offline(True)
        at.wedge(room)
        at.answered("Réserve")
        at.wedge(second)
        at.answered("Gardé")
        page.context.set_offline(False)
        at.answered("Déplacé", second)
        at.wedge(trolley)
        at.answered("Chariot")
        page.get_by_role("button", name="Déplacer ce chariot : Réserve").click()
        said(at, "Réserve › Chariot, avec 1 appareil.")
        _counted(stage, at, room, first, second)
        page.goto(trolley_page)
        page.get_by_role("link", name="Réserve").wait_for()
    assert stage.chain(first)[-2:] == ["move", "count"]
    assert stage.chain(second)[-1] == "move"


def _counted(stage: Stage, at: Counter, room: str, first: str, second: str) -> None:
    """Two are expected: one is found, scanned twice; the other is not there."""
    page = at.page
    at.open(f"{stage.url}/scanner/?mode=count")
    at.wedge(room)
    at.answered("Comptage ouvert")
    page.context.set_offline(True)
    at.wedge(first)
    at.answered("Gardé")
    page.context.set_offline(False)
    at.answered("Trouvé 1 sur 2", first)
    at.wedge(first)
    at.answered("Déjà compté", first)
    page.reload()
    at.ready()
    page.get_by_role("link", name="Voir le comptage").click()
    page.get_by_text("Pas encore vus : 1").wait_for()
    page.get_by_role("button", name="Clore le comptage").click()
    page.get_by_text("Comptage clos").wait_for()
    page.get_by_text("Non vus : 1").wait_for()
    page.goto(f"{stage.url}/appareils/{second}/")
    page.get_by_text("Non vu").first.wait_for()
    assert shown(second) in page.inner_text("main")
