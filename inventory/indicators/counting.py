"""Keeping the counts true: devices touched since last time are folded again.

Only devices that the journal told of since the last entry counted are read; what each of them
had added is taken away, what it adds now is added. `recount` makes everything again from the
journal, `differences` compares: an incremental count is worth only what proves it.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from filiere.network.models import Organisation
from inventory.indicators.chain import Amounts, Cell, Context, Line, fold
from inventory.models import CountedUpTo, Device, DeviceCount, Entry, HandOver, MonthCount
from inventory.vocabulary import SubjectKind

LATE = timedelta(seconds=60)
"""An entry whose number is older may still be on its way to the disk: read so far back."""
AT_ONCE = 400
CELL_COLUMNS = (
    "figure",
    "month",
    "detail",
    "kind",
    "organisation_id",
    "counterpart_id",
    "commune_id",
)
UPSERT = """
    INSERT INTO inventory_monthcount
        (figure, month, detail, kind, organisation_id, counterpart_id, commune_id, count, amount)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (figure, month, detail, kind, organisation_id, counterpart_id, commune_id)
    DO UPDATE SET count = inventory_monthcount.count + excluded.count,
                  amount = inventory_monthcount.amount + excluded.amount
"""


def bring_up_to_date() -> None:
    """Count what the journal says since last time; nothing is written when nothing is new."""
    known = CountedUpTo.objects.filter(pk=1).first()
    if known is not None and _is_settled(known):
        return
    with transaction.atomic():
        CountedUpTo.objects.get_or_create(pk=1)
        known = CountedUpTo.objects.select_for_update().get(pk=1)
        last = Entry.objects.aggregate(last=Max("pk"))["last"] or ""
        for codes in batched(_touched_since(known.entry_id), AT_ONCE):
            _replace(codes)
        CountedUpTo.objects.filter(pk=1).update(entry_id=last, counted_at=timezone.now())


def recount() -> int:
    """Forget every count and make them again from the journal; how many devices were read."""
    with transaction.atomic():
        CountedUpTo.objects.get_or_create(pk=1)
        CountedUpTo.objects.select_for_update().get(pk=1)
        DeviceCount.objects.all().delete()
        MonthCount.objects.all().delete()
        last = Entry.objects.aggregate(last=Max("pk"))["last"] or ""
        read = 0
        total: Counter[Cell] = Counter()
        amount: Counter[Cell] = Counter()
        for codes in batched(Device.objects.order_by("pk").values_list("pk", flat=True), AT_ONCE):
            made = dict(_folded(codes))
            read += len(made)
            DeviceCount.objects.bulk_create(_kept(made))
            _sum(made.values(), total, amount)
        _apply(total, amount)
        CountedUpTo.objects.filter(pk=1).update(entry_id=last, counted_at=timezone.now())
    return read


def differences() -> list[str]:
    """Where the counts kept are not what the journal says, in French; nothing when all is well."""
    total: Counter[Cell] = Counter()
    amount: Counter[Cell] = Counter()
    for codes in batched(Device.objects.order_by("pk").values_list("pk", flat=True), AT_ONCE):
        _sum((cells for _, cells in _folded(codes)), total, amount)
    kept = {
        Cell(*row[:7]): (row[7], row[8])
        for row in MonthCount.objects.values_list(*CELL_COLUMNS, "count", "amount")
        if row[7] or row[8]
    }
    told = {cell: (n, amount[cell]) for cell, n in total.items() if n}
    return [
        f"{cell.figure} {cell.detail} {cell.month:%m/%Y} {cell.kind} : "
        f"gardé {kept.get(cell, (0, 0))}, le journal dit {told.get(cell, (0, 0))}"
        for cell in sorted(set(kept) | set(told))
        if kept.get(cell) != told.get(cell)
    ]


def batched(codes: Iterable[str], size: int) -> Iterator[list[str]]:
    """The codes, so many at a time."""
    left = iter(codes)
    while some := list(islice(left, size)):
        yield some


def _is_settled(known: CountedUpTo) -> bool:
    """Nothing is newer, and whatever was on its way had the time to arrive."""
    if Entry.objects.filter(pk__gt=known.entry_id).exists():
        return False
    if not known.entry_id or known.counted_at is None:
        return bool(known.counted_at)
    return known.counted_at >= _made_at(known.entry_id) + LATE


def _made_at(entry_id: str) -> datetime:
    """The moment that a UUIDv7 carries."""
    milliseconds = uuid.UUID(entry_id).int >> 80
    return datetime.fromtimestamp(milliseconds / 1000, tz=timezone.get_current_timezone())


def _touched_since(entry_id: str) -> list[str]:
    entries = Entry.objects.filter(subject_kind=SubjectKind.DEVICE)
    if entry_id:
        bound = int((_made_at(entry_id) - LATE).timestamp() * 1000)
        entries = entries.filter(pk__gte=str(uuid.UUID(int=bound << 80)))
    return sorted(entries.order_by().values_list("subject_id", flat=True).distinct())


def _replace(codes: Sequence[str]) -> None:
    total: Counter[Cell] = Counter()
    amount: Counter[Cell] = Counter()
    for row in DeviceCount.objects.filter(pk__in=codes):
        for *key, n, much in json.loads(row.cells):
            cell = Cell(key[0], date.fromisoformat(key[1]), *key[2:])
            total[cell] -= n
            amount[cell] -= much
    made = dict(_folded(codes))
    _sum(made.values(), total, amount)
    DeviceCount.objects.bulk_create(
        _kept(made), update_conflicts=True, unique_fields=["code"], update_fields=["cells"]
    )
    _apply(total, amount)


def _sum(found: Iterable[Amounts], total: Counter[Cell], amount: Counter[Cell]) -> None:
    for cells in found:
        for cell, (n, much) in cells.items():
            total[cell] += n
            amount[cell] += much


def _kept(made: dict[str, Amounts]) -> list[DeviceCount]:
    return [
        DeviceCount(
            code=code,
            cells=json.dumps(
                [
                    [c.figure, c.month.isoformat(), *c[2:], n, much]
                    for c, (n, much) in sorted(cells.items())
                ]
            ),
        )
        for code, cells in made.items()
    ]


def _apply(total: Counter[Cell], amount: Counter[Cell]) -> None:
    rows = [(*cell, n, amount[cell]) for cell, n in sorted(total.items()) if n or amount[cell]]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)


def _folded(codes: Sequence[str]) -> Iterator[tuple[str, Amounts]]:
    """Each device of these codes and its cells."""
    contexts = _contexts(codes)
    entries = Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id__in=codes)
    rows = entries.order_by("subject_id", "sequence").values_list(
        "subject_id",
        "operation",
        "step_before",
        "step_after",
        "occurred_at",
        "organisation_id",
        "data",
        "effects",
    )
    lines = (Line(*row) for row in rows)
    for code, chain in groupby(lines, key=attrgetter("code")):
        if code in contexts:
            yield code, fold(chain, contexts[code])


def _contexts(codes: Sequence[str]) -> dict[str, Context]:
    communes = dict(Organisation.objects.exclude(territory=None).values_list("pk", "territory_id"))
    first = _first_of_lots(codes)
    rows = Device.objects.filter(pk__in=codes).values_list(
        "pk",
        "kind",
        "step",
        "collection__legal_basis",
        "collection__donor_id",
        "collection__commune_id",
    )
    return {
        code: Context(
            kind=kind,
            step=step,
            legal_basis=basis,
            donor=donor or 0,
            donor_commune=commune or communes.get(donor) or "",
            structure_communes=communes,
            first_of_lot=first,
        )
        for code, kind, step, basis, donor, commune in rows
    }


def _first_of_lots(codes: Sequence[str]) -> frozenset[str]:
    """Hand-overs of these devices that count a person: alone, or the first of their lot."""
    mine = HandOver.objects.filter(device__in=codes)
    alone = mine.filter(lot="").values_list("pk", flat=True)
    lots = mine.exclude(lot="").values("lot")
    firsts = HandOver.objects.filter(lot__in=lots).values("structure", "lot").annotate(Min("pk"))
    return frozenset(alone) | frozenset(row["pk__min"] for row in firsts.order_by())
