"""The scanner without network, in a real browser: hundreds of scans, tabs that die, two tabs.

500 scans where everything must be shown (``CI``), fewer elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from labels.codes import mint, shown
from labels.symbols import address
from tests.inventory.scan.counter import DEVICES, KEY_MS, Counter, Stage
from tests.inventory.scan.keyboards import typed
from tests.inventory.scan.test_first_visit import KEPT as READER_KEPT
from tests.inventory.scan.video import film

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
ROUNDS = 10 if "CI" in os.environ else 4
KEPT = "#scanner[data-kept]"
EMPTY = "#scanner[data-waiting='0']"
WATCH = """() => {
    window.delays = [];
    let pressed = 0;
    addEventListener("keydown", (event) => {
        if (event.key === "Enter") pressed = performance.now();
    }, true);
    new MutationObserver(() => {
        if (pressed) window.delays.push(performance.now() - pressed);
        pressed = 0;
    }).observe(document.getElementById("told"), {childList: true, subtree: true});
}"""


FRAMES = """(filmed) => {
    Object.assign(window, {frames: [], left: new Set(filmed)});
    const video = document.querySelector("#camera video");
    const pen = new OffscreenCanvas(1, 36).getContext("2d", {willReadFrequently: true});
    let [marked, since] = [false, 0];
    const look = (now, {presentationTime}) => {
        pen.drawImage(video, 0, 0, 20, video.videoHeight, 0, 0, 1, 36);
        const points = pen.getImageData(0, 0, 1, 36).data;
        const mark = points.some((value, place) => place % 4 === 0 && value < 100);
        if (mark && !marked) since = presentationTime;
        marked = mark;
        video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
    const painted = new MessageChannel();
    painted.port1.onmessage = ({data}) => window.frames.push(performance.now() - data);
    new MutationObserver(() => {
        const code = document.querySelector("#told .device-code").textContent;
        if (!window.left.delete(code)) return;
        const from = since;
        if (marked && from) requestAnimationFrame(() => painted.port2.postMessage(from));
    }).observe(document.getElementById("told"), {childList: true, subtree: true});
}"""
"""From the frame that first shows a code to its line painted: a task after the next frame."""


def mode(stage: Stage, place: int) -> str:
    return f"{stage.url}/scanner/?mode=move&place={stage.told['places'][place]}&regle=1"


def visited(counter: Counter, *addresses: str) -> None:
    """Opened with the network, until the browser would open them without."""
    for one in addresses:
        counter.open(one)
        counter.page.wait_for_selector(KEPT)


def test_scans_of_a_day_without_network_are_all_there_once_and_in_order(
    stage: Stage, reel: Path, record_property: Callable[[str, object], None]
) -> None:
    codes = [stage.collected() for _ in range(DEVICES)]
    filmed = codes[: DEVICES // 2]
    labels = [(address(stage.url, code),) for code in filmed]
    film(reel, [*labels, *((),) * 8], seconds=0.4, blank=0.2)
    delays: list[float] = []
    with stage.at(390, permissions=["camera"]) as counter:
        context = counter.page.context
        visited(counter, mode(stage, 0), mode(stage, 1))
        counter.page.evaluate(READER_KEPT)
        context.set_offline(True)
        for turn in range(ROUNDS):
            counter.open(mode(stage, turn % 2))
            counter.page.evaluate(WATCH)
            last = turn == ROUNDS - 1
            for code in codes[len(filmed) :] if last else codes:
                counter.wedge(code)
            counter.page.locator("#told [data-slot=word]", has_text="Gardé").first.wait_for()
            if not last:
                told = f"Vos {(turn + 1) * DEVICES} scans"
                counter.page.locator("#answer", has_text=told).wait_for()
            delays += counter.page.evaluate("window.delays")
            if turn in {ROUNDS // 3, 2 * ROUNDS // 3}:
                counter.page.close()
                counter.page = context.new_page()
        frames = by_camera(counter, [shown(code) for code in filmed])
        context.set_offline(False)
        counter.open(mode(stage, 0))
        counter.page.wait_for_selector(EMPTY, timeout=180_000)
    assert len(delays) == ROUNDS * DEVICES - len(filmed)
    record_property("dernière touche à retour", median(delays))
    record_property("image à retour", median(frames))
    for code in codes:
        moved = [stage.told["places"][turn % 2] for turn in range(ROUNDS)]
        assert [told["place"] for told in stage.told_of(code, "move")] == moved


def by_camera(counter: Counter, filmed: list[str]) -> list[float]:
    """The film's labels, each read once or more; how long each took to be shown."""
    page = counter.page
    page.evaluate(FRAMES, filmed)
    page.get_by_role("button", name="Caméra").click()
    page.wait_for_function("() => window.left.size === 0", timeout=90_000)
    page.get_by_role("button", name="Caméra").click()
    found: list[float] = page.evaluate("window.frames")
    return found


def median(delays: list[float]) -> str:
    delays.sort()
    told = f"{len(delays)} scans, médiane {delays[len(delays) // 2]:.0f} ms, "
    return told + f"95 % sous {delays[int(0.95 * len(delays))]:.0f} ms"


def test_two_tabs_do_not_send_twice_and_each_shows_its_own(stage: Stage) -> None:
    first_code, second_code = stage.audited(), stage.audited()
    with stage.at(390) as first:
        visited(first, mode(stage, 0))
        second = Counter(first.page.context.new_page())
        second.open(mode(stage, 0))
        sent: list[str] = []
        context = first.page.context
        context.on("request", lambda one: sent.append(one.method) if one.method == "POST" else None)
        context.set_offline(True)
        first.wedge(first_code)
        first.page.get_by_text("Votre scan est gardé").wait_for()
        second.wedge(second_code)
        second.page.get_by_text("scans sont gardés").wait_for()
        sent.clear()
        context.set_offline(False)
        for counter, code in ((first, first_code), (second, second_code)):
            counter.page.wait_for_selector(EMPTY)
            counter.answered("Déplacé", code)
            counter.counts("1 fait · 0 à revoir")
        assert [stage.chain(code).count("move") for code in (first_code, second_code)] == [1, 1]


def test_a_refusal_that_comes_later_stays_listed_until_it_is_seen(stage: Stage) -> None:
    nobody_s = mint()
    with stage.at(390) as counter:
        visited(counter, mode(stage, 0))
        page = counter.page
        page.context.set_offline(True)
        counter.wedge(nobody_s)
        page.get_by_text("Votre scan est gardé").wait_for()
        counter.page = page.context.new_page()
        page.close()
        counter.page.context.set_offline(False)
        counter.open(mode(stage, 0))
        listed = counter.page.locator("#problems li")
        listed.wait_for()
        counter.page.reload()
        counter.ready()
        listed.wait_for()
        listed.get_by_role("button").click()
        listed.wait_for(state="detached")


def test_a_code_misread_without_network_is_refused_at_once(stage: Stage) -> None:
    with stage.at(390) as counter:
        visited(counter, mode(stage, 0))
        counter.page.context.set_offline(True)
        counter.wedge("7KQ2MDX45")
        counter.answered("Code à relire")
        counter.page.get_by_text("un caractère est faux").wait_for()
        assert counter.page.locator("#told .told-waiting").count() == 0


def test_a_mode_never_opened_is_not_replaced_by_another(stage: Stage) -> None:
    with stage.at(390) as counter:
        visited(counter, mode(stage, 0))
        counter.page.context.set_offline(True)
        counter.page.goto(mode(stage, 1))
        counter.page.get_by_role("heading", name="Sans réseau").wait_for()


def test_a_browser_without_room_says_that_the_scan_is_not_kept(stage: Stage) -> None:
    with stage.at(390) as counter:
        counter.open(mode(stage, 0))
        counter.page.evaluate(
            """() => { IDBObjectStore.prototype.add = function () {
                this.transaction.abort(); return {}; }; }"""
        )
        counter.wedge(stage.audited())
        counter.page.get_by_text("n'est PAS gardé").wait_for()


@pytest.mark.parametrize(
    ("scanner", "computer", "end"),
    [("qwerty", "azerty", "Enter"), ("azerty", "qwerty", "Tab"), ("qwerty", "qwerty", "")],
)
def test_a_scanner_of_another_keyboard_is_understood(
    stage: Stage, scanner: str, computer: str, end: str
) -> None:
    code = stage.audited()
    with stage.at(390) as counter:
        counter.open(mode(stage, 0))
        text = typed(f"{stage.url}/D/{code}".upper(), scanner, computer)
        counter.page.keyboard.type(text, delay=KEY_MS)
        if end:
            counter.page.keyboard.press(end)
        counter.answered("Déplacé", code)
    assert stage.chain(code).count("move") == 1
