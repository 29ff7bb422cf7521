"""What a tool told becomes what the rules look at; what the workshop said comes first."""

from __future__ import annotations

from typing import Any

from inventory.evidence.description import MediumSeen
from inventory.evidence.finding import Finding
from inventory.judging.seen import hardware


def _finding(**device: Any) -> Finding:
    found = Finding("test", 1)
    for name, value in device.items():
        found.tell(name, value, path="/")
    return found


def _part(found: Finding, kind: str, **values: Any) -> None:
    part = found.component(kind, path=f"/{kind}")
    for name, value in values.items():
        part.tell(name, value, path="/")


def test_batteries_screens_and_firmware_are_read() -> None:
    found = _finding(brand="Dell", model="Latitude 5490", cpu="Intel Core i5-8250U")
    _part(found, "battery", design_mwh=68000, full_mwh=51000, cycles=212)
    _part(found, "display", width_mm=309, height_mm=174, internal=True)
    _part(found, "firmware", date="03/14/2019", uefi=True, password="Enabled")
    _part(found, "tpm", version="2.0")
    _part(found, "processor", architecture="x86_64")
    seen = hardware("laptop", {"memory_mib": 8192, "brand": ""}, found.description())
    assert (seen.batteries[0].percent, seen.batteries[0].cycles) == (75, 212)
    assert seen.screen_inches == 14.0
    assert (seen.tpm, seen.uefi, seen.bits) == ("2.0", True, 64)
    assert seen.locks == ("firmware_password",)
    assert (seen.brand, seen.memory_mib) == ("Dell", 8192)


def test_a_disk_keeps_its_health_when_the_workshop_lists_it() -> None:
    found = _finding(brand="Dell")
    found.medium(
        MediumSeen(
            kind="ssd",
            kind_from="rotation",
            serial="S3Z9-NB0K",
            model="860 EVO",
            path="/",
            size_bytes=256_060_514_304,
            wear_percent=12,
        )
    )
    told = {"disks": [("ssd", "Samsung 860 EVO", 256, "S3Z9NB0K"), ("hdd", "", 500, "")]}
    seen = hardware("laptop", told, found.description())
    assert [(disk.wear_percent, disk.size_gb) for disk in seen.disks] == [(12, 256), (None, 500)]
    assert hardware("laptop", {}, found.description()).disks[0].size_gb == 256
    assert hardware("laptop", {"disks": []}, found.description()).disks == ()


def test_locks_of_phones_name_whose_account_it_is() -> None:
    for brand, lock in (("Apple", "icloud_lock"), ("samsung", "frp_lock")):
        found = _finding(brand=brand)
        _part(found, "phone", imei="490154203237518", account_lock=True, enrolled=True)
        seen = hardware("smartphone", {}, found.description())
        assert seen.locks == (lock, "mdm_enrolment")
        assert seen.imeis[0].tac == "49015420"
        assert "323751" not in repr(seen)


def test_a_password_that_is_not_set_locks_nothing() -> None:
    for word in ("Disabled", "Not Implemented", "not set", "No"):
        found = _finding(brand="HP")
        _part(found, "firmware", password=word)
        assert hardware("laptop", {}, found.description()).locks == ()
