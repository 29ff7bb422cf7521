"""Several files on one device: one description, what they dispute, and the rule that chose."""

import json
import re
from dataclasses import replace
from typing import Any

from inventory.evidence.as_stored import as_stored, from_stored
from inventory.evidence.description import Description, MediumSeen, Note, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.merge import Merged, Said, merge
from inventory.evidence.opening import Outcome


def told(reader: str, *, media: tuple[MediumSeen, ...] = (), **values: Any) -> Description:
    found = Finding(reader, 1)
    for field, value in values.items():
        sure = Sure.GUESSED if str(value).startswith("~") else Sure.TOLD
        text = value.removeprefix("~") if isinstance(value, str) else value
        found.tell(field, text, path=f"/{field}", sure=sure)
    for medium in media:
        found.medium(medium)
    return found.description()


def medium(serial: str = "", size: int | None = 500_107_862_016, **more: Any) -> MediumSeen:
    columns = {"kind": "hdd", "kind_from": "rotation", "model": "WD5000AAKX", "path": "/0"} | more
    return MediumSeen(serial=serial, size_bytes=size, **columns)


def merged(*descriptions: Description) -> Merged:
    return merge([Said(f"f{n}", one) for n, one in enumerate(descriptions)])


def rule(found: Merged, field: str) -> tuple[Any, str]:
    one = next(one for one in found.fields if one.field == field)
    return one.chosen.value, one.rule


def test_each_rule_chooses_and_says_its_name() -> None:
    found = merged(
        told(
            "lshw",
            brand="Dell Inc.",
            model="Latitude",
            memory_mib=7800,
            serial="AB12CD",
            cpu="Intel i5",
        ),
        told("dmidecode", brand="DELL", model="Latitude 5490", memory_mib=8192, sku="~081B"),
        told("inxi", brand="Dell", serial="AB12CE", sku="081C"),
    )
    assert rule(found, "brand") == ("DELL", "same")
    assert rule(found, "model") == ("Latitude 5490", "finer")
    assert rule(found, "memory_mib") == (8192, "installed")
    assert rule(found, "serial") == ("AB12CD", "rank")
    assert rule(found, "sku") == ("081C", "surer")
    assert rule(found, "cpu") == ("Intel i5", "alone")
    disputed = {one.field: [claim.value for claim in one.others] for one in found.disputed}
    assert disputed["serial"] == ["AB12CE"]
    assert disputed["memory_mib"] == [7800]


def test_the_majority_prevails_among_equally_sure_values() -> None:
    found = merged(
        told("lshw", kind_hint="desktop"),
        told("inxi", kind_hint="laptop"),
        told("hwinfo", kind_hint="laptop"),
    )
    assert rule(found, "kind_hint") == ("laptop", "majority")


def test_a_medium_is_one_across_tools_by_its_cleaned_serial() -> None:
    found = merged(
        told("lshw", media=(medium("WD-WCC2E1234567"),)),
        told("smartctl", media=(medium("wdwcc2e1234567", power_on_hours=900, exit_status=64),)),
        told("hdparm", media=(medium("WD-WCC2E1234567", exit_status=8),)),
    )
    (one,) = found.media
    assert one.matched_by == "serial"
    assert one.seen.power_on_hours == 900
    assert one.seen.exit_status == 72
    assert one.files == ("f0", "f1", "f2")


def test_without_serial_size_and_model_match_and_two_of_one_file_stay_two() -> None:
    found = merged(
        told("lshw", media=(medium("S1AAAA"), medium("S2BBBB"))),
        told("lsblk", media=(medium(), medium(), medium(size=120_034_123_776, model="KINGSTON"))),
    )
    assert len(found.media) == 3
    assert [one.matched_by for one in found.media] == ["looks", "looks", "alone"]


def test_a_medium_that_one_file_says_inside_is_not_removable() -> None:
    outside = medium("S1AAAA", removable=True, live=True)
    for order in ((outside, medium("S1AAAA")), (medium("S1AAAA"), outside)):
        (one,) = merged(*(told("lshw", media=(each,)) for each in order)).media
        assert not one.seen.removable
        assert not one.seen.live


def test_the_surest_kind_prevails_whatever_the_order() -> None:
    guessed = medium("S1AAAA", kind="ssd", kind_from="assumed")
    (one,) = merged(told("lsblk", media=(guessed,)), told("lshw", media=(medium("S1AAAA"),))).media
    assert (one.seen.kind, one.seen.kind_from) == ("hdd", "rotation")
    assert [settled.field for settled in one.disputed] == ["kind"]


def test_components_of_one_part_are_put_together() -> None:
    one, other = Finding("lshw", 1), Finding("upower", 1)
    battery = one.component("battery", path="/b")
    battery.tell("model", "DELL XDY9K16", path="/b/product")
    battery.tell("design_mwh", 54000, path="/b/capacity")
    same = other.component("battery", path="line 1")
    same.tell("model", "DELL XDY9K16", path="line 3")
    same.tell("full_mwh", 41000, path="line 9")
    found = merged(one.description(), other.description())
    (group,) = found.groups
    assert (group.text("design_mwh"), group.text("full_mwh")) == ("54000", "41000")
    assert group.files == ("f0", "f1")


def test_the_readers_together_have_a_name_that_the_journal_takes() -> None:
    names = ("dmidecode", "lshw", "smartctl", "nvme-list", "system_profiler", "computerinfo")
    for count in range(1, len(names) + 1):
        reader = merged(*(told(name) for name in names[:count])).description.reader
        assert re.fullmatch(r"[\w-]{1,40}", reader), reader


def test_two_banks_of_one_model_stay_two() -> None:
    descriptions = []
    for reader in ("lshw", "dmidecode"):
        found = Finding(reader, 1)
        for slot in ("DIMM A", "DIMM B"):
            bank = found.component("memory", path=slot)
            bank.tell("slot", slot, path=slot)
            bank.tell("model", "HMA81GS6", path=slot)
        descriptions.append(found.description())
    assert [group.text("slot") for group in merged(*descriptions).groups] == ["DIMM A", "DIMM B"]


def test_what_was_read_is_kept_in_a_shape_that_any_database_takes() -> None:
    strange = replace(told("lshw", media=(medium("S1\0AAAA"),)), notes=(Note("x", "\ud800"),))
    (kept,) = as_stored((Outcome("a\0b", strange),))
    text = json.dumps(kept)
    assert "\\u0000" not in text and "\\ud800" not in text
    (back,) = from_stored([json.loads(text)])
    assert back.description is not None
    assert back.description.media[0].serial == "S1 AAAA"
    assert from_stored([{"name": "", "worth": True, "description": {"version": 1}}]) == ()
