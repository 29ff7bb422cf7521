"""What a verification found: typed, and said in French."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from inventory.vocabulary import SubjectKind

CHECKS = {
    "key": "clé des scellés",
    "seals": "scellés",
    "anchor": "ancre",
    "chains": "chaînes",
    "sealed": "chaînes scellées",
    "heads": "têtes de chaîne",
    "mirrors": "écritures en miroir",
    "states": "lignes d'état",
    "evidence": "pièces justificatives",
    "texts": "textes effaçables",
    "certificates": "certificats d'effacement",
    "walls": "déclencheurs",
}
KEPT = 100
"""Differences kept of each check; the others are counted."""
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what it should be."""

    check: str
    subject: str
    told: str
    sequence: int | None = None
    column: str = ""
    expected: Any = ""
    found: Any = ""

    @property
    def where(self) -> str:
        """Subject, place in its chain, column."""
        place = [self.subject]
        if self.sequence is not None:
            place.append(f"n° {self.sequence}")
        if self.column:
            place.append(f"colonne {self.column}")
        return ", ".join(place)

    @property
    def sentence(self) -> str:
        told = f"{self.where} : {self.told}"
        if self.expected == "" and self.found == "":
            return f"{told}."
        expected, found = _around(_word(self.expected), _word(self.found))
        return f"{told} ; attendu « {expected} », trouvé « {found} »."


@dataclass(slots=True)
class Report:
    """``differences`` keeps the first of each check in order; ``figures`` counts what was read."""

    differences: list[Difference] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, difference: Difference) -> None:
        self.counts[difference.check] += 1
        if self.counts[difference.check] <= KEPT:
            self.differences.append(difference)

    @property
    def intact(self) -> bool:
        return not self.counts

    @property
    def first(self) -> list[Difference]:
        """The first difference of each check that found one."""
        found: dict[str, Difference] = {}
        for difference in self.differences:
            found.setdefault(difference.check, difference)
        return [found[check] for check in CHECKS if check in found]

    @property
    def summary(self) -> str:
        """One line: how much was read, and whether it is intact."""
        read = self.figures
        told = (
            f"{read['entries']} écriture(s), {read['chains']} chaîne(s), "
            f"{read['seals']} scellé(s), {read['rows']} ligne(s) d'état, "
            f"{read['files']} pièce(s), {read['unsealed']} écriture(s) pas encore scellée(s)"
        )
        if self.intact:
            return f"Journal intact : {told}."
        return f"{self.counts.total()} différence(s) : {told}."


def named(kind: str, key: str) -> str:
    """A subject of the journal as a user reads it."""
    try:
        return f"{SubjectKind(kind).label} {key}"
    except ValueError:
        return f"{kind} {key}"


def _word(value: Any) -> str:
    if value is None:
        return "rien"
    if value == "":
        return "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _around(expected: str, found: str) -> tuple[str, str]:
    """Both texts cut to what surrounds the first character that differs."""
    pairs = zip(expected, found, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(found)))
    start = max(0, same - SHOWN // 3)
    return _cut(expected, start), _cut(found, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + SHOWN]
    return ("…" if start else "") + part + ("…" if start + SHOWN < len(text) else "")
