"""The scanner in a real browser: wedge, keyboard, camera, no network, a shared phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from labels.codes import shown
from tests.build.tree import ROOT
from tests.inventory.scan.video import film
from tests.running import Site, running_site

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(
    one => one.id + " : " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("a.btn, button, summary, .told-open[href], .scanner a")]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
    .map(one => one.textContent.trim().slice(0, 40))"""
KEY_MS = 5
"""How fast a wedge scanner types."""
HOLD = "/scanner/?mode=hold&reason=part&waiting_for=supplier&regle=1"
REPAIR = "/scanner/?mode=open_repair&fault=screen&regle=1"
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


class Counter:
    """A page at the scanner, and the hands that hold the scanner."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-scanner=ready]")

    def wedge(self, code: str, end: str = "Enter") -> None:
        self.page.keyboard.type(code, delay=KEY_MS)
        self.page.keyboard.press(end)

    def answered(self, word: str, code: str = "") -> None:
        """Wait for this word in large, about this code."""
        card = self.page.locator("#answer")
        card.locator("[data-slot=word]", has_text=word).wait_for()
        if code:
            card.locator("[data-slot=shown]", has_text=shown(code)).wait_for()

    def counts(self, told: str) -> None:
        self.page.locator("#counts", has_text=told).wait_for()


class Stage:
    def __init__(self, site: Site, browser: Any, told: dict[str, Any]) -> None:
        self.site, self.url, self.browser, self.told = site, site.url, browser, told
        self.kept: dict[str, Any] = {}
        self.desk: Any = None

    def audited(self) -> str:
        """A laptop that nobody scanned yet."""
        code: str = self.told["audited"].pop()
        return code

    def collected(self) -> str:
        code: str = self.told["collected"].pop()
        return code

    @contextmanager
    def at(self, width: int, role: str = "operator", **options: Any) -> Iterator[Counter]:
        if role and role not in self.kept:
            self.kept[role] = self._signed_in(role)
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            locale="fr-FR",
            storage_state=self.kept.get(role),
            **options,
        )
        try:
            context.set_default_timeout(15_000)
            yield Counter(context.new_page())
        finally:
            context.close()

    def _signed_in(self, role: str) -> Any:
        context = self.browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{self.url}/compte/login/")
        page.get_by_label("Courriel").fill(f"{role}@exemple.fr")
        page.get_by_label("Mot de passe").fill(self.told["password"])
        page.locator("main button").click()
        state = context.storage_state()
        context.close()
        return state

    def chain(self, code: str) -> list[str]:
        """The operations in the journal of this device, in order."""
        return [entry["operation"] for entry in self._journal(code)]

    def told_of(self, code: str, operation: str) -> list[dict[str, Any]]:
        """What the journal of this device tells of each such operation, in order."""
        return [one["data"] for one in self._journal(code) if one["operation"] == operation]

    def _journal(self, code: str) -> list[dict[str, Any]]:
        if self.desk is None:
            self.desk = self.browser.new_context(storage_state=self.kept["operator"])
        told = self.desk.request.get(f"{self.url}/api/devices/{code}/journal").json()
        items: list[dict[str, Any]] = told["items"]
        return items


@pytest.fixture(scope="module")
def reel(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the camera's film will be: written once the codes are known."""
    return tmp_path_factory.mktemp("camera") / "labels.y4m"


@pytest.fixture(scope="module")
def browser(chromium: str, reel: Path) -> Iterator[Any]:
    """As the house's browser, with a camera that films our reel."""
    from playwright.sync_api import sync_playwright

    arguments = [
        *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
        *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
        f"--use-file-for-fake-video-capture={reel}",
    ]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def stage(browser: Any, ground: Path, engine: str) -> Iterator[Stage]:
    with running_site(ground, postgres=engine, workers=1) as site:
        run = "from tests.inventory.scan.stage import build; build()"
        last = site.manage("shell", "-v0", "-c", run).strip().splitlines()[-1]
        yield Stage(site, browser, json.loads(last))


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


@WIDTHS
def test_a_camera_reads_each_label_once(stage: Stage, reel: Path, width: int) -> None:
    codes = [stage.audited(), stage.audited()]
    film(reel, [f"{stage.url}/D/{code}".upper() for code in codes])
    asked: set[str] = set()
    with stage.at(width, permissions=["camera"]) as counter:
        page = counter.page
        page.on("request", lambda request: asked.add(request.url))
        counter.open(stage.url + HOLD)
        page.get_by_role("button", name="Caméra").click()
        counter.counts("2 faits · 0 à revoir")
        page.get_by_role("button", name="Caméra").click()
        assert not page.locator("#camera").is_visible()
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


def test_a_shared_phone_is_opened_by_a_link_and_held_by_a_name(stage: Stage) -> None:
    code = stage.audited()
    with stage.at(1280, "supervisor") as desk:
        desk.page.goto(stage.url + "/organisation/points/")
        desk.page.get_by_role("button", name="Ouvrir sur un téléphone").click()
        link = desk.page.locator("code").inner_text()
    with stage.at(390, "", bypass_csp=True) as counter:
        page = counter.page
        page.goto(link)
        page.get_by_role("button", name="Ouvrir sur ce téléphone").click()
        page.get_by_role("button", name="Samia Fictive").wait_for()
        assert everyone_can_read(page) == []
        page.get_by_role("button", name="Samia Fictive").click()
        counter.ready()
        assert "Samia Fictive" in page.locator("header").inner_text()
        counter.open(stage.url + HOLD)
        counter.wedge(code)
        counter.answered("En attente", code)
    assert stage.chain(code)[-1] == "hold"


def test_sound_and_vibration_stay_off_once_switched_off(stage: Stage) -> None:
    with stage.at(390) as counter:
        counter.open(stage.url + "/scanner/?mode=")
        counter.page.get_by_role("button", name="Son").click()
        counter.open(stage.url + "/scanner/?mode=")
        pressed = counter.page.get_by_role("button", name="Son").get_attribute("aria-pressed")
    assert pressed == "false"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (320, "dark")])
def test_every_state_of_the_page_can_be_read_by_everyone(
    stage: Stage, width: int, scheme: str
) -> None:
    wrong: dict[str, Any] = {}
    axe = AXE.read_text(encoding="utf-8")
    done, collected = stage.audited(), stage.told["collected"][0]
    with stage.at(width, color_scheme=scheme, bypass_csp=True) as counter:
        page = counter.page

        def look(state: str) -> None:
            page.add_script_tag(content=axe)
            found = page.evaluate(RUN)
            if page.evaluate(TOO_WIDE) > 0:
                found.append("plus large que l'écran")
            if small := page.evaluate(SMALL):
                found.append(f"trop petit pour un gant : {small}")
            if found:
                wrong[state] = found

        page.goto(stage.url + "/scanner/?mode=move")
        look("réglage")
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
        page.context.set_offline(True)
        counter.wedge(done)
        page.get_by_text("Pas de réseau.").wait_for()
        look("sans réseau")
    assert wrong == {}
