"""The drives that inxi lists: what each is, and the health that its SMART group says."""

import re

from inventory.evidence import medium_kinds
from inventory.evidence.description import MediumSeen
from inventory.evidence.inxi_tree import Subject
from inventory.evidence.quantities import size_bytes, whole
from inventory.evidence.serials import is_placeholder

_UPTIME = re.compile(r"(\d{1,4})([ydh])")


def medium(subject: Subject) -> MediumSeen:
    """Return the drive that a subject of `Drives` tells of; its size is rounded by inxi."""
    vendor, model = subject.said("vendor")[0], subject.said("model")[0]
    bus, slash, rest = subject.value.rpartition("/dev/")  # inxi 2 says `USB /dev/sdb`
    name = slash + rest
    serial = subject.said("serial")[0]
    tech = subject.said("type", "tech")[0].upper()
    usb = "USB" in (bus + subject.said("type")[0]).upper()
    rpm = whole(subject.said("rpm")[0])
    short = name.removeprefix("/dev/")
    if short.startswith("nvme"):
        kind, known = "nvme", "bus"
    elif short.startswith("mmcblk"):
        kind, known = ("sd" if tech == "REMOVABLE" else "emmc"), "bus"
    elif rpm or tech.startswith("HDD"):
        kind, known = "hdd", "rotation"
    elif tech.startswith("SSD"):
        kind, known = "ssd", "rotation"
    else:
        kind, known = medium_kinds.guess(f"{vendor} {model}".strip())
    apart = vendor and not model.upper().startswith(vendor.upper())
    health = subject.said("health")[0].upper()
    return MediumSeen(
        kind=kind,
        kind_from=known,
        serial="" if is_placeholder(serial) else serial,
        size_bytes=size_bytes(subject.said("size")[0], base=1000),
        model=f"{vendor} {model}".strip() if apart else model,
        name=name,
        brand=vendor,
        firmware=subject.said("rev", "fw-rev")[0],
        rotation_rpm=rpm,
        smart_status="passed" if health == "PASSED" else "failed" if "FAIL" in health else "",
        power_on_hours=_hours(subject.said("on")[0]),
        power_cycles=whole(subject.said("cycles")[0]),
        written_bytes=size_bytes(subject.said("written", "written-units")[0]),
        removable=usb,
        slot="usb" if usb else "",
        path=subject.path,
    )


def _hours(text: str) -> int | None:
    """Return the hours in `2y 7d 14h`."""
    parts = _UPTIME.findall(text)
    each = {"y": 8760, "d": 24, "h": 1}
    return sum(int(count) * each[unit] for count, unit in parts) if parts else None
