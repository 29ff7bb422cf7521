"""nvme: transcripts of `nvme format` and of `nvme sanitize` with its log.

Format needs the words *Success formatting namespace*, and the whole namespace read as zeros.
Sanitize needs the drive's own log after it (`nvme sanitize-log`): ended, completed, all erased.
Both need who the disc is (`nvme id-ctrl`) and the hour by `date` afterwards.
"""

from __future__ import annotations

import re

from inventory.evidence.material import Material
from inventory.evidence.wiping import signs
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered, said_serial
from inventory.evidence.wiping.signs import Signs
from inventory.evidence.wiping.transcript import Command, commands, reads_zeros
from inventory.evidence.wiping.transcript_disc import hours, who

NAME = "nvme_erase"
VERSION = 2
_BAD = re.compile(
    r"error|erreur|fail|status:|invalid|denied|No such|Killed|Interrupt|\^C|timed? ?out",
    re.IGNORECASE,
)
_FORMATTED = re.compile(r"^Success formatting namespace:\s?[0-9a-fA-Fx]{1,10}\s*$", re.MULTILINE)
_SSTAT = re.compile(
    r"(?:\(SSTAT\)|\"sstat\"|\bsstat)\s*:\s*\"?(0x[0-9a-fA-F]{1,4}|\d{1,5})(?![0-9a-zA-Z])",
    re.IGNORECASE,
)
_CDW10 = re.compile(
    r"(?:\(SCDW10\)|\"cdw10_info\"|\bscdw10)\s*:\s*\"?(0x[0-9a-fA-F]{1,8}|\d{1,10})(?![0-9a-zA-Z])",
    re.IGNORECASE,
)
ACTIONS = {2: "sanitize_block_erase", 3: "sanitize_overwrite", 4: "crypto_erase"}
"""Sanitize actions (NVM Express base specification, SANACT)."""
RESERVED = 0x200
"""Bits 8:0 of SSTAT have a meaning."""
_SPROG = re.compile(
    r"(?:\(SPROG\)|\"sprog\"|\bsprog)\s*:\s*\"?(0x[0-9a-fA-F]{1,4}|\d{1,5})(?![0-9a-zA-Z])",
    re.IGNORECASE,
)
COMPLETED = frozenset({0x101, 0x104})
"""SSTAT: completed (1, or 4 with deallocation), bit 8 (all is erased, nothing written since), no
other bit but the passes of an overwrite (7:3). Bits 2:0 alone: 2 is under way, 3 failed."""
PASSES = 0xF8
ENDED = 0xFFFF
"""SPROG, when no sanitize is under way."""
_NAMES = {
    "block-erase": 2,
    "start-block-erase": 2,
    "overwrite": 3,
    "start-overwrite": 3,
    "crypto-erase": 4,
    "start-crypto-erase": 4,
}


def recognises(material: Material) -> bool:
    """Tell a transcript in which one of the two commands was typed."""
    return re.search(r"\bnvme (?:format|sanitize)\b", material.text) is not None


def describe(material: Material) -> ErasureReport:
    """Return one entry per erasure command."""
    typed = commands(material.text)
    found = []
    for place, one in enumerate(typed):
        verb = one.words[1] if one.name == "nvme" and len(one.words) > 1 else ""
        if verb == "format":
            found.append(_formatted(typed, place, one))
        elif verb == "sanitize" and _action(one) in ACTIONS:
            found.append(_sanitized(typed, place, one))
    return ErasureReport(
        reader=NAME, reader_version=VERSION, tool="nvme-cli", discs=numbered(found)
    )


def _formatted(typed: list[Command], place: int, erase: Command) -> DiscEntry:
    ses = _value(erase, "--ses", "-s")
    method = {"1": "nvme_format", "2": "nvme_format_crypto"}.get(ses, "")
    device = erase.devices[0] if len(erase.devices) == 1 else ""
    end = _next(typed, place, device)
    weighed = Signs("success")
    weighed.need(_FORMATTED.search(erase.output), *signs.WORDS_CUT)
    if _BAD.search(erase.output):
        weighed.word = "failed"
    weighed.need(method, *signs.NOT_AN_ERASURE)
    after = typed[place + 1 : end]
    zeros = [
        (n, done) for n, one in enumerate(after) if (done := reads_zeros(one, device)) is not None
    ]
    checked = bool(zeros) and all(done for _, done in zeros)
    weighed.need(checked, *signs.NOT_VERIFIED)
    last = place + 1 + (zeros[-1][0] if zeros else 0)
    return _entry(
        typed[:end], (place, last), erase, weighed, (method, f"format --ses={ses or '?'}", checked)
    )


def _sanitized(typed: list[Command], place: int, erase: Command) -> DiscEntry:
    device = erase.devices[0] if len(erase.devices) == 1 else ""
    end = _next(typed, place, device)
    method = ACTIONS[_action(erase)]
    weighed = Signs("success")
    if _BAD.search(erase.output):
        weighed.word = "failed"
    logs = [
        (place + 1 + n, one)
        for n, one in enumerate(typed[place + 1 : end])
        if one.name == "nvme"
        and "sanitize-log" in one.words
        and _base(device) in map(_base, one.devices)
    ]
    states = [_state(one.output) for _, one in logs]
    if not logs or states[-1] is None:
        weighed.word = "unfinished" if weighed.word == "success" else weighed.word
    elif not _is_completed(states[-1]):
        weighed.word = "failed" if states[-1] & 7 == 3 else "unfinished"
    checked = bool(states) and states[-1] is not None and _is_completed(states[-1])
    if logs:
        weighed.need(_number(_SPROG, logs[-1][1].output) == ENDED, *signs.WORDS_CUT)
    asked = _number(_CDW10, logs[-1][1].output) if logs else None
    weighed.need(asked is not None and asked & 7 == _action(erase), *signs.CONTRADICTORY)
    if any(state is not None and state & 7 == 3 for state in states):
        weighed.word = "failed"
    weighed.need(checked, *signs.NOT_VERIFIED)
    last = logs[-1][0] if logs else place
    return _entry(typed[:end], (place, last), erase, weighed, (method, "sanitize", checked))


def _is_completed(state: int) -> bool:
    return state & ~PASSES in COMPLETED


def _entry(
    typed: list[Command],
    between: tuple[int, int],
    erase: Command,
    weighed: Signs,
    method: tuple[str, str, bool],
) -> DiscEntry:
    device = erase.devices[0] if erase.devices else ""
    known = who(typed, device)
    weighed.need(device and len(erase.devices) == 1 and not known.many, *signs.CONTRADICTORY)
    started, ended = hours(typed, *between)
    weighed.need(ended, *signs.NO_END)
    if started and ended and (started.tzinfo is None) == (ended.tzinfo is None) and ended < started:
        weighed.refuse("clock", "L'horloge de la machine a reculé pendant l'effacement.")
    return DiscEntry(
        device=device.removeprefix("/dev/"),
        serial=said_serial(known.serial),
        model=known.model,
        size_bytes=known.size,
        bus="NVME",
        method=method[0],
        method_said=method[1],
        verified=method[2],
        started=started,
        ended=ended,
        word=method[1],
        result=weighed.result,
        against=weighed.reasons,
        path=f"line {erase.line}",
    )


def _next(typed: list[Command], place: int, device: str) -> int:
    for index in range(place + 1, len(typed)):
        one = typed[index]
        again = one.name == "nvme" and len(one.words) > 1 and one.words[1] in {"format", "sanitize"}
        if again and _base(device) in map(_base, one.devices):
            return index
    return len(typed)


def _base(device: str) -> str:
    return re.sub(r"n\d+$", "", device) if device.startswith("/dev/nvme") else device


def _value(command: Command, *names: str) -> str:
    """What an option is given, whether `--ses=1`, `--ses 1`, `-s 1` or `-s1`."""
    words = command.words
    for place, word in enumerate(words):
        for name in names:
            if word == name and place + 1 < len(words):
                return words[place + 1]
            if word.startswith(f"{name}="):
                return word.partition("=")[2]
            if len(name) == 2 and word.startswith(name) and not word.startswith("--"):
                return word[2:]
    return ""


def _action(command: Command) -> int:
    said = _value(command, "--sanact", "-a")
    if said in _NAMES:
        return _NAMES[said]
    return int(said, 0) if re.fullmatch(r"0x[0-9a-fA-F]{1,2}|[1-9]\d?", said) else 0


def _state(output: str) -> int | None:
    """The status that a sanitize log tells; None when a reserved bit makes it no status."""
    told = _number(_SSTAT, output)
    return told if told is not None and told < RESERVED else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    """The last number that the log tells."""
    found = pattern.findall(text)
    if not found:
        return None
    return int(found[-1], 16) if found[-1].lower().startswith("0x") else int(found[-1])
