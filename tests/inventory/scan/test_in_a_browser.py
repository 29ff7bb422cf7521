"""The scanner in a real browser: wedge, keyboard, camera, no network, a shared phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labels.codes import shown
from tests.build.tree import ROOT
from tests.inventory.scan.counter import Stage
from tests.inventory.scan.pictures import QR, photo
from tests.inventory.scan.video import film

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(
    one => one.id + " : " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("a.btn, button, summary, .told-open[href], .scanner a")]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
    .map(one => one.textContent.trim().slice(0, 40))"""
HIDDEN = """["#answer [data-slot=word]", "#code"].filter((one) => {
    const {top, bottom, height} = document.querySelector(one).getBoundingClientRect();
    return !height || top < 0 || bottom > innerHeight;
})"""
"""Whoever scans sees the answer and the field together, without moving the page."""
HOLD = "/scanner/?mode=hold&reason=part&waiting_for=supplier&regle=1"
REPAIR = "/scanner/?mode=open_repair&fault=screen&regle=1"
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@WIDTHS
def test_a_handful_of_devices_at_the_speed_of_a_wedge_scanner(stage: Stage, width: int) -> None:
    codes = [stage.audited() for _ in range(4)]
    with stage.at(width) as counter:
        page = counter.page
        counter.open(stage.url + "/scanner/?mode=")
        page.locator("details.mode > summary").click()
        page.get_by_text("Autres opérations").click()
        page.get_by_role("link", name="Mettre en attente").click()
        page.get_by_label("Raison").select_option("part")
        page.get_by_label("Qui doit agir").select_option("supplier")
        page.get_by_role("button", name="Commencer à scanner").click()
        counter.ready()
        for number, code in enumerate(codes):
            counter.wedge(f"{stage.url}/D/{code}", "Tab" if number % 2 else "Enter")
        counter.answered("En attente", codes[-1])
        counter.counts("4 faits · 0 à revoir")
        assert page.evaluate("document.activeElement.id") == "code"
        lines = page.locator("#told .device-code").all_text_contents()
        assert lines == [shown(code) for code in reversed(codes)]
        counter.wedge(codes[0])
        counter.answered("Déjà fait", codes[0])
        counter.counts("4 faits · 0 à revoir")
        assert page.evaluate(TOO_WIDE) <= 0
    assert [stage.chain(code).count("hold") for code in codes] == [1, 1, 1, 1]


def test_the_last_scan_is_undone_by_one_tap_and_by_keyboard_alone(stage: Stage) -> None:
    code = stage.audited()
    with stage.at(390) as counter:
        counter.open(stage.url + REPAIR)
        counter.wedge(code)
        counter.answered("En réparation", code)
        undo = counter.page.locator("#told").get_by_role("button", name="Annuler")
        undo.focus()
        counter.page.keyboard.press("Enter")
        counter.answered("Annulé", code)
        counter.counts("0 fait")
        assert undo.count() == 0
    assert stage.chain(code)[-2:] == ["open_repair", "undo"]


@WIDTHS
def test_a_refusal_offers_what_to_do_and_one_comes_back_to_the_scanner(
    stage: Stage, width: int
) -> None:
    code, other = stage.collected(), stage.audited()
    with stage.at(width) as counter:
        page = counter.page
        counter.open(stage.url + REPAIR)
        counter.wedge(code)
        counter.answered("Pas encore", code)
        assert "Auditez-le d'abord." in page.locator("#answer").inner_text()
        counter.counts("0 fait · 1 à revoir")
        page.locator("#answer").get_by_role("link", name="Auditer").click()
        row = page.get_by_role("group", name="Support 1")
        row.get_by_label("Type").select_option("ssd")
        row.get_by_label("N° de série").fill(f"S3Z9{code}")
        page.get_by_role("button", name="Auditer").last.click()
        counter.ready()
        counter.answered("Audité", code)
        counter.counts("1 fait · 0 à revoir")
        counter.wedge(other)
        counter.answered("En réparation", other)
        counter.counts("2 faits · 0 à revoir")


def test_without_network_scans_are_kept_in_order_and_leave_by_themselves(stage: Stage) -> None:
    codes = [stage.audited() for _ in range(3)]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(stage.url + HOLD)
        page.context.set_offline(True)
        for code in codes:
            counter.wedge(code)
        page.get_by_text("Pas de réseau. Vos 3 scans sont gardés").wait_for()
        counter.counts("0 fait")
        page.context.set_offline(False)
        counter.counts("3 faits · 0 à revoir")
        lines = page.locator("#told .device-code").all_text_contents()
    assert lines[:3] == [shown(code) for code in reversed(codes)]
    assert [stage.chain(code).count("hold") for code in codes] == [1, 1, 1]


def test_an_answer_that_is_lost_is_asked_again_and_counted_once(stage: Stage) -> None:
    code = stage.audited()
    with stage.at(390) as counter:
        counter.open(stage.url + REPAIR)
        lost: list[str] = []

        def lose(route: Any) -> None:
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch().text())
                route.abort()
            else:
                route.continue_()

        counter.page.route("**/scanner/", lose)
        counter.wedge(code)
        counter.answered("En réparation", code)
        counter.counts("1 fait · 0 à revoir")
    assert len(lost) == 1
    assert stage.chain(code).count("open_repair") == 1


def test_a_camera_reads_each_label_once(stage: Stage, reel: Path) -> None:
    codes = [stage.audited(), stage.audited()]
    film(reel, [[f"{stage.url}/D/{code}".upper()] for code in codes])
    asked: set[str] = set()
    with stage.at(390, permissions=["camera"]) as counter:
        page = counter.page
        page.on("request", lambda request: asked.add(request.url))
        counter.open(stage.url + HOLD)
        page.get_by_role("button", name="Caméra").click()
        counter.counts("2 faits · 0 à revoir")
        page.get_by_role("button", name="Caméra").click()
        page.locator("#camera").wait_for(state="hidden")
    assert [stage.chain(code).count("hold") for code in codes] == [1, 1]
    assert any(url.endswith("zxing_reader.wasm") for url in asked)
    assert {url for url in asked if not url.startswith((stage.url, "data:"))} == set()


def everyone_can_read(page: Any) -> list[str]:
    """What axe finds on a narrow screen, a wide one, and a dark one."""
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found: list[str] = []
    for width, scheme in ((390, "light"), (1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate(RUN)
    page.emulate_media(color_scheme="light")
    return found


def test_a_shared_phone_is_opened_held_by_a_name_and_keeps_its_scans_once_revoked(
    stage: Stage,
) -> None:
    code, late = stage.audited(), stage.audited()
    points = stage.url + "/organisation/points/"
    with stage.at(1280, "supervisor") as desk, stage.at(390, "", bypass_csp=True) as counter:
        desk.page.goto(points)
        desk.page.get_by_role("button", name="Ouvrir sur un téléphone").click()
        page = counter.page
        page.goto(desk.page.locator("code").inner_text())
        counter.reach("Ouvrir sur ce téléphone")
        page.get_by_role("button", name="Samia Fictive").wait_for()
        assert everyone_can_read(page) == []
        counter.reach("Samia Fictive")
        counter.ready()
        assert "Samia Fictive" in page.locator("header").inner_text()
        counter.open(stage.url + HOLD)
        counter.wedge(code)
        counter.answered("En attente", code)
        page.context.set_offline(True)
        counter.wedge(late)
        page.get_by_text("Votre scan est gardé").wait_for()
        desk.page.goto(points)
        desk.page.get_by_role("link", name="Révoquer").click()
        desk.page.locator("main form button").click()
        desk.page.wait_for_url(points)
        page.context.set_offline(False)
        page.get_by_text("Ce point de scan a été fermé.").wait_for()
        assert "Votre scan est gardé" in page.locator("#answer").inner_text()
        assert page.locator("#scanner").get_attribute("data-waiting") == "1"
    assert (stage.chain(code)[-1], stage.chain(late)[-1]) == ("hold", "audit")


def test_sound_and_vibration_stay_off_once_switched_off(stage: Stage) -> None:
    with stage.at(390) as counter:
        counter.open(stage.url + "/scanner/?mode=")
        counter.page.get_by_role("button", name="Son").click()
        counter.open(stage.url + "/scanner/?mode=")
        pressed = counter.page.get_by_role("button", name="Son").get_attribute("aria-pressed")
    assert pressed == "false"


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(390, 844, "light"), (320, 256, "dark")],
    ids=["phone", "zoom-400"],
)
def test_every_state_of_the_page_can_be_read_by_everyone(
    stage: Stage, tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    wrong: dict[str, Any] = {}
    axe = AXE.read_text(encoding="utf-8")
    done, collected = stage.audited(), stage.told["collected"][0]
    calm = {"color_scheme": scheme, "reduced_motion": "reduce"}
    with stage.at(width, bypass_csp=True, **calm) as counter:
        page = counter.page

        def look(state: str, *, seen: bool = True) -> None:
            found = []
            if hidden := page.evaluate(HIDDEN) if seen else []:
                found.append(f"pas à l'écran : {hidden}")
            page.add_script_tag(content=axe)
            found += page.evaluate(RUN)
            if page.evaluate(TOO_WIDE) > 0:
                found.append("plus large que l'écran")
            if small := page.evaluate(SMALL):
                found.append(f"trop petit pour un gant : {small}")
            if found:
                wrong[state] = found

        page.set_viewport_size({"width": width, "height": height})
        page.goto(stage.url + "/scanner/?mode=move")
        look("réglage", seen=False)
        counter.open(stage.url + "/scanner/?mode=")
        look("vide")
        counter.wedge(done)
        counter.answered("Audité", done)
        look("dit la suite")
        counter.open(stage.url + REPAIR)
        counter.wedge(done)
        counter.answered("En réparation", done)
        look("fait")
        counter.wedge(done)
        counter.answered("Déjà fait", done)
        look("déjà fait")
        counter.wedge(collected)
        counter.answered("Pas encore", collected)
        look("refusé")
        counter.wedge("inv 0042")
        counter.answered("Lequel")
        look("lequel")
        labels = [(f"{stage.url}/D/{one}".upper(), QR) for one in (done, collected)]
        page.locator("#photo").set_input_files(str(photo(tmp_path / "two.png", labels)))
        page.get_by_role("button", name="Prendre les 2").wait_for()
        look("plusieurs", seen=False)
        page.keyboard.press("Escape")
        page.context.set_offline(True)
        counter.wedge(done)
        page.get_by_text("Pas de réseau.").wait_for()
        look("sans réseau")
        counter.wedge("7KQ2MDX45")
        counter.answered("Code à relire")
        look("mal lu")
        counter.wedge("inv 0042")
        page.get_by_text("vous direz lequel").wait_for()
        page.context.set_offline(False)
        page.locator("#problems li").wait_for()
        look("à reprendre")
    assert wrong == {}
