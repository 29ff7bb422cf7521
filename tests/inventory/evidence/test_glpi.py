"""GLPI agent inventories, and those of FusionInventory and OCS: made up in their shape."""

import base64
import json
from typing import Any

import pytest

from inventory.evidence.description import Description, Sure
from inventory.evidence.readers import read
from inventory.evidence.unreadable import Unreadable

XML = """<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST><CONTENT>
<BATTERIES><CAPACITY>{capacity}</CAPACITY><NAME>BAT-9</NAME><VOLTAGE>11.4 V</VOLTAGE></BATTERIES>
<BIOS><SMANUFACTURER>To Be Filled By O.E.M.</SMANUFACTURER><MMANUFACTURER>Acme</MMANUFACTURER>
<SMODEL>Rapide 5</SMODEL><SSN>ZX81-0042</SSN><BDATE>25/12/2014</BDATE></BIOS>
<CPUS><NAME>Cortex 9000</NAME><CORE>4</CORE><THREAD>8</THREAD><SPEED>2400</SPEED></CPUS>
<HARDWARE><CHASSIS_TYPE>Notebook</CHASSIS_TYPE><MEMORY>7900</MEMORY><OSNAME>{system}</OSNAME>
<USERID>jeanne</USERID></HARDWARE>
<MEMORIES><CAPACITY>4096</CAPACITY><TYPE>DDR4</TYPE><SPEED>2133 MT/s</SPEED></MEMORIES>
<MEMORIES><CAPACITY>4096</CAPACITY><TYPE>DDR4</TYPE></MEMORIES>
<MEMORIES><CAPTION>Slot 3</CAPTION></MEMORIES>
<OPERATINGSYSTEM><FULL_NAME>{system}</FULL_NAME><KERNEL_NAME>{kernel}</KERNEL_NAME></OPERATINGSYSTEM>
<STORAGES><DISKSIZE>500107</DISKSIZE><MODEL>ST500LM999</MODEL><SERIALNUMBER>W0X1</SERIALNUMBER>
<TYPE>disk</TYPE></STORAGES>
<STORAGES><MODEL>HL-DT-ST DVDRAM GU71N</MODEL><TYPE>cdrom</TYPE></STORAGES>
<STORAGES><MODEL>Card reader</MODEL><DESCRIPTION>USB</DESCRIPTION><TYPE>disk</TYPE></STORAGES>
</CONTENT><DEVICEID>x</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"""


def inventory(
    capacity: str = "47500", system: str = "Debian", kernel: str = "linux"
) -> Description:
    return read(XML.format(capacity=capacity, system=system, kernel=kernel).encode())


def as_json(**content: Any) -> Description:
    return read(json.dumps({"content": content, "deviceid": "x", "action": "inventory"}).encode())


def test_each_value_keeps_where_the_inventory_says_it() -> None:
    device = inventory()
    assert (device.brand, device.model, device.serial) == ("Acme", "Rapide 5", "ZX81-0042")
    assert device.source("model") == "/REQUEST/CONTENT/BIOS/SMODEL"
    assert next(value.sure for value in device.values if value.field == "brand") is Sure.DERIVED
    assert (device.kind_hint, device.memory_mb, device.cpu) == ("laptop", 8192, "Cortex 9000")
    assert next(device.of("firmware")).get("date") == "2014-12-25"


def test_a_disk_is_a_medium_a_dvd_drive_and_an_empty_reader_are_not() -> None:
    device = inventory()
    (medium,) = device.media
    assert (medium.kind, medium.serial, medium.size_gb) == ("hdd", "W0X1", 500)
    assert medium.path == "/REQUEST/CONTENT/STORAGES[1]"
    assert [part.text("model") for part in device.of("optical")] == ["HL-DT-ST DVDRAM GU71N"]
    assert device.media_complete


def test_an_agent_on_macos_counts_disks_in_mib() -> None:
    (medium,) = inventory(kernel="darwin").media
    assert medium.size_bytes == 500107 * 2**20


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("47500", "design_mwh", 47500),
        ("47.5 Wh", "design_mwh", 47500),
        ("4400", "design_mah", 4400),
        ("96", "design_mwh", None),
    ],
)
def test_a_battery_is_told_in_its_own_unit(said: str, field: str, value: int | None) -> None:
    assert next(inventory(capacity=said).of("battery")).get(field) == value


def test_who_used_the_computer_is_never_read() -> None:
    assert "jeanne" not in str(inventory().as_data())


def test_a_partial_inventory_never_stands_for_all_the_media() -> None:
    device = as_json(bios={"smodel": "Rapide 5", "ssn": "ZX81"}, hardware={"memory": 7900})
    assert device.memory_mb == 7900
    assert not device.media_complete


def test_a_printer_found_by_the_network_is_a_printer() -> None:
    device = read(
        b"<REQUEST><CONTENT><DEVICE><INFO><TYPE>PRINTER</TYPE><MANUFACTURER>Acme</MANUFACTURER>"
        b"<MODEL>Laser 9</MODEL><SERIAL>PR-17</SERIAL></INFO></DEVICE></CONTENT></REQUEST>"
    )
    assert (device.kind_hint, device.model, device.serial) == ("printer", "Laser 9", "PR-17")


def test_a_message_without_inventory_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b"<REQUEST><DEVICEID>x</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>")
    assert refusal.value.code == "no_device"


def test_the_edid_that_an_inventory_holds_gives_the_screen_its_size() -> None:
    block = bytearray(bytes.fromhex("00ffffffffffff00") + bytes(120))
    block[16:18] = bytes((10, 25))
    block[21:23] = bytes((29, 17))
    block[127] = -sum(block) % 256
    monitor = {"name": "Écran", "base64": base64.b64encode(bytes(block)).decode()}
    (screen,) = as_json(bios={"smodel": "Rapide 5"}, monitors=[monitor]).of("display")
    assert (screen.get("width_mm"), screen.get("height_mm"), screen.get("year")) == (290, 170, 2015)
    broken = as_json(bios={"smodel": "Rapide 5"}, monitors=[{"name": "Écran", "base64": "%%%"}])
    assert next(broken.of("display")).text("model") == "Écran"


def test_who_writes_the_firmware_did_not_make_the_machine() -> None:
    bios = {"smanufacturer": "System manufacturer", "bmanufacturer": "American Megatrends Inc."}
    device = as_json(bios=bios, hardware={"memory": 4096})
    assert device.brand == ""
    assert next(device.of("firmware")).text("brand") == "American Megatrends Inc."


def test_what_android_tells_in_place_of_a_serial_is_none() -> None:
    told = {"smanufacturer": "Acme", "smodel": "Un", "ssn": "af8d00fcfa6f4794"}
    phone = as_json(bios=told, operatingsystem={"name": "Android 12"}, hardware={"memory": 4096})
    assert (phone.kind_hint, phone.serial) == ("smartphone", "")
    assert as_json(bios=told, hardware={"osname": "Debian"}).serial == "af8d00fcfa6f4794"
