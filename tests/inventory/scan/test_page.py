"""The page of the scanner, with its modes; without script it works as a plain form."""

from __future__ import annotations

from collections.abc import Callable

from inventory.forms.scan_mode import ModeForm
from inventory.models import Device
from inventory.scanning.modes import ONCE, rows_for
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.pages.conftest import filled
from tests.inventory.scan.conftest import Hands
from tests.inventory.workbench import Bench

Entries = Callable[[str], list[str]]
HOLD = "/scanner/?mode=hold&reason=part&waiting_for=supplier&regle=1"


def form_of(page: str) -> str:
    """The part of the page from its code field's form on."""
    start = page.index('id="scan-form"')
    return page[page.rindex("<form", 0, start) : page.index("</form>", start)]


def send(hands: Hands, address: str, code: str) -> str:
    page = hands.page(address)
    answer = hands.client.post("/scanner/", filled(form_of(page)) | {"code": code})
    assert answer.status_code == 303, answer.content
    return hands.page(answer["Location"])


def test_without_script_a_scan_is_a_form_and_its_answer_is_on_top(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    page = send(hands, HOLD, audited_laptop)
    assert 'class="answer answer-done"' in page
    assert shown(audited_laptop) in page
    assert "Mettre en attente" in page
    page = send(hands, "/scanner/", audited_laptop)
    assert 'class="answer answer-repeat"' in page
    assert entries(audited_laptop).count("hold") == 1


def test_without_script_a_double_click_is_one_scan(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    told = filled(form_of(hands.page(HOLD))) | {"code": audited_laptop}
    for _ in range(2):
        assert hands.client.post("/scanner/", told).status_code == 303
    assert entries(audited_laptop).count("hold") == 1


def test_two_tabs_keep_each_its_own_mode(hands: Hands, bench: Bench, entries: Entries) -> None:
    one, two = bench.audited(), bench.audited()
    first = filled(form_of(hands.page(HOLD)))
    hands.page("/scanner/?mode=open_repair&fault=screen&regle=1")
    hands.client.post("/scanner/", first | {"code": one})
    assert entries(one)[-1] == "hold"
    send(hands, "/scanner/", two)
    assert entries(two)[-1] == "open_repair"


def test_without_script_the_last_is_undone_and_what_asks_opens(
    hands: Hands, audited_laptop: str
) -> None:
    page = send(hands, "/scanner/?mode=open_repair&fault=screen&regle=1", audited_laptop)
    tap = page[page.index('data-tap="undo"') - 400 :]
    answer = hands.client.post("/scanner/", filled(tap[: tap.index("</form>")]))
    assert answer.status_code == 303
    assert Device.objects.get(pk=audited_laptop).step == "audited"
    told = filled(form_of(hands.page("/scanner/?mode=erase"))) | {"code": audited_laptop}
    answer = hands.client.post("/scanner/", told)
    assert answer["Location"] == f"/scanner/appareils/{audited_laptop}/erase/"


def test_a_mode_asks_its_settings_once_and_says_them(hands: Hands, cast: make.Cast) -> None:
    place = make.place(cast.workshop)
    page = hands.page("/scanner/?mode=hold")
    assert "réglage du mode" in page and 'id="scan-form"' not in page
    page = hands.page("/scanner/?mode=hold&regle=1")
    assert "À indiquer : " in page
    page = hands.page("/scanner/?mode=move")
    assert "Scannez d'abord l'étiquette" in page and 'id="scan-form"' in page
    page = hands.page(f"/scanner/?mode=move&place={place.pk}&regle=1")
    assert f"<strong>{place.name}</strong>" in page
    assert f'"place": "{place.pk}"' in page
    assert f"<strong>{place.name}</strong>" in hands.page("/scanner/"), "remembered"


def test_a_place_of_another_organisation_is_no_setting(hands: Hands, cast: make.Cast) -> None:
    theirs = make.place(cast.other_workshop)
    page = hands.page(f"/scanner/?mode=move&place={theirs.pk}&regle=1")
    assert 'id="scan-form"' not in page
    assert theirs.name not in page


def test_an_operation_that_is_not_theirs_is_no_mode(
    hands: Hands, cast: make.Cast, hands_of: Callable[..., Hands]
) -> None:
    assert "mode=remove" not in hands.page()
    assert "Dites-moi la suite" in hands.page("/scanner/?mode=remove")
    assert "mode=remove" in hands_of(cast.workshop, "supervisor").page()
    agent = hands_of(cast.structure, "requester").page()
    assert "mode=hand_over" in agent and "mode=erase" not in agent


def test_every_operation_asked_once_has_its_questions(cast: make.Cast) -> None:
    for role in ("operator", "supervisor"):
        actor = make.actor(cast.workshop, role)
        usual, others = rows_for(actor)
        for row in (*usual, *others):
            form = ModeForm(row, ONCE.get(row.name, ()), actor)
            assert set(ONCE.get(row.name, ())) <= set(form.fields)


def test_only_this_page_may_run_webassembly(hands: Hands) -> None:
    policy = hands.client.get("/scanner/")["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "wasm" not in hands.client.get("/appareils/")["Content-Security-Policy"]
    assert "wasm" not in hands.client.get("/scanner/ouvrir/")["Content-Security-Policy"]


def test_a_phone_shows_five_tabs_the_scanner_among_them(hands: Hands) -> None:
    page = hands.page()
    tabs = page[page.index('class="tabs"') : page.index("</nav>")]
    assert tabs.count("<li") - tabs.count('class="wide"') == 5
    assert "Scanner" in tabs


def test_who_only_reads_has_no_scanner(cast: make.Cast, hands_of: Callable[..., Hands]) -> None:
    reader = hands_of(cast.workshop, "reader")
    reader.page("/scanner/", 403)
    assert "/scanner/" not in reader.page("/")


def test_a_scan_nested_beyond_reading_is_refused(hands: Hands) -> None:
    raw = "[" * 60_000
    answer = hands.client.post("/scanner/", raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("not-json")
