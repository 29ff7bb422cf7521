"""The oracles compare what both read, on folders of our own."""

import json
from pathlib import Path

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.corpus.figures import read_corpus
from inventory.evidence.corpus.oracles import glpi_storage, hw_probe_names, jc
from tests.inventory.evidence.test_batteries import UPOWER
from tests.inventory.evidence.test_dmidecode import LAPTOP

DUMP = """$SYSTEM = { 'sys' => { 'block' => { 'sda' => { 'size' => '976773168',
 'device' => { 'model' => 'TEST DISK', 'serial' => 'DMP1' } } } } };
$STORAGE = [ { 'NAME' => 'sda', 'TYPE' => 'disk', 'MODEL' => 'TEST DISK',
 'SERIALNUMBER' => 'AUTRE', 'DISKSIZE' => 500107 } ];
"""


def put(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def differing(compared: list[Compared]) -> list[str]:
    return [one.field for one in compared if not one.agrees]


def test_a_disk_on_which_the_agent_and_we_differ_is_told(tmp_path: Path) -> None:
    put(tmp_path, "linux_storage_dump/un.dump", DUMP)
    compared = list(glpi_storage.compare(tmp_path))
    assert [one.field for one in compared] == ["sda serial", "sda model", "sda size"]
    assert differing(compared) == ["sda serial"]


def test_jc_is_compared_where_its_json_lies_beside(tmp_path: Path) -> None:
    put(tmp_path, "dmidecode_text/jc__un.out", LAPTOP)
    put(tmp_path, "dmidecode_text/jc__deux.out", LAPTOP)
    handles = [
        {"type": 1, "values": {"manufacturer": "LENOVO", "serial_number": "PFTEST01"}},
        {"type": 17, "values": {"size": "8192 MB"}},
        {"type": 17, "values": {"size": "4 GB"}},
    ]
    put(tmp_path, "dmidecode_text/jc__un.json", json.dumps(handles))
    put(tmp_path, "battery_text/jc__un.out", UPOWER)
    battery = {
        "native_path": "BAT0",
        "power_supply": True,
        "serial": "4321",
        "detail": {"type": "battery", "energy_full_design": 57.532, "energy_full": 40.0},
    }
    put(tmp_path, "battery_text/jc__un.json", json.dumps([battery]))
    compared = list(jc.compare(tmp_path))
    assert {one.file for one in compared} == {"jc__un.out"}
    assert differing(compared) == ["full_mwh"]
    assert len(compared) == 7


def test_the_place_of_a_table_in_its_collection_says_kind_and_model(tmp_path: Path) -> None:
    put(tmp_path, "dmidecode_text/DMI__un", LAPTOP)
    rows = ["file,kind,repo,path,commit,sha256,note"]
    rows += ["dmidecode_text/DMI__un,dmidecode_text,linuxhw/DMI,Tablet/Lenovo/T/T999/0AB,c,s,n"]
    put(tmp_path, "manifest.csv", "\n".join(rows) + "\n")
    compared = list(hw_probe_names.compare(tmp_path))
    assert [one.field for one in compared] == ["kind_hint", "model"]
    assert differing(compared) == ["kind_hint"]


def test_a_file_complete_by_its_note_alone_is_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "battery_text").mkdir()
    present = "POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_PRESENT={}\nPOWER_SUPPLY_STATUS=Full\n"
    for name, is_there in (("one", 1), ("none", 0)):
        (tmp_path / "battery_text" / name).write_text(present.format(is_there), encoding="utf-8")
    kind = read_corpus(tmp_path).kinds["battery_text"]
    assert (kind.complete, kind.explained) == (2, ["battery_text/none"])
