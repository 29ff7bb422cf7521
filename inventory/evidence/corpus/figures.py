"""A corpus read whole: by kind, how many files, how many read, how many complete."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.corpus.kinds import KINDS, excluded
from inventory.evidence.corpus.oracles import ORACLES
from inventory.evidence.corpus.required import lacking, only_explained
from inventory.evidence.corpus.wipes import is_wipe, lacking_in
from inventory.evidence.opening import read_file
from inventory.evidence.unreadable import Unreadable

LEAST_COMPLETE = 99.0
"""Percent of the files read with all that their kind must give."""
LEAST_AGREED = 98.0
"""Percent of the fields that an oracle and we both have."""


@dataclass(slots=True)
class OfKind:
    """The files of one kind: counts, and what failed, by file."""

    files: int = 0
    excluded: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    lacking: dict[str, list[str]] = field(default_factory=dict)
    explained: list[str] = field(default_factory=list)
    """Complete, but for a note that says why the file shows no more."""

    @property
    def asked(self) -> int:
        """Files that must be read."""
        return self.files - len(self.excluded)

    @property
    def complete(self) -> int:
        """Files read with every required field."""
        return self.asked - len(self.unread) - len(self.lacking)


@dataclass(slots=True)
class Figures:
    """What reading a corpus gave."""

    kinds: dict[str, OfKind]
    oracles: dict[str, list[Compared]]

    @property
    def asked(self) -> int:
        """Files that must be read, all kinds together."""
        return sum(kind.asked for kind in self.kinds.values())

    @property
    def percent_complete(self) -> float:
        """Share of the files read with every required field."""
        return _percent(sum(kind.complete for kind in self.kinds.values()), self.asked)

    @property
    def percent_agreed(self) -> float:
        """Share of the compared fields on which we and the oracles agree."""
        compared = [one for fields in self.oracles.values() for one in fields]
        return _percent(sum(one.agrees for one in compared), len(compared))

    @property
    def good(self) -> bool:
        """True when both shares are what is asked."""
        return self.percent_complete >= LEAST_COMPLETE and self.percent_agreed >= LEAST_AGREED


def read_corpus(folder: Path) -> Figures:
    """Read every file of a corpus and compare with its oracles."""
    kinds: dict[str, OfKind] = {}
    for kind, path in _files(folder):
        found = kinds.setdefault(kind, OfKind())
        found.files += 1
        name = path.relative_to(folder).as_posix()
        if why := excluded(name):
            found.excluded[name] = why
            continue
        data = path.read_bytes()
        if data.strip() in {b"", b"[]", b"{}"}:
            found.excluded[name] = "vide : l'outil n'a rien trouvé à dire"
            continue
        try:
            if is_wipe(kind):
                if missing := lacking_in(data):
                    found.lacking[name] = missing
                continue
            read = read_file(data)
        except Unreadable as refusal:
            found.unread[name] = refusal.code
            continue
        asked = KINDS[kind].required if kind in KINDS else ()
        if missing := lacking(read, asked):
            found.lacking[name] = missing
        elif only_explained(read, asked):
            found.explained.append(name)
    oracles = {oracle.NAME: list(oracle.compare(folder)) for oracle in ORACLES}
    return Figures(dict(sorted(kinds.items())), oracles)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the kind and the path of each file: the manifest's kinds, else the folders'."""
    manifest = folder / "manifest.csv"
    told: dict[str, str] = {}
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as rows:
            told = {row["file"]: row["kind"] for row in csv.DictReader(rows)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.as_posix() != "manifest.csv":
            yield told.get(name.as_posix(), name.parts[0]), path


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0
