"""What a load of the territory changed, in French."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from filiere.network.vocabulary import Level

T = TypeVar("T")
PLURALS = {
    Level.COMMUNE: "communes",
    Level.PART: "parties d'EPCI par département",
    Level.EPCI: "EPCI",
    Level.DEPARTEMENT: "départements et collectivités d'outre-mer",
    Level.REGION: "régions et collectivités d'outre-mer",
}


@dataclass(slots=True)
class Changes:
    """What a load did, and what the source leaves open."""

    version: str
    counts: dict[str, int]
    first: bool = False
    added: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    retired: list[tuple[str, str]] = field(default_factory=list)
    former: int = 0
    postal_codes: int = 0
    without_epci: list[tuple[str, str]] = field(default_factory=list)
    unpopulated: list[tuple[str, str]] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (
            self.added
            or self.renamed
            or self.updated
            or self.restored
            or self.retired
            or self.former
            or self.postal_codes
        )


def sentences(changes: Changes, *, at_most: int = 20) -> list[str]:
    """The changes in French, longest lists cut with their count, open ends listed whole."""
    lines = [f"Découpage administratif {changes.version} : {in_words(changes.counts)}."]
    if changes.nothing:
        lines.append("Rien n'a changé.")
    elif changes.first:
        lines.append(
            f"Premier chargement : {len(changes.added)} territoires ajoutés, "
            f"{changes.former} anciens codes, {changes.postal_codes} codes postaux."
        )
    else:
        lines += told("ajouté", changes.added, str, at_most)
        lines += told(
            "renommé", changes.renamed, lambda row: f"{row[0]} {row[1]} → {row[2]}", at_most
        )
        lines += told("mis à jour", changes.updated, str, at_most)
        lines += told("rétabli", changes.restored, str, at_most)
        lines += told("retiré", changes.retired, named, at_most)
        lines.append(
            f"Anciens codes modifiés : {changes.former}. "
            f"Codes postaux modifiés : {changes.postal_codes}."
        )
    for label, rows in (
        ("Sans EPCI", changes.without_epci),
        ("Sans habitant ou sans population publiée", changes.unpopulated),
    ):
        if rows:
            lines.append(f"{label} ({len(rows)}) : {', '.join(map(named, rows))}.")
    return lines


def named(row: tuple[str, str]) -> str:
    return f"{row[1]} ({row[0]})"


def told(what: str, rows: list[T], say: Callable[[T], str], at_most: int) -> list[str]:
    if not rows:
        return []
    more = f", et {len(rows) - at_most} autres" if len(rows) > at_most else ""
    return [f"{len(rows)} {what}(s) : {', '.join(map(say, rows[:at_most]))}{more}."]


def in_words(counts: dict[str, int]) -> str:
    return ", ".join(
        f"{counts[level]:,} {many}".replace(",", "\u00a0")
        for level, many in PLURALS.items()
        if counts[level]
    )
