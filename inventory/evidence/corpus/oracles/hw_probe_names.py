"""hw-probe's collection of DMI tables files each under the kind and model it found."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.opening import read_file

NAME = "hw-probe (classement)"
_KINDS = {
    **dict.fromkeys(("Notebook", "Convertible"), "laptop"),
    **dict.fromkeys(("Desktop", "Mini Pc", "Stick Pc"), "desktop"),
    "All In One": "all_in_one",
    **dict.fromkeys(("Tablet", "Detachable"), "tablet"),
}
_DROPPED = re.compile(r"[^a-z0-9]+")
_WHY = {
    "27A8740BD1DC": "mini PC dont la table DMI dit « Convertible » ; hw-probe suit le modèle",
}
"""Machines on which the collection knows better than the table itself."""


def compare(folder: Path) -> Iterator[Compared]:
    """Yield kind and model of every table whose place in the collection the manifest keeps."""
    manifest = folder / "manifest.csv"
    if not manifest.exists():
        return
    with manifest.open(encoding="utf-8", newline="") as rows:
        told = [row for row in csv.DictReader(rows) if row["repo"] == "linuxhw/DMI"]
    for row in told:
        place = row["path"].split("/")
        file = folder / row["file"]
        if len(place) < 5 or not file.exists():
            continue
        mine = read_file(file.read_bytes())
        kind = _KINDS.get(place[0])
        if kind and mine.kind_hint:
            why = _WHY.get(place[4], "")
            yield Compared(file.name, "kind_hint", mine.kind_hint, kind, why)
        if mine.model and place[3] != "Others":
            yield Compared(file.name, "model", *_models(mine.model, place[3]))


def _models(ours: str, theirs: str) -> tuple[str, str]:
    """Return both models, equal when one names the other: hw-probe drops or adds the maker."""
    short, long = sorted(
        (_DROPPED.sub("", ours.lower()), _DROPPED.sub("", theirs.lower())), key=len
    )
    words = {_DROPPED.sub("", word) for word in theirs.lower().split()}
    said = all(word in _DROPPED.sub("", ours.lower()) for word in words)
    return (theirs, theirs) if short in long or said else (ours, theirs)
