"""Photos, several codes in one picture, numbers that are not ours: at the scanner, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from labels.codes import shown
from labels.symbols import address
from tests.inventory.scan.counter import Counter, Stage
from tests.inventory.scan.pictures import PRODUCT, QR, SERIAL, photo
from tests.inventory.scan.video import film

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
DRAWN = """() => {
    const {width, height} = document.querySelector("#several canvas");
    const pen = document.querySelector("#several canvas").getContext("2d");
    const points = pen.getImageData(0, 0, width, height).data;
    let framed = 0;
    for (let at = 0; at < points.length; at += 4) {
        framed += points[at] === 0x0b && points[at + 1] === 0x5c && points[at + 2] === 0x5a;
    }
    return framed / (width * height);
}"""


def move(stage: Stage, place: int = 0) -> str:
    return f"{stage.url}/scanner/?mode=move&place={stage.told['places'][place]}&regle=1"


def taken(counter: Counter, picture: Path) -> None:
    counter.page.locator("#photo").set_input_files(str(picture))


def test_a_photo_of_labels_is_drawn_and_all_are_taken_but_none_by_itself(
    stage: Stage, tmp_path: Path
) -> None:
    codes = [stage.collected() for _ in range(3)]
    labels = [(address(stage.url, code), QR) for code in codes]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(move(stage))
        taken(counter, photo(tmp_path / "several.png", [*labels, ("4006381333931", PRODUCT)]))
        page.get_by_role("button", name=f"· {shown(codes[1])}").wait_for()
        assert page.locator("[data-choices] button").count() == 4, "the three, and all of them"
        assert page.evaluate(DRAWN) > 0.01
        page.keyboard.press("Escape")
        page.locator("#several").wait_for(state="hidden")
        counter.counts("0 fait")
        taken(counter, tmp_path / "several.png")
        page.get_by_role("button", name="Prendre les 3").click()
        counter.counts("3 faits · 0 à revoir")
        taken(counter, photo(tmp_path / "one.png", labels[:1]))
        counter.answered("Déjà fait", codes[0])
        taken(counter, photo(tmp_path / "none.png", []))
        counter.answered("Photo à refaire")
        (tmp_path / "broken.png").write_bytes(b"\x89PNG not an image")
        taken(counter, tmp_path / "broken.png")
        page.get_by_text("Cette image ne se lit pas ici").wait_for()
    assert [stage.chain(code).count("move") for code in codes] == [1, 1, 1]


def test_a_maker_s_number_asks_which_and_one_key_answers(stage: Stage, tmp_path: Path) -> None:
    code, serial = stage.told["numbered"][0]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(move(stage))
        taken(counter, photo(tmp_path / "serial.png", [(serial, SERIAL)]))
        counter.answered("Est-ce lui")
        counter.wedge("inv 0042")
        counter.answered("Lequel")
        counter.counts("0 fait · 2 à revoir")
        assert page.locator("#answer button").count() == 2
        assert stage.chain(code).count("move") == 0
        line = page.locator("#told li", has_text=serial)
        line.get_by_role("button", name="Choisir").focus()
        page.keyboard.press("Enter")
        counter.answered("Est-ce lui")
        page.keyboard.press("Enter")
        counter.answered("Déplacé", code)
        counter.counts("1 fait · 1 à revoir")
    assert stage.chain(code).count("move") == 1


def test_a_maker_s_number_without_network_is_a_question_kept_with_its_mode(stage: Stage) -> None:
    code, serial = stage.told["numbered"][1]
    with stage.at(390) as counter:
        page = counter.page
        counter.open(move(stage))
        page.wait_for_selector("#scanner[data-kept]")
        page.context.set_offline(True)
        counter.wedge(serial)
        page.get_by_text("vous direz lequel au retour").wait_for()
        counter.page = page.context.new_page()
        page.close()
        page = counter.page
        page.context.set_offline(False)
        counter.open(stage.url + "/scanner/?mode=")
        late = page.locator("#problems li", has_text=serial)
        late.wait_for()
        assert stage.chain(code).count("move") == 0
        counter.open(stage.url + "/scanner/?mode=")
        late.get_by_role("button", name="Choisir").click()
        counter.answered("Est-ce lui")
        page.locator("#answer").get_by_role("button", name=shown(code)).click()
        counter.answered("Déplacé", code)
        late.wait_for(state="detached")
    assert stage.told_of(code, "move")[0]["place"] == stage.told["places"][0]


def test_two_labels_in_sight_of_the_camera_wait_for_a_choice(stage: Stage, reel: Path) -> None:
    codes = [stage.collected(), stage.collected()]
    film(reel, [tuple(address(stage.url, code) for code in codes)])
    with stage.at(390, permissions=["camera"]) as counter:
        page = counter.page
        counter.open(move(stage))
        page.get_by_role("button", name="Caméra").click()
        page.get_by_role("button", name=f"· {shown(codes[1])}").click()
        counter.answered("Déplacé", codes[1])
        page.get_by_role("button", name="Caméra").click()
        counter.counts("1 fait")
    assert [stage.chain(code).count("move") for code in codes] == [0, 1]
