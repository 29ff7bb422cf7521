"""A maker's serial or a donor's asset tag finds the device; nothing is done before one touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from inventory.evidence.serials import serial_key
from inventory.models import Device
from inventory.models.fields import SerialKey
from inventory.scanning.foreign import keys_in, product_of
from tests.inventory import factories as make
from tests.inventory.pages.conftest import filled
from tests.inventory.scan.conftest import Hands
from tests.inventory.scan.keyboards import typed
from tests.inventory.workbench import Bench

Entries = Callable[[str], list[str]]
WAIT = {"reason": "part", "waiting_for": "supplier"}


def codes_in(told: dict[str, Any]) -> list[str]:
    return [one["code"] for one in told["near"]]


@pytest.mark.parametrize(
    "text",
    [
        "PF-0ABM.QW 12",
        "pf0abmqw12",
        "SPF0ABMQW12",
        "S/N: PF0ABMQW12",
        "1S20N5S00000PF0ABMQW",
        "(01)05901234123457(21)PF0ABMQW12",
        "]d2010590123412345721PF0ABMQW12",
        "https://maker.example/?model=5490&sn=PF0ABMQW12",
        typed("PF0ABMQW12", "qwerty", "azerty"),
        typed("PF0ABMQW12", "azerty", "qwerty"),
    ],
)
def test_a_serial_finds_its_device_however_it_is_printed_or_typed(
    hands: Hands, bench: Bench, text: str
) -> None:
    serial = "PF0ABMQW" if text.startswith("1S") else "pf0a-bmqw12"
    code = bench.registered(serial=serial, brand="Lenovo", model="T490")
    told = hands.scan(text)
    assert (told["status"], told["code"]) == ("told", code)
    assert told["sentence"].startswith("Trouvé par son n° de série.")


def test_in_an_operation_one_touch_is_asked_even_when_there_is_one_device_only(
    hands: Hands, bench: Bench, entries: Entries
) -> None:
    code = bench.registered(asset_tag="INV-0042")
    bench.scan("audit", code, media=[make.disk()])
    told = hands.scan("inv 0042", "hold", data=WAIT)
    assert (told["status"], told["word"], told["operation"]) == (
        "choose",
        "Est-ce lui\u00a0?",
        "hold",
    )
    assert codes_in(told) == [code]
    assert "hold" not in entries(code)
    assert hands.scan(code, told["operation"], data=WAIT)["status"] == "done"


def test_several_devices_of_one_number_are_a_choice_those_held_here_first(
    hands: Hands, bench: Bench, cast: make.Cast
) -> None:
    gone = bench.laptop("delivered")
    Device.objects.filter(pk=gone).update(asset_tag="INV-7")
    held = [bench.registered(asset_tag="INV 7"), bench.registered(serial="inv_7")]
    for operation in ("", "hold"):
        told = hands.scan("INV7", operation)
        assert told["word"] == "Lequel\u00a0?"
        assert codes_in(told) == [*sorted(held), gone]
        assert told["near"][2]["title"].endswith("(pas ici)")
    many = [bench.registered(asset_tag="INV.7") for _ in range(5)]
    told = hands.scan("INV7")
    assert len(told["near"]) == 6 and "scannez plutôt l'étiquette" in told["sentence"]
    assert set(codes_in(told)) < {*held, *many}


def test_another_organisation_s_device_answers_as_nobody_s(
    bench: Bench, cast: make.Cast, hands_of: Callable[..., Hands]
) -> None:
    bench.registered(serial="5CG1234XYZW")
    stranger = hands_of(cast.other_workshop)
    theirs, nobody_s = stranger.scan("5CG1234XYZW"), stranger.scan("5CG1234XYZV")
    assert theirs["problem"]["code"] == nobody_s["problem"]["code"] == "unknown-number"
    assert theirs["sentence"] == nobody_s["sentence"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("4006381333931", "product-code"),
        ("036000291452", "product-code"),
        ("To Be Filled By O.E.M.", "placeholder"),
        ("AB1", "invalid-code"),
        ("7KQ2MDX45", "invalid-code"),
        ("Latitude 5490 vendu sans disque", "unknown-number"),
    ],
)
def test_what_names_no_device_says_why(hands: Hands, bench: Bench, text: str, why: str) -> None:
    device = Device.objects.filter(pk=bench.registered())
    for told in ({"serial": text}, {"asset_tag": text}):
        if why in ("product-code", "placeholder") or text == "AB1":
            device.update(**told)
        assert hands.scan(text, "hold", data=WAIT)["problem"]["code"] == why


def test_a_free_number_that_looks_like_a_code_still_finds_its_device(
    hands: Hands, bench: Bench
) -> None:
    code = bench.registered(serial="7KQ2MDX44")
    told = hands.scan("7KQ2MDX44", "hold", data=WAIT)
    assert (told["status"], codes_in(told)) == ("choose", [code])
    mistyped = bench.registered(serial="7KQ2MDX45")
    assert codes_in(hands.scan("7KQ2MDX45", "hold")) == [mistyped]


def test_what_is_registered_already_is_shown_and_not_registered_again(
    hands: Hands, bench: Bench
) -> None:
    code = bench.registered(serial="CND0123ABC")
    told = hands.scan("CND0123ABC", "register", data={})
    assert (told["status"], told["operation"], codes_in(told)) == ("choose", "", [code])


def test_without_script_the_choice_is_a_button(
    hands: Hands, bench: Bench, entries: Entries
) -> None:
    code = bench.audited()
    Device.objects.filter(pk=code).update(serial="CND0123ABC")
    page = hands.page("/scanner/?mode=hold&reason=part&waiting_for=supplier&regle=1")
    start = page.index('id="scan-form"')
    form = page[page.rindex("<form", 0, start) : page.index("</form>", start)]
    hands.client.post("/scanner/", filled(form) | {"code": "cnd0123abc"})
    assert "hold" not in entries(code)
    page = hands.page()
    tap = page[page.index('data-tap="hold"') - 400 :]
    assert hands.client.post("/scanner/", filled(tap[: tap.index("</form>")])).status_code == 303
    assert entries(code)[-1] == "hold"


def test_a_number_is_looked_for_by_an_index(bench: Bench) -> None:
    code = bench.registered(serial="CND-01_23.A B")
    found = Device.objects.alias(key=SerialKey("serial")).filter(key__in=["CND0123AB", "X"])
    assert list(found.values_list("pk", flat=True)) == [code]
    if connection.vendor == "sqlite":
        assert "inv_device_serial_key" in found.explain()


def test_every_reading_is_a_key_that_serials_are_compared_by() -> None:
    for text in ("PF-0ABMQW12", "S/N 5CG1234XYZ", "a,b;c 123456789X"):
        keys = keys_in(text)
        assert keys and all(key == serial_key(key) and len(key) >= 4 for key in keys)
    assert [
        product_of(text) for text in ("4006381333931", "4006381333932", "96385074", "0" * 13)
    ] == [*("EAN-13", "", "EAN-8", "")]
