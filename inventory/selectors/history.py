"""What the network has lived, as the forecast reads it: sums by month, kind, outcome; no person.

Scoped as indicators are: one's own organisation, or all of them for whoever steers. Nothing
here names a person, nor holds a figure of fewer than `PEOPLE` of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.territories import communes_of
from inventory.indicators.chain import Figure
from inventory.indicators.counting import bring_up_to_date
from inventory.indicators.periods import Period, add_months, this_month
from inventory.indicators.reading import Asked, is_outside, rows, seen
from inventory.models import Device, Entry
from inventory.vocabulary import LegalBasis, Step

PEOPLE = 5
"""Persons under whom a mean time is nobody's to read."""
LONGEST = timedelta(minutes=60)
"""A longer gap between two scans of one person is a pause, not work."""
STEPS = {
    "register": "collect",
    "audit": "audit",
    "erase": "erase",
    "close_repair": "repair",
    "stock": "repair",
    "deliver": "hand_over",
    "hand_over": "hand_over",
}
HOLDERS = {LegalBasis.HOUSEHOLD: "households", LegalBasis.PUBLIC_DONATION: "public"}
"""Who held the device before; companies for the other bases."""
COUNTED = {"collections": Figure.COLLECTED, "outputs": Figure.READY}
"""Outputs are devices made available: what is handed to persons is told by year alone."""
Months = dict[tuple[date, str], int]


@dataclass(frozen=True, slots=True)
class Ended:
    """How many devices of a kind and origin ended so; ``age`` is not known of any yet."""

    kind: str
    holder: str
    outcome: str
    count: int
    age: float | None = None


def last_whole_month() -> date:
    """First day of the month before this one."""
    return add_months(this_month(), -1)


def _over(months: int) -> Period:
    last = last_whole_month()
    return Period("", "", add_months(last, 1 - months), last)


def by_month(
    actor: Actor | None, what: str, *, territory: str = "", kind: str = "", months: int = 120
) -> Months:
    """Devices by month and kind, over the months that are whole: *collections* or *outputs*."""
    if actor is None or not rights.may(actor, "read_forecast"):
        return {}
    bring_up_to_date()
    period = _over(months)
    found = seen(actor, Asked(period, kind, territory))
    counts: Months = defaultdict(int)
    for row in rows(found, [COUNTED[what]], period):
        counts[row.month, row.kind] += row.count
    return dict(counts)


def ended(actor: Actor | None, *, territory: str = "") -> list[Ended]:
    """First lives here that are over, by kind, holder and outcome: reused, parts, recycled.

    What came back has been reused once. Ceded, returned or lost is no outcome of the workshop;
    what came as waste is another yield.
    """
    if actor is None or not rights.may(actor, "read_forecast"):
        return []
    found = Device.objects.exclude(collection__legal_basis=LegalBasis.WASTE_STREAM)
    if not is_outside(actor):
        mine = actor.organisation_id
        found = found.filter(Q(custodian_id=mine) | Q(released_by_id=mine))
    if territory:
        found = found.filter(collection__commune__in=communes_of(territory).values("pk"))
    grouped = found.order_by().values_list("kind", "collection__legal_basis", "step")
    once = grouped.annotate(again=Q(cycle__gt=1), n=Count("pk"))
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for kind, basis, step, again, n in once:
        if outcome := _outcome(step, came_back=again):
            counts[kind, HOLDERS.get(basis, "companies"), outcome] += n
    return [Ended(*key, n) for key, n in sorted(counts.items())]


def _outcome(step: str, *, came_back: bool) -> str:
    if came_back or step in {Step.DISTRIBUTED, Step.IN_SERVICE}:
        return "reused"
    return {Step.DISMANTLED.value: "parts", Step.RECYCLED.value: "recycled"}.get(step, "")


def biggest_donor_share(actor: Actor | None, *, territory: str = "") -> float | None:
    """Part of the last twelve months' collections due to the organisation that gave most.

    Households count in the whole, never as one donor; None when nothing was collected.
    """
    if actor is None or not rights.may(actor, "read_forecast"):
        return None
    bring_up_to_date()
    period = _over(12)
    cells = seen(actor, Asked(period, "", territory)).filter(
        figure=Figure.COLLECTED, month__range=(period.first, period.last)
    )
    told = dict(cells.values_list("counterpart_id").annotate(n=Sum("count")))
    whole = sum(told.values())
    return max((n for donor, n in told.items() if donor), default=0) / whole if whole else None


def minutes_by_step(actor: Actor | None, *, months: int = 12) -> dict[str, tuple[float, int]]:
    """Mean minutes before each step's scan, and how many persons made it, five at the least.

    The time since the same person's last scan, when under an hour: what the journal shows of the
    work, not a measure of it. A step made by fewer persons is left out, whoever asks.
    """
    if actor is None or not rights.may(actor, "read_forecast"):
        return {}
    made = Entry.objects.filter(
        user_id__isnull=False, occurred_at__gte=timezone.now() - timedelta(days=31 * months)
    )
    if not is_outside(actor):
        made = made.filter(organisation_id=actor.organisation_id)
    total: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    persons: dict[str, set[int]] = defaultdict(set)
    before: tuple[int, datetime] | None = None
    told = made.annotate(who=F("user_id")).order_by("who", "occurred_at", "pk")
    for who, at, operation in told.values_list("who", "occurred_at", "operation"):
        step = STEPS.get(operation)
        if step and before and before[0] == who and timedelta(0) < at - before[1] <= LONGEST:
            total[step] += (at - before[1]).total_seconds() / 60
            count[step] += 1
            persons[step].add(who)
        before = who, at
    return {
        f"minutes_{step}": (total[step] / count[step], len(persons[step]))
        for step in total
        if len(persons[step]) >= PEOPLE
    }
