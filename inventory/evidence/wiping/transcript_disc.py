"""Who a disc is, in a transcript: the serial, the model and the size that its tools print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from inventory.evidence.wiping.transcript import Command, told_by_date

_SERIAL = re.compile(
    r"^\s*(?:Serial Number|sn|Serial [Nn]umber)\s*:\s*(\S.{0,60}?)\s*$", re.MULTILINE
)
_MODEL = re.compile(r"^\s*(?:Model Number|Device Model|mn)\s*:\s*(\S.{0,80}?)\s*$", re.MULTILINE)
_BYTES = re.compile(
    r"(?:User Capacity|Total NVM Capacity|Namespace 1 Size/Capacity|tnvmcap)"
    r"\D{0,20}([\d,.\u202f\xa0 ]{6,30})"
)
_MBYTES = re.compile(r"device size with M = 1000\*1000:\s+(\d{1,12}) MBytes")
TELLERS = frozenset({"hdparm", "smartctl", "nvme"})


@dataclass(frozen=True, slots=True)
class Who:
    """Empty where nothing was said; ``many`` when two answers disagree."""

    serial: str = ""
    model: str = ""
    size: int | None = None
    many: bool = False


def who(commands: list[Command], device: str) -> Who:
    """What `hdparm -I`, `smartctl -i` and `nvme id-ctrl` say of this device."""
    base = re.sub(r"(/dev/nvme\d+)n\d+$", r"\1", device)
    about = [
        one.output for one in commands if one.name in TELLERS and {device, base} & set(one.devices)
    ]
    text = "\n".join(about)
    serials = {found.strip() for found in _SERIAL.findall(text)}
    models = [found.strip() for found in _MODEL.findall(text)]
    return Who(
        serial=next(iter(serials)) if len(serials) == 1 else "",
        model=models[0] if models else "",
        size=_size(text),
        many=len(serials) > 1,
    )


def _size(text: str) -> int | None:
    if found := _BYTES.search(text):
        digits = re.sub(r"\D", "", found[1])
        return int(digits) if digits and len(digits) < 18 else None
    found = _MBYTES.search(text)
    return int(found[1]) * 1_000_000 if found else None


def hours(
    commands: list[Command], first: int, last: int
) -> tuple[datetime | None, datetime | None]:
    """The last hour said before the erasure began, and the first after its last check."""
    before = [at for one in commands[: first + 1] if (at := told_by_date(one))]
    after = [at for one in commands[last + 1 :] if (at := told_by_date(one))]
    return (before[-1] if before else None), (after[0] if after else None)
