"""Seals: their chain, their columns, their digests, their signatures."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inventory.journal import keys, leaves
from inventory.journal.checks.hashed import wrong_column
from inventory.journal.leaves import Leaf, Subject
from inventory.journal.report import Difference, Report, named
from inventory.journal.seal import seal_columns
from inventory.models import Seal, SealLeaf

SealedHeads = dict[Subject, dict[int, tuple[str, int]]]
"""For each chain, at each sealed sequence: the hash and the number of the seal."""


@dataclass(slots=True)
class Heads:
    """Every chain's head as the seals tell it so far."""

    lines: dict[Subject, bytes] = field(default_factory=dict)
    order: list[Subject] = field(default_factory=list)
    last: dict[Subject, int] = field(default_factory=dict)

    def take(self, leaf: Leaf) -> None:
        if leaf.subject not in self.lines:
            insort(self.order, leaf.subject)
        self.lines[leaf.subject] = leaf.said()
        self.last[leaf.subject] = leaf.sequence

    def digest(self) -> str:
        return leaves.digest(self.lines[subject] for subject in self.order)


def check_seals(report: Report, public: Ed25519PublicKey | None, *, quick: bool) -> SealedHeads:
    """Verify every seal in order; what they say of each chain.

    ``quick`` computes the digest of all heads for the last seal alone.
    """
    sealed: SealedHeads = {}
    heads = Heads()
    previous: Seal | None = None
    seals = list(Seal.objects.order_by("number"))
    rows = _leaves_by_seal(report, {seal.number for seal in seals})
    told = next(rows, None)
    for seal in seals:
        mine: list[Leaf] = []
        while told is not None and told[0] <= seal.number:
            mine += told[1] if told[0] == seal.number else []
            told = next(rows, None)
        _check_row(report, seal, previous, public)
        _take(report, seal, mine, heads, sealed)
        if not quick or seal is seals[-1]:
            _expect(report, seal, "heads_digest", heads.digest(), seal.heads_digest)
        previous = seal
    report.figures["seals"] = len(seals)
    return sealed


def _check_row(
    report: Report, seal: Seal, previous: Seal | None, public: Ed25519PublicKey | None
) -> None:
    _expect(report, seal, "number", previous.number + 1 if previous else 1, seal.number)
    _expect(report, seal, "previous_hash", previous.hash if previous else "", seal.previous_hash)
    if wrong := wrong_column(seal_columns(seal), seal.canonical, seal.hash):
        _expect(report, seal, *wrong)
    if public is None:
        return
    _expect(report, seal, "key_id", keys.key_id(public), seal.key_id)
    if not keys.is_signed(public, seal.canonical, seal.signature):
        told = "la signature n'est pas celle de ce texte par cette clé"
        report.add(Difference("seals", f"scellé n° {seal.number}", told, column="signature"))


def _take(report: Report, seal: Seal, mine: list[Leaf], heads: Heads, sealed: SealedHeads) -> None:
    for leaf in mine:
        before = heads.last.get(leaf.subject, 0)
        if leaf.sequence <= before:
            told = f"{named(*leaf.subject)} était déjà scellé plus loin"
            report.add(_difference(seal, "sequence", told, f"plus de {before}", leaf.sequence))
        heads.take(leaf)
        sealed.setdefault(leaf.subject, {})[leaf.sequence] = (leaf.hash, seal.number)
    digest = leaves.digest(leaf.said() for leaf in mine)
    _expect(report, seal, "leaves_digest", digest, seal.leaves_digest)
    _expect(report, seal, "chains", len(heads.lines), seal.chains)
    _expect(report, seal, "entries", sum(heads.last.values()), seal.entries)


def _leaves_by_seal(report: Report, numbers: set[int]) -> Iterator[tuple[int, list[Leaf]]]:
    """Leaves are numbered from 1 without a gap, seal by seal, sorted by subject."""
    rows = SealLeaf.objects.order_by("seal_id", "subject_kind", "subject_id")
    told = rows.values_list("seal_id", "id", *Leaf._fields).iterator(chunk_size=leaves.CHUNK)
    expected = 0
    for number, group in groupby(told, key=itemgetter(0)):
        found: list[Leaf] = []
        for _, key, *columns in group:
            expected += 1
            if key != expected:
                subject = f"feuille du scellé n° {number}, {named(*columns[:2])}"
                report.add(
                    Difference("seals", subject, "numéro de feuille", None, "id", expected, key)
                )
                expected = key
            found.append(Leaf(*columns))
        if number not in numbers:
            told_ = f"{len(found)} feuille(s) d'un scellé qui n'existe pas"
            report.add(Difference("seals", f"scellé n° {number}", told_))
        yield number, found


def _expect(report: Report, seal: Seal, column: str, expected: object, found: object) -> None:
    if expected != found:
        report.add(_difference(seal, column, "n'est pas ce qui a été scellé", expected, found))


def _difference(seal: Seal, column: str, told: str, expected: object, found: object) -> Difference:
    subject = f"scellé n° {seal.number}"
    return Difference("seals", subject, told, None, column, expected, found)
