"""hdparm: a transcript of ATA Security Erase, with the readings before and after.

Each erasure needs: who the disc is (`hdparm -I` before), the command without an error, the
drive's security found off after (`hdparm -I` again: a secure erase clears its password), the
whole disc read as zeros (`cmp /dev/zero /dev/sda`), and the hour by `date` after that.
"""

from __future__ import annotations

import re

from inventory.evidence.material import Material
from inventory.evidence.wiping import signs
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered, said_serial
from inventory.evidence.wiping.signs import Signs
from inventory.evidence.wiping.transcript import Command, commands, reads_zeros
from inventory.evidence.wiping.transcript_disc import hours, who

NAME = "hdparm_erase"
VERSION = 2
_BAD = re.compile(
    r"error|erreur|fail|bad/missing sense|SG_IO|HDIO_\w+|timed? ?out|abort|denied|No such|Killed"
    r"|Interrupt|\^C",
    re.IGNORECASE,
)
_KERNEL = re.compile(r"bad/missing sense|SG_IO:|HDIO_\w+|Input/output error", re.IGNORECASE)
"""What the kernel says of a command that failed, wherever the transcript has it."""
_ISSUED = "Issuing SECURITY_ERASE"
_SECURITY = re.compile(r"^Security:[^\n]*$(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_OFF = re.compile(r"^\s*not\s+enabled\s*$", re.MULTILINE)
_UNLOCKED = re.compile(r"^\s*not\s+locked\s*$", re.MULTILINE)


def recognises(material: Material) -> bool:
    """Tell a transcript in which the command was typed."""
    return "hdparm" in material.text and "--security-erase" in material.text


def describe(material: Material) -> ErasureReport:
    """Return one entry per erasure command."""
    typed = commands(material.text)
    found = [
        _disc(typed, place, one)
        for place, one in enumerate(typed)
        if one.name == "hdparm" and any(w.startswith("--security-erase") for w in one.words)
    ]
    return ErasureReport(reader=NAME, reader_version=VERSION, tool="hdparm", discs=numbered(found))


def _disc(typed: list[Command], place: int, erase: Command) -> DiscEntry:
    device = erase.devices[-1] if erase.devices else ""
    end = _next(typed, place, device)
    before, after = typed[:place], typed[place + 1 : end]
    known = who([*before, *after], device)
    enhanced = any(word.startswith("--security-erase-enhanced") for word in erase.words)
    weighed = Signs("success")
    weighed.need(device and len(erase.devices) == 1, *signs.CONTRADICTORY)
    weighed.need(_ISSUED in erase.output, *signs.WORDS_CUT)
    if _BAD.search(erase.output) or any(_KERNEL.search(one.output) for one in typed[:end]):
        weighed.word = "failed"
    if known.many:
        weighed.refuse(*signs.CONTRADICTORY)
    states = [
        one for one in after if one.name == "hdparm" and "-I" in one.words and device in one.devices
    ]
    off = [_is_off(one.output) for one in states]
    if not after:
        weighed.word = "unfinished" if weighed.word == "success" else weighed.word
    weighed.need(
        off and all(off),
        "security-on",
        "Après l'effacement, `hdparm -I` doit dire « not enabled ».",
    )
    readings = [(index, reads_zeros(one, device)) for index, one in enumerate(after)]
    zeros = [(index, found) for index, found in readings if found is not None]
    weighed.need(zeros and all(found for _, found in zeros), *signs.NOT_VERIFIED)
    last = place + 1 + (zeros[-1][0] if zeros else 0)
    started, ended = hours(typed[:end], place, last)
    weighed.need(ended, *signs.NO_END)
    if started and ended and _is_before(ended, started):
        weighed.refuse("clock", "L'horloge de la machine a reculé pendant l'effacement.")
    return DiscEntry(
        device=device.removeprefix("/dev/"),
        serial=said_serial(known.serial),
        model=known.model,
        size_bytes=known.size,
        bus="ATA",
        method="ata_secure_erase_enhanced" if enhanced else "ata_secure_erase",
        method_said="--security-erase-enhanced" if enhanced else "--security-erase",
        verified=bool(zeros) and all(found for _, found in zeros),
        started=started,
        ended=ended,
        word="SECURITY_ERASE" if _ISSUED in erase.output else "",
        result=weighed.result,
        against=weighed.reasons,
        path=f"line {erase.line}",
    )


def _next(typed: list[Command], place: int, device: str) -> int:
    """Where the next erasure of the same device is typed."""
    for index in range(place + 1, len(typed)):
        one = typed[index]
        again = any(word.startswith("--security-") for word in one.words)
        if one.name == "hdparm" and again and device in one.devices:
            return index
    return len(typed)


def _is_off(output: str) -> bool:
    block = _SECURITY.search(output)
    return block is not None and bool(_OFF.search(block[1])) and bool(_UNLOCKED.search(block[1]))


def _is_before(one: object, other: object) -> bool:
    try:
        return one < other  # type: ignore[operator, no-any-return]
    except TypeError:
        return True
