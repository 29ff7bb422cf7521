"""The lines of `lsblk -P`, as the tree that `lsblk -J` prints of the same disks."""

import re
from typing import Any

_LINE = re.compile(
    r'^(?=(?:.{0,600} )?K?NAME="[^"\n])(?=(?:.{0,600} )?TYPE="[a-z])[A-Z][A-Z0-9:%_-]*="',
    re.MULTILINE,
)
_PAIR = re.compile(r'([A-Z][A-Z0-9:%_-]*)="([^"]*)"')
_TOPS = frozenset({"disk", "rom", "loop"})
MOST = 500


def are_in(text: str) -> bool:
    """Tell lines of pairs that name a device and its type."""
    return _LINE.search(text) is not None


def as_tree(lines: list[str]) -> dict[str, Any]:
    """Return the devices; what is no disk hangs from the disk above it."""
    tops: list[dict[str, Any]] = []
    for line in [line for line in lines if _LINE.match(line)][:MOST]:
        device: dict[str, Any] = {key.lower(): value for key, value in _PAIR.findall(line)}
        if device.get("type") in _TOPS or not tops:
            tops.append(device)
        else:
            tops[-1].setdefault("children", []).append(device)
    return {"blockdevices": tops}
