"""The drives in what smartctl prints for people, ATA, SCSI and NVMe, one after another."""

import re

from inventory.evidence.quantities import decimal, whole
from inventory.evidence.smart_drive import Attribute, Drive

_START = re.compile(r"^smartctl (?:version |pre-)?\d{1,2}\.\d")
_SECTION = "=== START OF INFORMATION SECTION ==="
OPENING = re.compile(rf"{_START.pattern}|^{_SECTION}", re.MULTILINE)
SCAN = re.compile(r"^\S{5,200} -d \S{2,40} # .{1,250}, \w{2,6} device$", re.MULTILINE)
"""What `smartctl --scan` prints of a disk."""
_LINE = re.compile(r"^([A-Z/][^:=]{1,70}?)\s?[:=]\s*(.*)$")
_ROW = re.compile(
    r"^\s{0,4}(\d{1,3})\s+([A-Za-z0-9_%.+/-]{2,60})\s+(0x[0-9a-f]{4}|[POSRCK-]{6})\s+"
    r"(\d{3}|---)\s+(\d{3}|---)\s+(\d{3}|---)\s+(.{1,200})$"
)
_NAMES = {
    "device model": "model",
    "model number": "model",
    "product": "model",
    "vendor": "vendor",
    "serial number": "serial",
    "firmware version": "firmware",
    "revision": "firmware",
    "device type": "device_type",
    "transport protocol": "transport",
    "form factor": "form_factor",
    "sata version is": "sata_version",
    "ata version is": "protocol",
}
_SIZES = ("user capacity", "total nvm capacity", "namespace 1 size/capacity")
_COUNTS = {
    "power on hours": "power_on_hours",
    "power cycles": "power_cycles",
    "percentage used": "wear_percent",
    "percentage used endurance indicator": "wear_percent",
    "available spare": "spare_percent",
    "media and data integrity errors": "media_errors",
    "elements in grown defect list": "reallocated",
    "number of hours powered up": "power_on_hours",
    "temperature": "temperature_c",
    "current drive temperature": "temperature_c",
}
_UP_TIME = re.compile(r"^Accumulated power on time, hours:minutes (\d{1,8}):")
_RPM = re.compile(r"^(\d{3,5}) rpm")


def drives(lines: list[str]) -> list[Drive]:
    """Return one drive per output of smartctl in the text, with lines as places."""
    found: list[Drive] = []
    for number, line in enumerate(lines, start=1):
        if _START.match(line) or (line == _SECTION and not found):
            found.append(Drive(path=f"line {number}"))
        if not found:
            continue
        current = found[-1]
        place = f"line {number}"
        if match := _ROW.match(line):
            _row(current, match, place)
        elif match := _LINE.match(line):
            _fact(current, match[1].strip().lower(), match[2].strip(), place)
        elif match := _UP_TIME.match(line):
            current.put("power_on_hours", int(match[1]), place)
        elif line.startswith("NVMe Version") or "NVMe Log 0x02" in line:
            current.put("protocol", "NVMe", place)
        elif "Unknown USB bridge" in line:
            current.put("transport", "USB", place)
    return found


def _fact(drive: Drive, key: str, value: str, place: str) -> None:
    """Keep what one line says."""
    if key == "device":
        model, _, revision = value.partition("Version:")
        drive.put("model", " ".join(model.split()), place)
        drive.put("firmware", revision.strip(), place)
    elif name := _NAMES.get(key):
        drive.put(name, value, place)
    elif key in _SIZES:
        drive.put("size_bytes", whole(value) or None, place)
    elif name := _COUNTS.get(key):
        number = decimal(value) if "." in value[:12] else whole(value)
        drive.put(name, None if number is None else int(number), place)
    elif "unknown usb bridge" in f"{key} {value}".lower():
        drive.put("transport", "USB", place)
    else:
        _judgement(drive, key, value, place)


def _judgement(drive: Drive, key: str, value: str, place: str) -> None:
    """Keep a line whose words stand for a fact: solid state, passed, NVMe, TRIM."""
    if key == "rotation rate":
        speed = _RPM.match(value)
        solid = 0 if value.startswith("Solid State") else None
        drive.put("rotation", int(speed[1]) if speed else solid, place)
    elif key.startswith("smart overall-health self-assessment"):
        drive.put("smart_passed", value.startswith("PASSED"), place)
    elif key == "smart health status":
        drive.put("smart_passed", value.startswith("OK"), place)
    elif key in {"nvme version", "nvme version is"}:
        drive.put("protocol", "NVMe", place)
    elif key == "critical warning" and value.lower().startswith("0x"):
        drive.put("critical_warning", _hex(value), place)
    elif key.startswith("trim command"):
        drive.put("trim", value.startswith("Available") or None, place)


def _row(drive: Drive, match: re.Match[str], place: str) -> None:
    """Keep a line of the ATA table, of either format."""
    tail = match[7].split()
    if match[3].startswith("0x") and len(tail) >= 4:
        failed, raw = tail[2], " ".join(tail[3:])
    elif len(tail) >= 2:
        failed, raw = tail[0], " ".join(tail[1:])
    else:
        return
    drive.attributes.append(
        Attribute(
            number=int(match[1]),
            name=match[2],
            value=None if match[4] == "---" else int(match[4]),
            threshold=None if match[6] == "---" else int(match[6]),
            raw=raw,
            failed="" if failed == "-" else failed,
            path=place,
        )
    )


def _hex(text: str) -> int | None:
    try:
        return int(text[2:6].strip(), 16)
    except ValueError:
        return None
