"""The drives that inxi lists: what each is, and the health that its SMART group says."""

import re
from typing import Any

from inventory.evidence import medium_kinds
from inventory.evidence.description import MediumSeen, Sure, Told
from inventory.evidence.inxi_layout import Table
from inventory.evidence.inxi_rules import rows, take_name, take_text
from inventory.evidence.inxi_tree import Subject
from inventory.evidence.plain_text import clean_text
from inventory.evidence.quantities import size_bytes, whole

_TEXTS = ("name", "brand", "model", "serial", "link", "type", "tech")
_UPTIME = re.compile(r"(\d{1,4})([ydh])")
_HOURS = {"y": 8760, "d": 24, "h": 1}


def medium(subject: Subject) -> MediumSeen:
    """Return the drive that a subject of `Drives` tells of; its size is rounded by inxi."""
    told: dict[str, Any] = dict.fromkeys(_TEXTS, "")
    told |= {field: value for field, value, _, _ in rows(_DRIVE, subject).values()}
    told["kind"], told["kind_from"] = _kind(told)
    brand, model = told["brand"], told["model"]
    if brand and not model.upper().startswith(brand.upper()):
        told["model"] = f"{brand} {model}".strip()
    told["removable"] = "USB" in (told["link"] + told["type"]).upper()
    told["slot"] = "usb" if told["removable"] else ""
    del told["link"], told["type"], told["tech"]
    return MediumSeen(path=subject.path, **told)


def _kind(told: dict[str, Any]) -> tuple[str, str]:
    """Return the kind of a drive, and how it is known."""
    tech = told["tech"].upper()
    short = told["name"].removeprefix("/dev/")
    if short.startswith("nvme"):
        return "nvme", "bus"
    if short.startswith("mmcblk"):
        return ("sd" if tech == "REMOVABLE" else "emmc"), "bus"
    if told.get("rotation_rpm") or tech.startswith("HDD"):
        return "hdd", "rotation"
    if tech.startswith("SSD"):
        return "ssd", "rotation"
    return medium_kinds.guess(f"{told['brand']} {told['model']}".strip())


def _device(said: str) -> Told | None:
    """Take `/dev/sdb` of `USB /dev/sdb`, as inxi 2 says."""
    _, slash, rest = clean_text(said).rpartition("/dev/")
    return slash + rest


def _link(said: str) -> Told | None:
    return clean_text(said).rpartition("/dev/")[0]


def _size(said: str) -> Told | None:
    return size_bytes(said, base=1000)


def _health(said: str) -> Told | None:
    health = said.upper()
    return "passed" if health == "PASSED" else "failed" if "FAIL" in health else None


def _hours(said: str) -> Told | None:
    """Take the hours of `2y 7d 14h`."""
    parts = _UPTIME.findall(said)
    return sum(int(count) * _HOURS[unit] for count, unit in parts) if parts else None


_RULES = (
    ("name", "ID", _device),
    ("link", "ID", _link),
    ("brand", "vendor", take_text),
    ("model", "model", take_text),
    ("serial", "serial", take_name),
    ("size_bytes", "size", _size),
    ("type", "type", take_text),
    ("tech", "type", take_text),
    ("tech", "tech", take_text),
    ("firmware", "rev", take_text),
    ("firmware", "fw-rev", take_text),
    ("rotation_rpm", "rpm", whole),
    ("smart_status", "health", _health),
    ("power_on_hours", "on", _hours),
    ("power_cycles", "cycles", whole),
    ("written_bytes", "written", size_bytes),
    ("written_bytes", "written-units", size_bytes),
)
"""`link`, `type` and `tech` only serve to know the kind."""
_DRIVE = Table(
    "medium",
    tuple(dict.fromkeys(field for field, _, _ in _RULES)),
    tuple((*rule, Sure.TOLD) for rule in _RULES),
)
