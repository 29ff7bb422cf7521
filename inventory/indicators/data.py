"""Everything that the page of indicators reads, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from inventory.indicators.chain import Figure
from inventory.indicators.periods import Period, published_year
from inventory.indicators.reading import (
    BY_MONTH,
    PLACED,
    RECEIVED,
    Asked,
    Row,
    areas,
    by,
    is_outside,
    rows,
    seen,
)
from inventory.models import CountedUpTo

Accept = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator counts: a figure, and which details of it."""

    key: str
    figure: str
    accept: Accept

    def takes(self, figure: str, detail: str) -> bool:
        return figure == self.figure and self.accept(detail)


MEASURES = {
    measure.key: measure
    for measure in (
        Measure("collectes", Figure.COLLECTED, lambda detail: True),
        Measure("reconditionnes", Figure.READY, lambda detail: detail == "refurbished"),
        Measure("occasion", Figure.READY, lambda detail: detail == "used"),
        Measure("distribues", Figure.DISTRIBUTED, lambda detail: True),
        Measure("personnes", Figure.EQUIPPED, lambda detail: detail != "lent"),
        Measure("prets", Figure.EQUIPPED, lambda detail: detail == "lent"),
        Measure("equipement", Figure.DISTRIBUTED, lambda d: d.startswith("structure:")),
    )
}


@dataclass(frozen=True, slots=True)
class Data:
    """The counts of one period, and of as many months a year before."""

    period: Period
    now: list[Row]
    before: list[Row]
    communes: Counter[tuple[str, str, Any]]
    receivers: Counter[tuple[str, str, Any]]
    receivers_before: Counter[tuple[str, str, Any]]
    doers: Counter[tuple[str, str, Any]]

    def total(self, key: str) -> int:
        return self._sum(self.now, key)

    def total_before(self, key: str) -> int:
        return self._sum(self.before, key)

    def by_month(self, key: str) -> dict[date, int]:
        counts = self._count(key, lambda row: row.month)
        return {month: counts[month] for month in self.period.months}

    def by_kind(self, key: str) -> Counter[Any]:
        return self._count(key, lambda row: row.kind)

    def by_detail(self, key: str) -> Counter[Any]:
        return self._count(key, lambda row: row.detail)

    def by_commune(self, key: str) -> Counter[Any]:
        return self._keyed(self.communes, key)

    def by_receiver(self, key: str) -> Counter[Any]:
        return self._keyed(self.receivers, key)

    def by_doer(self, key: str) -> Counter[Any]:
        return self._keyed(self.doers, key)

    @property
    def structures(self) -> frozenset[int]:
        """Who received something, for others or for itself."""
        return frozenset(key for _, _, key in self.receivers if key)

    @property
    def structures_before(self) -> frozenset[int]:
        return frozenset(key for _, _, key in self.receivers_before if key)

    @staticmethod
    def _sum(found: list[Row], key: str) -> int:
        measure = MEASURES[key]
        return sum(row.count for row in found if measure.takes(row.figure, row.detail))

    def _count(self, key: str, of: Callable[[Row], Any]) -> Counter[Any]:
        measure = MEASURES[key]
        counts: Counter[Any] = Counter()
        for row in self.now:
            if measure.takes(row.figure, row.detail):
                counts[of(row)] += row.count
        return counts

    @staticmethod
    def _keyed(found: Counter[tuple[str, str, Any]], key: str) -> Counter[Any]:
        measure = MEASURES[key]
        counts: Counter[Any] = Counter()
        for (figure, detail, what), n in found.items():
            if measure.takes(figure, detail):
                counts[what] += n
        return counts


KEPT = 64
READ: dict[tuple[Any, ...], Data] = {}
"""What was read last, by the state of the counts, whose eyes and what was asked."""


@dataclass(frozen=True, slots=True)
class Everything:
    """``open`` is what the filters keep; ``persons`` what may be told of persons.

    Inside one's organisation they are the same. Outside, ``persons`` is one whole year of the
    whole network, whatever the filters: crossing them would find people again.
    """

    actor: Actor
    asked: Asked
    outside: bool
    open: Data
    persons: Data
    communes: dict[str, Territory]
    names: dict[int, tuple[str, str]]

    def of(self, key: str) -> Data:
        return self.persons if key in PERSONS else self.open


PERSONS = frozenset({"distribues", "personnes", "prets", "equipement"})


def load(actor: Actor, asked: Asked) -> Everything:
    outside = is_outside(actor)
    opened = _data(actor, asked)
    persons = opened
    if outside:
        persons = _data(actor, Asked(published_year(asked.period)))
    communes = {key for data in (opened, persons) for _, _, key in data.communes}
    keys = {key for data in (opened, persons) for _, _, key in (*data.receivers, *data.doers)}
    known = Organisation.objects.filter(pk__in=[key for key in keys if key])
    names = {
        pk: (name, commune or "")
        for pk, name, commune in known.values_list("pk", "name", "territory_id")
    }
    return Everything(actor, asked, outside, opened, persons, areas(communes), names)


def _data(actor: Actor, asked: Asked) -> Data:
    """Read once for a state of the counts: the same question is asked by many pages."""
    known = CountedUpTo.objects.filter(pk=1).values_list("entry_id", "counted_at").first()
    scope = 0 if is_outside(actor) else actor.organisation_id
    key = (known, scope, asked)
    found = READ.get(key) if known else None
    if found is None:
        found = _read(actor, asked)
        for old in list(READ)[: max(len(READ) + 1 - KEPT, 0)]:
            READ.pop(old, None)
        READ[key] = found
    return found


def _read(actor: Actor, asked: Asked) -> Data:
    found, period = seen(actor, asked), asked.period
    return Data(
        period=period,
        now=rows(found, BY_MONTH, period),
        before=rows(found, BY_MONTH, period.before),
        communes=by(found, "commune_id", PLACED, period),
        receivers=by(found, "counterpart_id", RECEIVED, period),
        receivers_before=by(found, "counterpart_id", [Figure.DISTRIBUTED], period.before),
        doers=by(found, "organisation_id", (Figure.COLLECTED, Figure.READY), period),
    )
