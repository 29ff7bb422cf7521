"""The page of indicators as one content: six figures with their trend, then each indicator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from filiere.network.actor import Actor
from inventory.indicators import counted, rates
from inventory.indicators.chart import Drawing, columns, lying
from inventory.indicators.data import MEASURES, Everything, load
from inventory.indicators.definitions import BY_KEY, INDICATORS, Indicator
from inventory.indicators.periods import Period
from inventory.indicators.reading import Asked
from inventory.indicators.secrecy import THRESHOLD, rounded
from inventory.indicators.tables import NBSP, Section, Table, said

SIX = ("collectes", "reconditionnes", "distribues", "personnes", "structures", "reemploi")
ALSO = ("delais", "poids", "prets", "equipement", "insertion")
"""Shown at the top in place of one of the six that has nothing to say to this reader."""
EMPTY = frozenset({"0", "aucun", "aucune", "0 kg", ""})
Make = Callable[[Everything], Section]
MAKERS: dict[str, Make] = {key: partial(counted.section, key) for key in MEASURES}
MAKERS |= {
    "structures": counted.structures,
    "reemploi": partial(rates.reuse, "reemploi"),
    "preparation": partial(rates.reuse, "preparation"),
    "poids": rates.weight,
    "delais": rates.delays,
    "insertion": rates.insertion,
    "profils": rates.profiles,
}


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the six: its figure, over which months, where it goes; ``way`` is up, down, even."""

    indicator: Indicator
    figure: str
    when: str
    way: str
    trend: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator as the page shows it."""

    indicator: Indicator
    section: Section
    drawing: Drawing | None

    @property
    def is_empty(self) -> bool:
        return self.section.figure in EMPTY and not self.section.tables_filled

    @property
    def first(self) -> Table | None:
        return self.section.tables[0] if self.section.tables else None

    @property
    def others(self) -> list[Table]:
        return self.section.tables[1:]


@dataclass(frozen=True, slots=True)
class Board:
    period: Period
    outside: bool
    six: list[Headline]
    shown: list[Shown]


def board(actor: Actor, asked: Asked) -> Board:
    """Everything that this reader may read of this period."""
    told = load(actor, asked)
    sections = {indicator.key: MAKERS[indicator.key](told) for indicator in INDICATORS}
    return Board(
        asked.period,
        told.outside,
        [headline(key, told, sections[key]) for key in _six(sections)],
        [Shown(one, sections[one.key], _drawn(sections[one.key])) for one in INDICATORS],
    )


def six(actor: Actor, asked: Asked) -> list[Headline]:
    """The six figures alone."""
    told = load(actor, asked)
    sections = {key: MAKERS[key](told) for key in (*SIX, *ALSO)}
    return [headline(key, told, sections[key]) for key in _six(sections)]


def _six(sections: dict[str, Section]) -> list[str]:
    """Six that have something to say, those without after them."""
    filled = [key for key in (*SIX, *ALSO) if sections[key].figure not in EMPTY]
    return filled[:6] or list(SIX)


def table_of(actor: Actor, asked: Asked, key: str, name: str) -> Table | None:
    """One table of one indicator, if there is such."""
    if key not in MAKERS:
        return None
    section = MAKERS[key](load(actor, asked))
    return next((table for table in section.tables if table.key == name), None)


def _drawn(section: Section) -> Drawing | None:
    if not any(mark.value for mark in section.marks):
        return None
    return lying(section.marks) if section.lying else columns(section.marks)


def headline(key: str, told: Everything, section: Section) -> Headline:
    data = told.persons if BY_KEY[key].persons or key == "structures" else told.open
    now, before = _values(key, told)
    way, trend = _trend(now, before, PER.get(key, f"{NBSP}%"))
    return Headline(BY_KEY[key], section.figure, data.period.label.lower(), way, trend)


def _values(key: str, told: Everything) -> tuple[float | None, float | None]:
    """The figure and the same a year before; none when there is nothing to compare."""
    if key == "structures":
        return len(told.persons.structures), len(told.persons.structures_before)
    if key not in MEASURES and key != "reemploi":
        return None, None
    if key == "reemploi":
        return (
            rates.rate(rates.outcomes(told.persons, "gift"), outside=told.outside),
            rates.rate(rates.outcomes(told.persons, "gift", before=True), outside=told.outside),
        )
    data = told.of(key)
    now, before = data.total(key), data.total_before(key)
    if told.outside and BY_KEY[key].persons and (now < THRESHOLD or before < 20 * THRESHOLD):
        return None, None
    if told.outside and BY_KEY[key].persons:
        return rounded(now), rounded(before)
    return now, before


FEW = 20
"""Under so many, a percentage says less than the number."""
PER = {"reemploi": f"{NBSP}points", "structures": f"{NBSP}structures"}
"""What a trend is said in, when it is a difference and no percentage."""


def _trend(now: float | None, before: float | None, unit: str) -> tuple[str, str]:
    if now is None or not before:
        return "", ""
    if before < FEW and unit not in PER.values():
        way = "up" if now > before else "down" if now < before else "even"
        return way, f"{said(int(before))} un an plus tôt"
    change = now - before if unit in PER.values() else 100 * (now - before) / before
    rounded = round(change)
    if rounded == 0:
        return "even", "comme un an plus tôt"
    if abs(rounded) == 1 and unit in PER.values():
        unit = unit.removesuffix("s")
    sign = "+" if rounded > 0 else "−"
    return ("up" if rounded > 0 else "down"), f"{sign}{said(abs(rounded))}{unit} sur un an"
