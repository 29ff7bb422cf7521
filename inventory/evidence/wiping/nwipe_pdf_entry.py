"""One disc of an nwipe PDF: each label, and what stands after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inventory.evidence.wiping import nwipe_words, signs
from inventory.evidence.wiping.nwipe_words import MOMENT
from inventory.evidence.wiping.report import DiscEntry, said_serial
from inventory.evidence.wiping.signs import Signs

_WORD = "|".join(sorted(map(re.escape, nwipe_words.STATUSES), key=len, reverse=True))
LABELS = {
    "start": rf"Start time: ?({MOMENT})",
    "end": rf"End time: ?({MOMENT})",
    "errors": r"Errors\(pass/sync/verify(?:/retries)?\): ?(\d{1,20}(?:/\d{1,20}){2,3})(?!\d|/)",
    "erased": r"\*Bytes Erased: ?(\d{1,20}),? \(([\d.]{1,7})%\)",
    "rounds": r"Rounds\(completed/requested\): ?(-?\d{1,6})/(\d{1,6})(?!\d)",
    "method": r"(?<!to )Method: ?(.{1,60}?) ?PRNG algorithm:",
    "blank": r"(?:Final Pass\(Zeros/Ones/None\)|Blanking Pass): ?(Zeros|Ones|None)",
    "verify": r"(?:Verify Pass|Verify)\(Last/All/None\): ?(?:Verify )?(Last|All|None)\b",
    "apparent": r"Size(?:\(Apparent\))?: {0,6}[\d.]+ ?[kKMGTPE]?B, ?(\d{1,20}) ?(?:B\b|b\b|bytes)",
    "real": r"Size\(Real\): {0,6}[\d.]+ ?[kKMGTPE]?B, ?(\d{1,20}) ?(?:B\b|b\b|bytes)",
    "bus": r"Bus: ?([A-Z][A-Z0-9-]{0,9})",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in LABELS.items()}


@dataclass(frozen=True, slots=True)
class _Who:
    model: str
    serial: str
    words: list[str]
    page: int


def of_one(text: str, weighed: Signs, page: int) -> DiscEntry:
    """The disc of a single report; its header must name the same one."""
    who = re.search(r"Make/Model: ?(.*?) ?Serial: ?(.*)$", text, re.MULTILINE)
    words = re.findall(rf"Status: ?({_WORD}|\S{{1,12}})", text)
    model, serial = (who[1].strip(), who[2].strip()) if who else ("", "")
    for label, value in (("Disk Model", model), ("Disk S/N", serial)):
        told = re.findall(rf"^ ?{label}: ?(.*?) ?$", text, re.MULTILINE)
        if any(" ".join(one.split()) != " ".join(value.split()) for one in told):
            weighed.refuse(*signs.CONTRADICTORY)
    return _entry(text, weighed, _Who(model, serial, words, page))


def of_several(text: str, weighed: Signs, page: int, elsewhere: set[str]) -> DiscEntry:
    """One disc of a system report; ``elsewhere`` is its status on its page of health."""
    who = re.search(r"^Make: ?(.*?) ?S/N: ?(.*)$", text, re.MULTILINE)
    words = re.findall(rf"^({_WORD})$", text, re.MULTILINE)
    model, serial = (who[1].strip(), who[2].strip()) if who else ("", "")
    if elsewhere - set(words):
        weighed.refuse(*signs.CONTRADICTORY)
    return _entry(text, weighed, _Who(model, serial, words, page))


def _entry(text: str, weighed: Signs, who: _Who) -> DiscEntry:
    found = {name: pattern.findall(text) for name, pattern in _PATTERNS.items()}
    if any(len(values) > 1 for values in found.values()):
        weighed.refuse(*signs.CONTRADICTORY)
    told = {name: values[0] for name, values in found.items() if values}
    weighed.word = nwipe_words.STATUSES.get(who.words[0], "unclear") if who.words else "unfinished"
    if len(who.words) != 1:
        weighed.word = "unfinished" if not who.words else "unclear"
    size = int(told.get("apparent", 0)) or None
    _weigh_work(weighed, told, size)
    if "Hidden sectors found" in text:
        weighed.refuse(*signs.HIDDEN)
    rounds = told.get("rounds", ("0", "0"))
    label = told.get("method", "")
    bus = told.get("bus", "")
    method = nwipe_words.method(
        label,
        device="nvme" if bus == "NVME" else "",
        rounds=max(int(rounds[1]), 1),
        blank=told.get("blank") == "Zeros",
    )
    verified = told.get("verify") in {"Last", "All"}
    weighed.need(verified and not method.startswith(("sanitize", "crypto")), *signs.NOT_VERIFIED)
    weighed.need(method, *signs.NOT_AN_ERASURE)
    started = nwipe_words.moment(told.get("start", ""))
    ended = nwipe_words.moment(told.get("end", ""))
    weighed.need(started and ended, *signs.NO_END)
    if started and ended and ended < started:
        weighed.refuse("clock", "L'horloge de la machine a reculé pendant l'effacement.")
    return DiscEntry(
        serial=said_serial(who.serial),
        model=who.model.replace("_", " "),
        size_bytes=size,
        bus=bus,
        method=method,
        method_said=label,
        rounds="/".join(rounds),
        verified=verified,
        started=started,
        ended=ended,
        word=who.words[0] if who.words else "",
        result=weighed.result,
        against=weighed.reasons,
        path=f"page {who.page}",
    )


def _weigh_work(weighed: Signs, told: dict[str, tuple[str, ...] | str], size: int | None) -> None:
    """Errors none, every byte, every round, no hidden sector."""
    errors = str(told.get("errors", ""))
    weighed.need(errors, *signs.WORDS_CUT)
    if any(int(one) for one in errors.split("/") if one):
        weighed.refuse(*signs.ERRORS)
    erased = told.get("erased")
    if erased is None:
        weighed.refuse(*signs.NOT_ALL)
    else:
        whole = max(size or 0, int(str(told.get("real", 0))))
        weighed.need(whole and int(erased[0]) >= whole, *signs.NOT_ALL)
    rounds = told.get("rounds")
    weighed.need(rounds and rounds[0] == rounds[1] and int(rounds[1]) >= 1, *signs.NOT_ALL)
    weighed.need("verify" in told and "blank" in told, *signs.WORDS_CUT)
