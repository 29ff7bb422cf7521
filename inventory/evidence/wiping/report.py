"""What a wipe log tells: one entry per disc, success only with every sign and none against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import islice
from typing import Any

from inventory.evidence.serials import clean_serial, is_placeholder
from inventory.evidence.unreadable import Unreadable

VERSION = 1
"""Of this shape; readers carry their own version."""
MOST_DISCS = 200
YEARS = range(1995, 2200)


class Result(StrEnum):
    """What became of one disc, as the tool says it."""

    SUCCESS = "success"
    FAILED = "failed"
    ABORTED = "aborted"
    UNFINISHED = "unfinished"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that keeps an entry from being a proof: stable code, French sentence."""

    code: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DiscEntry:
    """One disc of one run. ``word`` is the tool's own; ``against`` is why it is no success.

    ``started`` and ``ended`` are naive when the log does not say the zone: the machine's own
    clock. ``aliases`` are other serials the tool gives for the same disc (that of a USB bridge).
    """

    index: int = 0
    device: str = ""
    serial: str = ""
    aliases: tuple[str, ...] = ()
    model: str = ""
    size_bytes: int | None = None
    bus: str = ""
    method: str = ""
    method_said: str = ""
    rounds: str = ""
    verified: bool = False
    started: datetime | None = None
    ended: datetime | None = None
    word: str = ""
    result: Result = Result.UNCLEAR
    against: tuple[Sign, ...] = ()
    path: str = ""

    @property
    def succeeded(self) -> bool:
        """Every positive sign, no negative one."""
        return self.result is Result.SUCCESS and not self.against

    @property
    def serial_keys(self) -> frozenset[str]:
        """The serials as media are compared by; empty when the tool gave none."""
        return frozenset(filter(None, map(clean_serial, (self.serial, *self.aliases))))

    @property
    def why(self) -> str:
        """Why it is no success, in French; empty for a success."""
        return " ".join(sign.detail for sign in self.against)

    @property
    def zoneless(self) -> bool:
        """Whether it ended by a clock whose zone is not said."""
        return self.ended is not None and self.ended.tzinfo is None

    def ended_at(self, zone: tzinfo) -> datetime | None:
        """When it ended, the machine's clock being in this zone when the log says none."""
        if self.ended is None or self.ended.tzinfo is not None:
            return self.ended
        return self.ended.replace(tzinfo=zone)

    @property
    def fingerprint(self) -> tuple[Any, ...]:
        """The same for one wipe told by two files (a log and its PDF), as far as can be told."""
        return (tuple(sorted(self.serial_keys)), self.size_bytes, self.ended)


@dataclass(frozen=True, kw_only=True)
class ErasureReport:
    """One file of an erasure tool, read. ``discs`` in the order of the file."""

    version: int = VERSION
    reader: str
    reader_version: int
    tool: str
    discs: tuple[DiscEntry, ...] = ()
    notes: tuple[Sign, ...] = ()

    def as_data(self) -> Mapping[str, Any]:
        """Return the whole as plain data, ready for JSON."""
        return asdict(self)


def said_serial(text: str) -> str:
    """The serial as printed, '' when it says nothing (Unknown, XXXXXXXX, ????)."""
    text = " ".join(text.split())[:120]
    return "" if is_placeholder(text) or not text.strip("?*. ") else text


def numbered(discs: Iterable[DiscEntry]) -> tuple[DiscEntry, ...]:
    """The entries with their place in the file, and what they say against one another.

    A disc that the same file shows failed is no success anywhere in it: none is left unread.

    Raises
    ------
    Unreadable
        ``too_many``.
    """
    first = list(islice(discs, MOST_DISCS + 1))
    if len(first) > MOST_DISCS:
        raise Unreadable(
            "too_many",
            f"Ce fichier parle de plus de {MOST_DISCS} disques : rien n'en est lu. Envoyez le "
            "journal d'un seul passage de l'outil.",
        )
    entries = [replace(_dated(disc), index=index) for index, disc in enumerate(first)]
    failed = {key for one in entries if one.result is Result.FAILED for key in _alike(one)}
    return tuple(
        against(
            disc,
            Sign("failed-elsewhere", "Le même fichier dit que l'effacement de ce disque a échoué."),
        )
        if disc.result is Result.SUCCESS and _alike(disc) & failed
        else disc
        for disc in entries
    )


def of_one_run(discs: Iterable[DiscEntry]) -> list[DiscEntry]:
    """The entries of one run: of several that share a serial, one that is no success taints all.

    They are as many disks, and nothing tells which of them succeeded.
    """
    entries = list(discs)
    unhappy = [one for one in entries if one.result is not Result.SUCCESS]
    tainted = frozenset(key for one in unhappy for key in one.serial_keys)
    said = Sign("contradictory", "Le fichier donne deux résultats pour ce numéro de série.")
    return [
        against(one, said) if one.result is Result.SUCCESS and one.serial_keys & tainted else one
        for one in entries
    ]


def _alike(disc: DiscEntry) -> frozenset[tuple[object, ...]]:
    """What the same disc would say of itself again: its serials, else its place and its looks."""
    keys = disc.serial_keys
    looks = (disc.device, disc.model, disc.size_bytes)
    return frozenset((key,) for key in keys) if keys else frozenset({looks})


def _dated(disc: DiscEntry) -> DiscEntry:
    """The entry, without an hour that no clock of a computer ever gave."""
    if all(one is None or one.year in YEARS for one in (disc.started, disc.ended)):
        return disc
    absurd = Sign("no-end", "Les heures dites ne sont pas possibles.")
    return against(replace(disc, started=None, ended=None), absurd)


def against(disc: DiscEntry, *signs: Sign) -> DiscEntry:
    """The entry with these signs against it: a success no more."""
    result = Result.UNCLEAR if disc.result is Result.SUCCESS else disc.result
    return replace(disc, result=result, against=(*disc.against, *signs))
