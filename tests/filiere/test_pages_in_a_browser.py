"""Every page in a real browser: on a phone and on a desk, by day and by night, by keyboard.

axe-core (npm) looks for what would stop a screen reader, a weak eye or a keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.build.tree import ROOT
from tests.filiere import keyboard
from tests.filiere.scriptless import walked_without_script
from tests.filiere.touching import tick
from tests.filiere.visits import AXE, INK, RUN, SMALL, TOO_WIDE, VISITS, Stage

pytestmark = pytest.mark.engineless


@pytest.fixture(scope="module")
def stage(
    browser: Any, ground: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    from tests.running import running_site

    with running_site(ground, postgres=engine, workers=1) as site:
        yield Stage(site, browser)


@pytest.mark.slow
@pytest.mark.parametrize("role", VISITS)
def test_every_page_can_be_read_by_everyone(stage: Stage, role: str) -> None:
    wrong = {}
    axe = AXE.read_text(encoding="utf-8")
    with stage.visitor(role, 390, bypass_csp=True, reduced_motion="reduce") as page:
        for path in VISITS[role]:
            page.goto(stage.address(path))
            page.add_script_tag(content=axe)
            if found := seen_at_each_width(page):
                wrong[path] = found
    assert wrong == {}


def seen_at_each_width(page: Any) -> list[str]:
    """What is wrong on a phone, on a wide screen, and on a phone in the dark."""
    found = []
    for width, scheme, looked_at in ((390, "light", RUN), (1280, "light", RUN), (390, "dark", INK)):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} : {one}" for one in page.evaluate(looked_at)]
        if page.evaluate(TOO_WIDE) > 0:
            found.append(f"{width} : plus large que l'écran")
        if small := page.evaluate(SMALL):
            found.append(f"{width} : trop petit pour un doigt : {small}")
    page.emulate_media(color_scheme="light")
    return found


def test_nothing_breaks_the_rules_given_to_the_browser(stage: Stage) -> None:
    said: list[str] = []
    asked: set[str] = set()
    with stage.visitor("operator") as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.add(request.url))
        for path in ("/", "/appareils/", "/appareils/{audited}/", "/appareils/{audited}/erase/"):
            page.goto(stage.address(path))
        fonts = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert said == []
    assert fonts > 0
    assert {url for url in asked if not url.startswith((stage.url, "data:"))} == set()


def test_a_page_narrower_than_any_phone_still_fits(stage: Stage) -> None:
    with stage.visitor("operator", 320) as page:
        for path in ("/", "/appareils/", "/appareils/{audited}/", "/appareils/{collected}/audit/"):
            page.goto(stage.address(path))
            assert page.evaluate(TOO_WIDE) <= 0, path


def test_the_keyboard_alone_reaches_the_content_and_does_the_work(stage: Stage) -> None:
    code = stage.told["audited"]
    with stage.visitor("operator", java_script_enabled=True) as page:
        page.goto(stage.address("/"))
        focused = "document.activeElement.id"
        assert page.evaluate(focused) == "code"
        page.keyboard.type(f"{stage.url}/D/{code}")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/appareils/{code}/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert "Effacer" in page.evaluate("document.activeElement.textContent")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/erase/")
        page.get_by_label("Méthode").select_option("sanitize_block_erase")
        page.get_by_label("J'ai vérifié").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/appareils/{code}/")
        assert "Effacé. Ensuite : tester." in page.content()


def test_without_script_a_device_is_audited_and_a_double_click_counts_once(stage: Stage) -> None:
    code = stage.told["collected"]
    with stage.visitor("operator", 390, java_script_enabled=False) as page:
        page.goto(stage.address("/appareils/{collected}/audit/"))
        row = page.get_by_role("group", name="Support 1")
        row.get_by_label("Type").select_option("ssd")
        row.get_by_label("Taille en Go").fill("256")
        row.get_by_label("N° de série").fill("S3Z9NB0K99")
        page.get_by_label("Marque", exact=True).fill("Dell")
        tick(page, "B · traces légères")
        page.get_by_label("Tout fonctionne").check()
        page.get_by_role("button", name="Auditer").dblclick(no_wait_after=True)
        page.wait_for_url(f"**/appareils/{code}/")
        page.goto(stage.address("/appareils/{collected}/"))
        story = page.locator(".timeline li").all_text_contents()
    assert len([line for line in story if "Audité" in line]) == 1


def test_a_refusal_is_read_aloud_and_keeps_what_was_typed(stage: Stage) -> None:
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address("/appareils/{held}/erase/"))
        page.get_by_label("Outil et version").fill("nwipe 0.37")
        page.get_by_role("button", name="Effacer").click()
        assert "n'a pas été vérifié" in page.get_by_role("alert").text_content()
        assert page.get_by_label("Outil et version").input_value() == "nwipe 0.37"


def test_touching_the_drawn_sheet_says_where_labels_begin(stage: Stage) -> None:
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address("/etiquettes/?planche=L7160"))
        page.locator(".label-cell[data-number='5']").click()
        assert page.get_by_label("Combien d'étiquettes").input_value() == "17"
        page.get_by_label("Combien d'étiquettes").fill("3")
        assert page.locator(".label-used").count() == 4
        assert page.locator(".label-printed").count() == 3
        page.get_by_role("button", name="Faire ces étiquettes").dblclick(no_wait_after=True)
        page.wait_for_url("**/etiquettes/?lot=*")
        assert "3 codes neufs" in page.get_by_role("status").text_content()
        sent = "new URLSearchParams(new FormData(document.querySelector('.label-form'))).toString()"
        answer = page.request.get(stage.address(f"/etiquettes/feuille.pdf?{page.evaluate(sent)}"))
        assert answer.ok and answer.body().startswith(b"%PDF")


DROP = """(place, text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "releve.json", {type: "application/json"}));
    place.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
}"""
LSHW = ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json"


def test_at_the_bench_a_laptop_is_read_erased_repaired_and_made_available(stage: Stage) -> None:
    code = stage.told["dropped"]
    with stage.visitor("operator", 390) as page:
        page.goto(stage.address("/appareils/{dropped}/audit/"))
        page.locator("[data-drop]").evaluate(DROP, LSHW.read_text(encoding="utf-8"))
        page.get_by_text("Relevé lu et gardé").wait_for()
        assert page.locator("#f-medium-0-kind").input_value() == "nvme"
        page.get_by_label("Tout fonctionne").check()
        tick(page, "B · traces légères")
        page.get_by_role("button", name="Auditer").click()
        page.wait_for_url(f"**/appareils/{code}/")
        page.get_by_role("link", name="Effacer").first.click()
        page.get_by_label("Méthode").select_option("crypto_erase")
        page.get_by_label("J'ai vérifié").check()
        page.get_by_role("button", name="Effacer").click()
        page.wait_for_url(f"**/appareils/{code}/")
        page.goto(stage.address("/appareils/{dropped}/open_repair/"))
        page.get_by_label("Panne").select_option("battery")
        page.get_by_role("button", name="Réparer").click()
        page.wait_for_url(f"**/appareils/{code}/")
        page.get_by_role("link", name="Clore la réparation").first.click()
        tick(page, "Pièce remplacée")
        page.get_by_label("Pièce", exact=True).first.select_option(index=1)
        page.get_by_label("Minutes").fill("25")
        page.get_by_role("button", name="Clore la réparation").click()
        page.wait_for_url(f"**/appareils/{code}/")
        page.get_by_role("link", name="Mettre à disposition").first.click()
        page.get_by_label("Système installé").fill("Debian 12")
        page.get_by_label("Aucun accessoire").check()
        page.get_by_role("button", name="Mettre à disposition").click()
        page.wait_for_url(f"**/appareils/{code}/")
        assert "Rien ne manque pour sortir" in page.content()
        assert "25 min" in page.content()


def test_the_keyboard_reaches_all_that_can_be_done_and_shows_where_it_is(stage: Stage) -> None:
    assert keyboard.unreached(stage) == {}


@pytest.mark.parametrize(
    "work", [keyboard.at_the_scanner, keyboard.asking, keyboard.handing_out, keyboard.fetching]
)
def test_the_keyboard_alone_does_the_day_s_work(
    stage: Stage, work: Callable[[Stage], None]
) -> None:
    work(stage)


@pytest.mark.slow
def test_without_script_every_page_shows_its_content_and_its_forms_are_answered(
    stage: Stage,
) -> None:
    assert walked_without_script(stage, VISITS) == {}
