"""What careless hands and poor phones do to the station: nothing is lost, doubled or misplaced."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from labels.codes import mint
from tests.inventory.scan.counter import Stage
from tests.inventory.scan.test_without_network import EMPTY, KEPT, mode

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
A_DAY_AHEAD = "{ const now = Date.now; Date.now = () => now() + 86_400_000; }"
ONE_FORM_OR_BOTH_LISTED = """() => location.pathname.endsWith("/test/")
    || document.querySelectorAll("#problems li").length === 2"""
EMPTIED = """async () => {
    await new Promise((done) => (indexedDB.deleteDatabase("filiere-scans").onsuccess = done));
}"""
OLDER = """([who, code, place]) => sessionStorage.setItem(`filiere.scans.${who}`, JSON.stringify([{
    key: crypto.randomUUID(), code, operation: "move", data: {place}}]))"""
FORGOTTEN = """async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}"""


def test_a_flapping_network_a_double_scan_and_a_new_mode_mix_nothing_up(stage: Stage) -> None:
    codes = [stage.collected() for _ in range(4)]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(mode(stage, 0))
        for turn, code in enumerate(codes):
            page.context.set_offline(turn % 2 == 1)
            counter.wedge(code)
            counter.wedge(code)
        page.context.set_offline(True)
        counter.wedge(codes[0])
        page.set_viewport_size({"width": 844, "height": 390})
        page.context.set_offline(False)
        counter.open(mode(stage, 1))
        page.wait_for_selector(EMPTY)
        counter.wedge(codes[1])
        counter.answered("Déplacé", codes[1])
        counter.open(stage.url + "/scanner/?mode=test")
        page.go_back()
        counter.ready()
        page.wait_for_selector(EMPTY)
    first, second = stage.told["places"]
    moved = [[told["place"] for told in stage.told_of(code, "move")] for code in codes]
    assert moved == [[first], [first, second], [first], [first]]


def test_a_phone_a_day_ahead_without_network_says_when_the_scan_was_made(stage: Stage) -> None:
    code = stage.collected()
    with stage.at(390) as counter:
        page = counter.page
        page.add_init_script(A_DAY_AHEAD)
        counter.open(mode(stage, 0))
        page.context.set_offline(True)
        counter.wedge(code)
        page.get_by_text("Votre scan est gardé").wait_for()
        page.context.set_offline(False)
        counter.answered("Déplacé", code)
    (made,) = stage.entries(code, "move")
    late = datetime.now(UTC) - datetime.fromisoformat(made["occurred_at"])
    assert 0 <= late.total_seconds() < 600


def test_a_form_that_could_not_open_is_listed_and_not_forgotten(stage: Stage) -> None:
    codes = [stage.audited(), stage.audited()]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(stage.url + "/scanner/?mode=test")
        page.context.set_offline(True)
        for code in codes:
            counter.wedge(code)
        page.get_by_text("Vos 2 scans sont gardés").wait_for()
        page.context.set_offline(False)
        page.wait_for_function(ONE_FORM_OR_BOTH_LISTED)
        counter.page = page.context.new_page()
        counter.open(stage.url + "/scanner/?mode=")
        counter.page.locator(f"#problems a[href$='{codes[0]}/test/']").click()
        counter.page.wait_for_url(f"**/{codes[0]}/test/")


def test_a_browser_emptied_under_the_page_is_filled_again(stage: Stage) -> None:
    codes = [stage.collected() for _ in range(3)]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(mode(stage, 0))
        page.context.set_offline(True)
        for code in codes[:2]:
            counter.wedge(code)
        page.get_by_text("Vos 2 scans sont gardés").wait_for()
        page.evaluate(EMPTIED)
        counter.wedge(codes[2])
        page.get_by_text("Vos 3 scans sont gardés").wait_for()
        page.context.set_offline(False)
        counter.counts("3 faits · 0 à revoir")
    assert [stage.chain(code).count("move") for code in codes] == [1, 1, 1]


def test_a_page_updated_meanwhile_sends_what_the_older_one_kept(stage: Stage) -> None:
    older, newer = stage.collected(), stage.collected()
    with stage.at(390) as counter:
        page = counter.page
        counter.open(mode(stage, 0))
        page.wait_for_selector(KEPT)
        page.context.set_offline(True)
        counter.wedge(newer)
        page.get_by_text("Votre scan est gardé").wait_for()
        who = page.locator("#scanner").get_attribute("data-who")
        page.evaluate(OLDER, [who, older, stage.told["places"][0]])
        page.evaluate(FORGOTTEN)
        page.context.set_offline(False)
        counter.open(mode(stage, 0))
        page.wait_for_selector(EMPTY)
    assert [stage.chain(code).count("move") for code in (older, newer)] == [1, 1]


def test_the_whole_station_by_keyboard_alone(stage: Stage) -> None:
    code, nobody_s = stage.audited(), mint()
    with stage.at(320) as counter:
        page = counter.page
        page.set_viewport_size({"width": 320, "height": 256})
        counter.open(stage.url + "/scanner/?mode=")
        counter.reach("changer d'opération")
        counter.reach("Autres opérations")
        counter.reach("Réparer")
        page.wait_for_url("**mode=open_repair*")
        counter.reach_field("fault")
        page.keyboard.press("ArrowDown")
        counter.reach("Commencer à scanner")
        counter.ready()
        page.wait_for_selector(KEPT)
        counter.wedge(code)
        counter.answered("En réparation", code)
        counter.reach("Annuler")
        counter.answered("Annulé", code)
        page.context.set_offline(True)
        counter.wedge(nobody_s)
        page.get_by_text("Votre scan est gardé").wait_for()
        page.context.set_offline(False)
        late = page.locator("#problems li")
        late.wait_for()
        counter.reach("Vu")
        late.wait_for(state="detached")
