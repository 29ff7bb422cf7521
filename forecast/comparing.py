"""Two runs side by side: what they were made with, and the figures that moved most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiere.network.models import Territory
from filiere.network.vocabulary import Level
from forecast.added import Level as Found
from forecast.assumptions import ASSUMPTIONS
from forecast.gisement import UNIT
from forecast.models import Run
from forecast.need import unit
from forecast.reference.card import cards
from forecast.runs import levels_of
from forecast.showing import withheld
from forecast.vocabulary import Concept, Kind, Measure

LEVELS = (Level.FRANCE, Level.REGION, Level.DEPARTEMENT, Level.EPCI)
MOST = 30
STILL = 1e-5
"""Two figures closer than this, one to the other, are the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the two runs were not made with alike."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """One figure that moved; ``beyond`` when it left its earlier interval."""

    territory: str
    what: str
    unit: str
    before: float
    after: float
    beyond: bool

    @property
    def share(self) -> float:
        """Relative change."""
        return self.after / self.before - 1 if self.before else float("inf")


@dataclass(frozen=True, slots=True)
class Compared:
    """``same``: how many figures of both runs did not move; ``moved``: how many did."""

    method: tuple[Change, ...]
    data: tuple[Change, ...]
    parameters: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    same: int
    moved: int


def compare_runs(before: Run, after: Run) -> Compared:
    """What differs between two runs, and the figures of the areas both hold that moved most.

    A need that either run withholds is left out.

    Raises
    ------
    LostRun
    """
    shifts, same = _shifts(before, after)
    return Compared(
        _method(before, after),
        _data(before, after),
        _parameters(before, after),
        tuple(sorted(shifts, key=lambda one: (-abs(one.share), one.territory))[:MOST]),
        same,
        len(shifts),
    )


def _method(before: Run, after: Run) -> tuple[Change, ...]:
    names = sorted({*before.methods, *after.methods})
    return tuple(
        Change(name, before.methods.get(name, "—"), after.methods.get(name, "—"))
        for name in names
        if before.methods.get(name) != after.methods.get(name)
    )


def _data(before: Run, after: Run) -> tuple[Change, ...]:
    told = []
    for name in sorted({*before.sources, *after.sources}):
        old, new = before.sources.get(name, ""), after.sources.get(name, "")
        if old != new:
            title = cards()[name].title if name in cards() else name
            told.append(Change(title, old[:12] or "absente", new[:12] or "absente"))
    fleets = [run.told.get("fleets", {}).get("declared", 0) for run in (before, after)]
    if fleets[0] != fleets[1]:
        told.append(Change("Parcs déclarés (organisations)", *map(str, fleets)))
    own = [run.told.get("collected", {}) for run in (before, after)]
    if own[0] != own[1]:
        counts = [f"{sum(one.values())} appareils, {len(one)} communes" for one in own]
        told.append(Change("Collectes prises en compte", *counts))
    return tuple(told)


def _parameters(before: Run, after: Run) -> tuple[Change, ...]:
    told = [
        Change(label, str(getattr(before, name)), str(getattr(after, name)))
        for name, label in (
            ("territory", "Territoire"),
            ("year", "Année"),
            ("draws", "Tirages"),
            ("seed", "Graine"),
        )
        if getattr(before, name) != getattr(after, name)
    ]
    for name in sorted({*before.changed, *after.changed}):
        old, new = (run.changed.get(name) for run in (before, after))
        if old != new:
            label = ASSUMPTIONS[name].label if name in ASSUMPTIONS else name
            usual = ASSUMPTIONS[name].levels if name in ASSUMPTIONS else ()
            told.append(Change(label, _levels(old or usual), _levels(new or usual)))
    return tuple(told)


def _levels(levels: list[float] | tuple[float, ...]) -> str:
    return " / ".join(f"{one:g}".replace(".", ",") for one in levels)


def _shifts(before: Run, after: Run) -> tuple[list[Shift], int]:
    old, new = levels_of(before), levels_of(after)
    found: list[Shift] = []
    same = 0
    for level in LEVELS:
        if level in old and level in new:
            names = [one for one in old[level].ids if one in set(new[level].ids)]
            called = dict(Territory.objects.filter(pk__in=names).values_list("pk", "name"))
            for one in names:
                told = _of_place(
                    one, called.get(one, one), (before, after), (old[level], new[level])
                )
                moved = [shift for shift in told if abs(shift.share) > STILL]
                same += len(told) - len(moved)
                found += moved
    return found, same


def _of_place(
    one: str, name: str, runs: tuple[Run, Run], levels: tuple[Found, Found]
) -> list[Shift]:
    rows = [level.ids.index(one) for level in levels]
    told = []
    for place, kind in enumerate(Kind):
        bands = [level.gisement[Measure.OUTFLOW.value] for level in levels]
        cells = [(row, place, -1) for row in rows]
        values = [float(band.mean[cell]) for band, cell in zip(bands, cells, strict=True)]
        ends = float(bands[0].low[cells[0]]), float(bands[0].high[cells[0]])
        told.append(_shift(name, f"gisement, {kind.label}", UNIT, values, ends))
    for place, concept in enumerate(Concept):
        if any(one in withheld(run, concept) for run in runs):
            continue
        needs = [level.need for level in levels]
        values = [float(need.mean[row, place]) for need, row in zip(needs, rows, strict=True)]
        ends = float(needs[0].low[rows[0], place]), float(needs[0].high[rows[0], place])
        if all(np.isfinite(value) and value > 0 for value in values):
            told.append(_shift(name, f"besoin, {concept.label}", unit(concept), values, ends))
    return told


def _shift(
    name: str, what: str, counted: str, values: list[float], ends: tuple[float, float]
) -> Shift:
    beyond = not ends[0] <= values[1] <= ends[1]
    return Shift(name, what, counted, values[0], values[1], beyond)
