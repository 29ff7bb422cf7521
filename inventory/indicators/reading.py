"""The counts as one reader may read them: summed in the database, scoped to who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.territories import communes_of
from inventory.indicators.chain import Figure
from inventory.indicators.definitions import NETWORK
from inventory.indicators.periods import Period
from inventory.models import DeclaredWork, MonthCount

BY_MONTH = (
    Figure.COLLECTED,
    Figure.WEIGHED,
    Figure.READY,
    Figure.DISTRIBUTED,
    Figure.EQUIPPED,
    Figure.OUTCOME,
)
PLACED = (Figure.COLLECTED, Figure.READY, Figure.DISTRIBUTED, Figure.EQUIPPED)
RECEIVED = (Figure.DISTRIBUTED, Figure.EQUIPPED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for; empty means all."""

    period: Period
    kind: str = ""
    territory: str = ""
    organisation: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One sum: of a figure, a detail, and where it stands in one of the dimensions."""

    figure: str
    detail: str
    month: date
    kind: str
    count: int
    amount: int


def is_outside(actor: Actor) -> bool:
    """Whether this reader reads of other organisations: then persons are under secrecy."""
    return rights.may(actor, NETWORK)


def seen(actor: Actor, asked: Asked) -> QuerySet[MonthCount]:
    """The cells of one's organisation, or of the network, that the filters keep."""
    found = MonthCount.objects.order_by()
    if not is_outside(actor):
        found = found.filter(_of(actor.organisation_id))
    if asked.organisation:
        found = found.filter(_of(asked.organisation))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.territory:
        inside = communes_of(asked.territory).values_list("pk", flat=True)
        found = found.filter(commune_id__in=list(inside))
    return found


def _of(organisation: int) -> Q:
    return Q(organisation_id=organisation) | Q(counterpart_id=organisation)


def rows(found: QuerySet[MonthCount], figures: Iterable[str], period: Period) -> list[Row]:
    """Sums by figure, detail, month and kind."""
    chosen = found.filter(figure__in=list(figures), month__range=(period.first, period.last))
    grouped = chosen.values_list("figure", "detail", "month", "kind")
    summed = grouped.annotate(n=Sum("count"), much=Sum("amount"))
    return [Row(*row) for row in summed if row[4]]


def by(
    found: QuerySet[MonthCount], column: str, figures: Iterable[str], period: Period
) -> Counter[tuple[str, str, Any]]:
    """Sums by figure, detail and one column."""
    chosen = found.filter(figure__in=list(figures), month__range=(period.first, period.last))
    summed = chosen.values_list("figure", "detail", column).annotate(n=Sum("count"))
    return Counter({(figure, detail, key): n for figure, detail, key, n in summed if n})


def stays(found: QuerySet[MonthCount], period: Period) -> dict[str, Counter[int]]:
    """For each step, how many stays of so many whole days ended."""
    counts = by(found, "figure", [Figure.STAY], period)
    steps: dict[str, Counter[int]] = {}
    for (_, detail, _), n in counts.items():
        step, _, days = detail.partition(":")
        steps.setdefault(step, Counter())[int(days)] += n
    return steps


def median(days: Counter[int]) -> float | None:
    """The median of a histogram; between the two middle ones when they are even."""
    total = sum(days.values())
    if not total:
        return None
    ranks = ((total - 1) // 2, total // 2)
    found: list[int] = []
    passed = 0
    for value in sorted(days):
        passed += days[value]
        found += [value] * sum(1 for rank in ranks[len(found) :] if rank < passed)
    return sum(found) / 2


def declared(actor: Actor, asked: Asked) -> list[tuple[str, date, int, int]]:
    """Insertion hours and posts by contract and month."""
    told = DeclaredWork.objects.filter(
        month__range=(asked.period.first, asked.period.last)
    ).order_by()
    if not is_outside(actor):
        told = told.filter(organisation_id=actor.organisation_id)
    if asked.organisation:
        told = told.filter(organisation_id=asked.organisation)
    summed = told.values_list("contract", "month").annotate(Sum("hours"), Sum("posts"))
    return sorted(summed)


def areas(communes: Iterable[str]) -> dict[str, Territory]:
    """The communes counted, with what each lies in."""
    rows = Territory.objects.filter(pk__in=[c for c in communes if c])
    return {one.pk: one for one in rows.select_related("epci", "department")}
