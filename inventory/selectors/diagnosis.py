"""What the diagnostic prints of the circuit: the indicators of Objectif 3, the fleet, requests.

Read with the eyes of the network: counts of persons are one whole year of the whole network,
small ones hidden and the others rounded, exactly as the page of indicators tells them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max

from filiere.network.actor import SYSTEM
from filiere.network.territories import communes_of
from inventory.indicators.board import MAKERS
from inventory.indicators.counting import bring_up_to_date
from inventory.indicators.data import Everything, load
from inventory.indicators.definitions import BY_KEY
from inventory.indicators.periods import period_of
from inventory.indicators.reading import Asked
from inventory.indicators.secrecy import Node, hidden_keys, rounded
from inventory.models import Device, Entry, RequestLine
from inventory.vocabulary import DeviceKind, Step

OBJECTIVE = ("collectes", "reconditionnes", "occasion", "distribues", "structures", "personnes")


@dataclass(frozen=True, slots=True)
class Line:
    """One count of an indicator; ``value`` None: not to be told."""

    label: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator of Objectif 3 and its details; ``everywhere``: of the whole network."""

    key: str
    name: str
    definition: str
    unit: str
    when: str
    everywhere: bool
    value: int | None
    by_kind: tuple[Line, ...]
    by_mode: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Fleet:
    """Devices of the circuit of one kind and system; empty texts where nothing is stated."""

    kind: str
    system: str
    processor: str
    count: int


def objective_three(*, territory: str) -> list[Counted]:
    """What was collected, reconditioned, distributed; structures and persons who benefited."""
    bring_up_to_date()
    told = load(SYSTEM, Asked(period_of("12"), "", territory))
    return [_counted(key, told) for key in OBJECTIVE]


def _counted(key: str, told: Everything) -> Counted:
    section, indicator = MAKERS[key](told), BY_KEY[key]
    everywhere = indicator.persons or key == "structures"
    period = (told.persons if everywhere else told.open).period
    tables = {table.key: table for table in section.tables}
    by_kind, by_mode = (
        tuple(Line(row.label, _whole(row.values[0])) for row in tables[name].rows)
        if name in tables
        else ()
        for name in ("type", "remise")
    )
    first = section.tables[0].total if section.tables else None
    value = _whole(first.values[0]) if first else None if "nd" in section.figure else 0
    if key == "structures":
        value = len(told.persons.structures)
    when = period.label.lower()
    return Counted(
        key,
        indicator.name,
        indicator.definition,
        indicator.unit,
        when,
        everywhere,
        value,
        by_kind,
        by_mode,
    )


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None


def fleet(*, territory: str) -> list[Fleet]:
    """Every device registered here, whatever became of it, by kind, system and processor."""
    found = Device.objects.exclude(step=Step.VOID).filter(
        collection__commune__in=communes_of(territory).values("pk")
    )
    rows = found.order_by().values_list("kind", "system", "capabilities__cpu")
    grouped = rows.annotate(n=Count("pk"))
    return sorted(
        (Fleet(kind, system, cpu or "", n) for kind, system, cpu, n in grouped),
        key=lambda one: (one.kind, one.system, one.processor),
    )


def asked_for(*, territory: str) -> list[Line]:
    """Devices that structures of a territory asked for since the start, by kind; few are hidden."""
    inside = communes_of(territory).values("pk")
    lines = RequestLine.objects.filter(request__structure__territory__in=inside)
    counts: Counter[str] = Counter()
    for kind, quantity in lines.values_list("kind", "quantity"):
        counts[kind] += quantity
    kinds = [kind for kind in DeviceKind if counts[kind.value]]
    tree = Node(
        "total", sum(counts.values()), tuple(Node(one.value, counts[one.value]) for one in kinds)
    )
    hidden = hidden_keys(tree)
    return [
        Line(one.label, None if one.value in hidden else rounded(counts[one.value]))
        for one in kinds
    ]


def activity(*, territory: str) -> dict[str, int]:
    """Devices made available in twelve months by each organisation of the network, by name."""
    bring_up_to_date()
    told = load(SYSTEM, Asked(period_of("12"), "", territory))
    found: Counter[str] = Counter()
    for key in ("reconditionnes", "occasion"):
        for table in MAKERS[key](told).tables:
            if table.key == "organisation":
                for row in table.rows:
                    found[row.label] += _whole(row.values[0]) or 0
    return dict(found)


def state_of_journal() -> str:
    """The id of the last entry: what was counted before it is still true after, until another."""
    return Entry.objects.aggregate(last=Max("pk"))["last"] or ""
