"""Codes in use: minted ahead, bound once, and the nearest when a character slipped."""

from __future__ import annotations

import pytest

from inventory.codes import bind, mint_codes, nearest, read_code, unknown_code
from inventory.models import Code
from inventory.refusals import Conflict, Refused
from labels.codes import ALPHABET, parse, shown
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def slipped(code: str) -> str:
    """The same code with one character typed wrong."""
    other = next(letter for letter in ALPHABET if letter != code[2])
    return code[:2] + other + code[3:]


def test_minted_codes_are_new_valid_and_free(cast: Cast) -> None:
    codes = mint_codes(count=50, organisation_id=cast.workshop.pk)
    assert len(set(codes)) == 50 and all(parse(code) == code for code in codes)
    assert Code.objects.filter(pk__in=codes, bound_id="").count() == 50


def test_a_code_is_bound_once(cast: Cast) -> None:
    code = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    bind(code, kind="device", bound_id=code, organisation_id=cast.workshop.pk)
    with pytest.raises(Conflict):
        bind(code, kind="medium", bound_id="m-1", organisation_id=cast.workshop.pk)


def test_a_code_printed_elsewhere_is_bound_at_intake(cast: Cast) -> None:
    bind("3HF9TT0BM", kind="device", bound_id="3HF9TT0BM", organisation_id=cast.workshop.pk)
    assert Code.objects.get(pk="3HF9TT0BM").bound_kind == "device"


def test_a_code_is_read_however_it_is_typed(bench: Bench) -> None:
    code = bench.registered()
    who = make.actor(bench.cast.workshop)
    assert read_code(f" {shown(code).lower()} ", who) == code


def test_one_wrong_character_suggests_the_device_meant(bench: Bench) -> None:
    code, who = bench.registered(), make.actor(bench.cast.workshop)
    with pytest.raises(Refused) as caught:
        read_code(slipped(code), who)
    assert (caught.value.code, caught.value.suggest) == ("invalid-code", (code,))
    assert f"Vouliez-vous {shown(code)} ?" in caught.value.detail


def test_a_loose_disk_is_suggested_too(bench: Bench) -> None:
    disk, who = bench.loose_disk(), make.actor(bench.cast.workshop)
    assert nearest(slipped(str(disk.code)), who) == [disk.code]


def test_the_devices_of_others_are_never_suggested(bench: Bench) -> None:
    code, stranger = bench.registered(), make.actor(bench.cast.other_workshop)
    assert nearest(slipped(code), stranger) == []
    assert unknown_code(code, stranger).suggest == ()


def test_a_structure_is_suggested_what_it_received(bench: Bench, distributed_laptop: str) -> None:
    who = make.actor(bench.cast.structure, "requester")
    assert nearest(slipped(distributed_laptop), who) == [distributed_laptop]


@pytest.mark.parametrize("text", ["", "💾", "\x00", "ABC", "X" * 5000])
def test_what_is_no_code_is_refused_in_french(text: str, cast: Cast) -> None:
    with pytest.raises(Refused) as caught:
        read_code(text, make.actor(cast.workshop))
    assert caught.value.status == 404 and caught.value.detail.rstrip().endswith((".", "?"))


def test_the_label_of_another_site_is_said_foreign(cast: Cast) -> None:
    with pytest.raises(Refused) as caught:
        read_code("HTTPS://EXEMPLE.FR/D/3HF9TT0BM", make.actor(cast.workshop))
    assert caught.value.code == "foreign-code"
