"""Reads our own small lshw files: each shape that lshw takes, and what it hides."""

import json
from pathlib import Path
from typing import Any

import pytest

from inventory.evidence.description import Description
from inventory.evidence.readers import read
from inventory.evidence.unreadable import Unreadable

DATA = Path(__file__).parents[2] / "data" / "lshw"


def described(name: str) -> Description:
    return read((DATA / name).read_bytes())


def media(description: Description) -> list[tuple[Any, ...]]:
    return [(m.kind, m.serial, m.size_gb, m.removable) for m in description.media]


def note_codes(description: Description) -> list[str]:
    return [note.code for note in description.notes]


def lookup(document: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        document = document[int(part) if isinstance(document, list) else part]
    return document


def test_a_laptop_of_today_in_french() -> None:
    laptop = described("laptop_nvme_fr.json")
    assert laptop.reader == "lshw"
    assert laptop.kind_hint == "laptop"
    assert laptop.brand == "LENOVO"
    assert laptop.model == "ThinkPad T499 (20ZZCTO1WW)"
    assert laptop.serial == "PF0FILI1"
    assert laptop.memory_mb == 16384
    assert laptop.cpu == "Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz"
    assert media(laptop) == [("nvme", "S3FILIERE00512", 512, False)]
    assert laptop.media[0].model == "ACME PM981 512GB"
    assert laptop.notes == ()
    assert laptop.media_complete


def test_every_value_says_where_it_was_read() -> None:
    document = json.loads((DATA / "laptop_nvme_fr.json").read_text(encoding="utf-8"))
    laptop = described("laptop_nvme_fr.json")
    told = {"brand", "model", "serial", "kind_hint", "memory_mib", "cpu"}
    assert told <= {value.field for value in laptop.values}
    assert lookup(document, laptop.source("serial")) == laptop.serial
    assert lookup(document, laptop.source("cpu")) == laptop.cpu
    assert lookup(document, laptop.source("memory_mib")) == 17179869184
    assert lookup(document, laptop.media[0].path)["serial"] == laptop.media[0].serial
    assert laptop.source("colour") == ""


def test_a_desktop_with_placeholders_an_optical_drive_and_an_empty_reader() -> None:
    desktop = described("desktop_hdd_en.json")
    assert desktop.kind_hint == "desktop"
    assert (desktop.brand, desktop.model) == ("Acme Boards", "H81M-FILIERE")
    assert desktop.serial == desktop.serial_key == ""
    assert desktop.memory_mb == 4096
    assert media(desktop) == [
        ("sd", "60A44CFILIERE", 16, True),
        ("hdd", "WD-FILIERE00500", 500, False),
    ]
    key, disk = desktop.media
    assert (key.live, key.slot) == (True, "usb")
    assert (disk.kind_from, disk.live) == ("rotation", False)
    assert desktop.own_media == (disk,)
    assert desktop.media_complete


def test_soldered_memory_is_the_device_s_and_a_card_is_removable() -> None:
    netbook = described("netbook_emmc_de.json")
    assert netbook.model == "E200FI"
    assert media(netbook) == [
        ("emmc", "1397760001", 31, False),
        ("sd", "420000016", 16, True),
    ]
    assert netbook.media[1].slot == "card"
    assert netbook.media_complete


def test_an_nvme_that_an_old_version_does_not_describe_is_still_a_medium() -> None:
    station = described("workstation_hidden_nvme.json")
    assert [(m.kind, m.serial, m.size_gb) for m in station.media] == [
        ("ssd", "00f1e2", 1000),
        ("nvme", "", None),
    ]
    assert note_codes(station) == ["hidden_medium", "raid", "kind_assumed"]
    assert not station.media_complete


def test_missing_and_dangling_commas_of_old_versions_are_repaired() -> None:
    laptop = described("old_without_commas.json")
    assert (laptop.model, laptop.serial, laptop.memory_mb) == ("AO-FILIERE", "LUFILIERE0001", 1024)
    assert media(laptop) == [("hdd", "E20FILIERE0086", 250, False)]
    assert laptop.media[0].model == 'Hitachi HTS543"2'


def test_the_lists_that_debian_11_loses_are_put_back() -> None:
    desktop = described("debian11_lost_children.json")
    assert (desktop.model, desktop.memory_mb, desktop.cpu) == ("Poste F11", 4096, "Acme CPU 11")
    assert media(desktop) == [("hdd", "S2FILIERE", 500, False)]
    assert desktop.source("cpu") == "/0/children/0/children/1/product"


@pytest.mark.parametrize("kept", range(200, 1300, 100))
def test_what_debian_11_prints_is_still_refused_when_cut(kept: int) -> None:
    raw = (DATA / "debian11_lost_children.json").read_bytes()
    with pytest.raises(Unreadable) as caught:
        read(raw[:kept])
    assert caught.value.code == "truncated"


def test_nodes_printed_without_a_list_are_a_partial_reading() -> None:
    partial = described("nodes_without_list.json")
    assert media(partial) == [("hdd", "5LRFILIERE0", 250, False)]
    assert (partial.brand, partial.kind_hint, partial.memory_mb) == ("", "", None)
    assert note_codes(partial) == ["partial"]
    assert not partial.media_complete


def test_a_reading_without_rights_says_so() -> None:
    text = json.dumps(
        {
            "id": "pc",
            "class": "system",
            "children": [
                {
                    "id": "core",
                    "class": "bus",
                    "children": [{"id": "memory", "class": "memory", "size": 8 * 2**30}],
                }
            ],
        }
    )
    assert note_codes(read(text.encode())) == ["not_root", "no_internal_medium"]


def test_the_same_content_reads_the_same_whatever_its_form() -> None:
    raw = (DATA / "laptop_nvme_fr.json").read_bytes()
    document = json.loads(raw)
    whole = read(raw)
    sorted_keys = json.dumps(document, sort_keys=True).encode()
    for form in (
        b"\xef\xbb\xbf" + raw,
        raw.decode().encode("latin-1"),
        raw.decode().encode("utf-16"),
        raw.replace(b"\n", b"\r\n"),
        sorted_keys,
        json.dumps(document).encode(),
    ):
        assert read(form).media == whole.media
        assert read(form).model == whole.model


def test_what_a_database_would_refuse_is_cleaned() -> None:
    text = (DATA / "laptop_nvme_fr.json").read_text(encoding="utf-8")
    dirty = read(text.replace("PF0FILI1", "PF0\\u0000FI\\ud800LI1").encode())
    assert "\0" not in repr(dirty.as_data())
    json.dumps(dict(dirty.as_data()), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("children", 5),
        ("children", [None, 3, "x", []]),
        ("size", -1),
        ("size", 1e400),
        ("size", "NaN"),
        ("size", 10**25),
        ("logicalname", {"a": 1}),
        ("logicalname", [None, 4]),
        ("capabilities", "x"),
        ("configuration", []),
        ("serial", ["a"]),
        ("product", None),
        ("product", "x" * 100_000),
        ("id", 7),
        ("class", {}),
    ],
)
def test_a_value_of_the_wrong_type_never_stops_the_reader(key: str, value: Any) -> None:
    document = json.loads((DATA / "desktop_hdd_en.json").read_text(encoding="utf-8"))
    waiting = [document["children"][0]]
    while waiting:
        node = waiting.pop()
        below = node.get("children", [])
        waiting += below if isinstance(below, list) else []
        if node.get("class") == "disk":
            node[key] = value
    read(json.dumps(document).encode())


def test_one_class_asked_alone_tells_its_parts_and_nothing_of_the_disks() -> None:
    node = {"id": "cpu", "class": "processor", "product": "Cortex 9000", "physid": "1"}
    found = read(json.dumps([node]).encode())
    assert (found.cpu, note_codes(found)) == ("Cortex 9000", ["partial"])
    assert not found.media_complete
    with pytest.raises(Unreadable, match="aucun appareil"):
        read(json.dumps([{"id": "x", "class": "generic"}]).encode())
