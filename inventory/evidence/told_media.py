"""A medium as an inventory tells it in words: bus, model, type; brought to our kinds."""

import re
from typing import Any

from inventory.evidence import medium_kinds
from inventory.evidence.description import MediumSeen
from inventory.evidence.serials import is_placeholder

_USB = re.compile(r"\busb|\buas\b|firewire|1394|thunderbolt", re.IGNORECASE)
_NVME = re.compile(r"nvme|nvm express|non-volatile", re.IGNORECASE)
_CARD = re.compile(
    r"\bSD[HX]?C?[ _-]?card|\bcard ?reader|memory card|^SDHC|^SDXC|^SD$", re.IGNORECASE
)
_KEY = re.compile(
    r"FLASH|STICK|TRAVELER|CRUZER|JUMPDRIVE|\bKEY\b|PENDRIVE|ULTRA FIT", re.IGNORECASE
)
_LARGEST_KEY = 140 * 10**9
_OPTICAL = re.compile(
    r"\b(?:cd|dvd|bd)(?:[-+ ]?(?:r|rw|rom|ram|dl))\b|optical|blu-?ray|\bDVD\b|^/dev/sr\d|^sr\d+$"
    r"|cdrom|DVDRAM|\bODD\b",
    re.IGNORECASE,
)
_NO_MEDIUM = re.compile(
    r"^(?:/dev/)?(?:loop|z?ram|dm-|md|fd|nbd)\d*$|floppy|disquette", re.IGNORECASE
)


def is_optical(*words: str) -> bool:
    """Tell an optical drive by any of its words."""
    return any(_OPTICAL.search(word[:200]) for word in words if word)


def is_no_medium(*words: str) -> bool:
    """Tell what holds nothing of its own: loop devices, memory disks, floppy drives."""
    return any(_NO_MEDIUM.search(word[:200]) for word in words if word)


def _is_key(model: str, size: int | None, *, removable: bool) -> bool:
    """Tell a USB key from a disk in a USB box: by its name, or a small size that can be removed."""
    return bool(_KEY.search(model)) or (removable and (size or 0) < _LARGEST_KEY)


def told(
    *,
    path: str,
    model: str = "",
    serial: str = "",
    size: int | None = None,
    bus: str = "",
    kind: str = "",
    rpm: int | None = None,
    removable: bool = False,
    **more: Any,
) -> MediumSeen:
    """Return the medium; `size` in bytes, `kind` when the tool itself says hdd or ssd.

    What hangs from USB or FireWire is removable: it may belong to who ran the tool.
    """
    model = " ".join(model.split())
    outside = bool(_USB.search(bus))
    card = bool(_CARD.search(bus) or _CARD.search(model))
    known = "bus"
    if _NVME.search(bus) or (_NVME.search(model) and not outside):
        found = "nvme"
    elif "ufs" in bus.lower().split():
        found = "ufs"
    elif "emmc" in bus.lower() or bus.lower() == "mmc":
        found = "emmc"
    elif card or (outside and kind != "hdd" and _is_key(model, size, removable=removable)):
        found = "sd"
    elif rpm:
        found, known = "hdd", "rotation"
    elif kind in {"hdd", "ssd"}:
        found, known = kind, "rotation"
    else:
        found, known = medium_kinds.guess(re.sub(r"^(?:APPLE )?HDD ", "", model))
    return MediumSeen(
        kind=found,
        kind_from=known,
        serial="" if is_placeholder(serial) else serial.strip(),
        size_bytes=size or None,
        model="" if is_placeholder(model) else model,
        removable=outside or removable or card,
        slot="usb" if outside else "card" if card else "",
        path=path,
        rotation_rpm=rpm or None,
        **more,
    )
