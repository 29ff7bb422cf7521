"""A filière grown quickly: a few lives lived by the real operations, then told again in bulk.

Each life is a device brought to a step by `perform`. Its copies carry codes, media, proofs and
reservations of their own; their journal is its journal, with their names in it, hashed again by
the code that hashes it. State rows go in by the order that the walls accept, many at a time:
registered, their media declared, proved, then one step after the other. No trigger is disarmed.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import connection, models, transaction

from inventory.codes import mint_codes
from inventory.ids import new_id
from inventory.journal import canonical
from inventory.journal.append import ENTRY_COLUMNS
from inventory.models import (
    Code,
    Delivery,
    Device,
    Entry,
    ErasureProof,
    HandOver,
    Hold,
    Reservation,
    StorageMedium,
)

AT_ONCE = 500
BEFORE = ("collected", "audited", "erased", "ready", "reserved", "delivered", "distributed")
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
SIDE = (ErasureProof, Reservation, Delivery, HandOver, Hold)
STATED = ("statement", "ever_listed", "slot_sim", "slot_card", "tests", "grade", "system",
          "accessories", "capabilities", "brand", "model")  # fmt: skip
BORN = {"code", "kind", "collection_id", "donor_id", "cycle", "cycle_opened_at"}
"""Columns of a device that never change in these lives."""
LAST = ("reservation_id", "head_sequence", "head_hash", "head_at")
"""Columns of each copy's own, set once its rows and its journal are there."""
LIVED = tuple(
    one.attname for one in Device._meta.concrete_fields if one.attname not in {*BORN, *LAST, "step"}
)


@dataclass
class Life:
    """One device and all that is told of it, to be told again."""

    device: Device
    media: list[StorageMedium]
    sides: list[models.Model]
    chain: list[Entry]
    path: Sequence[str] = ()
    ids: list[str] = field(default_factory=list)
    _parts: dict[str, list[str]] = field(default_factory=dict)

    def parts(self, text: str) -> list[str]:
        """A text cut where a copy says otherwise: every second part is its own to say."""
        if text not in self._parts:
            self._parts[text] = self.said.split(text)
        return self._parts[text]

    @cached_property
    def said(self) -> re.Pattern[str]:
        """Whatever a copy says otherwise: names, hashes, moments."""
        names = [self.device.pk, str(self.device.collection_id), *self.ids]
        names += [m.serial_key for m in self.media]
        for entry in self.chain:
            names += [entry.pk, entry.hash, *([entry.batch] if entry.batch else [])]
        return re.compile("(" + "|".join([*map(re.escape, names), MOMENT]) + ")")

    @classmethod
    def of(cls, code: str) -> Life:
        device = Device.objects.get(pk=code)
        media = list(StorageMedium.objects.filter(device=code))
        sides: list[models.Model] = list(ErasureProof.objects.filter(medium__in=media))
        for model in SIDE[1:]:
            sides += list(model._default_manager.filter(device=code))
        chain = list(Entry.objects.filter(subject_kind="device", subject_id=code))
        path = [*BEFORE[: BEFORE.index(device.step)], device.step] if device.step in BEFORE else [
            "collected", "audited", "erased", device.step]  # fmt: skip
        ids = [str(row.pk) for row in (*media, *sides)]
        return cls(device, media, sides, sorted(chain, key=lambda e: e.sequence), path, ids)


@dataclass(slots=True)
class Copy:
    life: Life
    code: str
    names: dict[str, str]
    shift: timedelta
    more: dict[str, Any]

    def renamed(self, value: Any) -> Any:
        """A column's value, in the words of the copy."""
        if isinstance(value, str):
            return self.names.get(value, value)
        return value - self.shift if isinstance(value, datetime) else value

    def told(self, text: str) -> str:
        """A text of the journal, in the words and at the moments of the copy."""
        parts = self.life.parts(text)
        if len(parts) == 1:
            return text
        own = parts.copy()
        own[1::2] = [self.names.get(part) or self._moment(part) for part in parts[1::2]]
        return "".join(own)

    def _moment(self, text: str) -> str:
        said = canonical.moment(datetime.fromisoformat(text) - self.shift)
        self.names[text] = said
        return said

    def row(self, model: models.Model) -> models.Model:
        columns = {f.attname: self.renamed(getattr(model, f.attname))
                   for f in model._meta.concrete_fields}  # fmt: skip
        return type(model)(**columns | self.more.get(type(model).__name__, {}))


def copies(life: Life, count: int, lines: Sequence[str], gifts: Sequence[Any]) -> Iterator[Copy]:
    chance = random.Random(life.device.pk)
    spread = 24 * 30
    codes = mint_codes(count=count, organisation_id=life.chain[0].organisation_id)
    for code in codes:
        gift, donor = chance.choice(gifts)
        names = {life.device.pk: code} | {key: new_id() for key in life.ids}
        names[str(life.device.collection_id)] = gift
        names |= {m.serial_key: uuid.uuid4().hex[:16].upper() for m in life.media}
        more = {"Device": {"collection_id": gift, "donor_id": donor},
                "Reservation": {"line_id": chance.choice(lines)}}  # fmt: skip
        yield Copy(life, code, names, timedelta(days=chance.randrange(spread)), more)


def multiply(life: Life, count: int, lines: Sequence[str], gifts: Sequence[Any]) -> None:
    """So many devices that lived this life, each on days and for a donor of its own."""
    made = list(copies(life, count, lines, gifts))
    for start in range(0, len(made), AT_ONCE):
        with transaction.atomic():
            _live(life, made[start : start + AT_ONCE])


def _live(life: Life, some: list[Copy]) -> None:
    """Each row in the order that the walls accept; the journal says the same at the end."""
    entries = [_entries(one) for one in some]
    here = Device.objects.filter(pk__in=[one.code for one in some])
    end = {name: getattr(life.device, name) for name in LIVED}
    _register(life, some)
    _declare_media(life, some)
    _sides(some, (ErasureProof,))
    if "erased" in life.path:
        _proved([one.names[m.pk] for one in some for m in life.media])
    if len(life.path) > 1:
        here.update(**{name: end[name] for name in STATED})
        for step in life.path[1:-1]:
            here.update(step=step)
        here.update(**end, step=life.path[-1])
    _sides(some, (Reservation, Delivery, HandOver, Hold))
    if life.device.step == "distributed":
        StorageMedium.objects.filter(device__in=here).update(exposure=2, proof_id=None)
    _set_heads(some, [chain[-1] for chain in entries])
    _append([entry for chain in entries for entry in chain])


def _register(life: Life, some: list[Copy]) -> None:
    """As they stood on the first day: nothing stated, nothing reserved."""
    blank = Device(code="0", kind=life.device.kind, step="collected")
    blank.custodian_id = life.chain[0].organisation_id
    devices = [one.row(life.device) for one in some]
    for device in devices:
        for name in (*LIVED, *LAST, "step"):
            setattr(device, name, getattr(blank, name))
    Device.objects.bulk_create(devices)  # type: ignore[arg-type]
    codes = [one.code for one in some]
    Code.objects.filter(pk__in=codes).update(bound_kind="device", bound_id=models.F("code"))


def _declare_media(life: Life, some: list[Copy]) -> None:
    """Each at its first exposure, which began before what proves it."""
    media = [one.row(m) for one in some for m in life.media]
    for medium in media:
        medium.exposure, medium.proof_id, medium.version = 1, None, 1  # type: ignore[attr-defined]
        medium.exposed_at -= timedelta(minutes=10)  # type: ignore[attr-defined]
    StorageMedium.objects.bulk_create(media)  # type: ignore[arg-type]


def _set_heads(some: list[Copy], last: list[dict[str, Any]]) -> None:
    """What each chain ends with, and each device's own reservation."""
    rows = [
        (end["sequence"], end["hash"], _bound(end["occurred_at"]), _reservation(one), one.code)
        for end, one in zip(last, some, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE inventory_device SET head_sequence = %s, head_hash = %s, head_at = %s,"
            " reservation_id = %s WHERE code = %s",
            rows,
        )


def _bound(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _reservation(one: Copy) -> str | None:
    kept = one.life.device.reservation_id
    return one.names[kept] if kept else None


def _sides(some: list[Copy], kinds: tuple[type[models.Model], ...]) -> None:
    for model in kinds:
        rows = [one.row(row) for one in some for row in one.life.sides if type(row) is model]
        model._default_manager.bulk_create(rows)


def _proved(media: list[str]) -> None:
    proofs = ErasureProof.objects.filter(medium=models.OuterRef("pk")).values("pk")[:1]
    StorageMedium.objects.filter(pk__in=media).update(proof_id=models.Subquery(proofs))


def _entries(one: Copy) -> list[dict[str, Any]]:
    """The chain of a copy: the same bytes as the journal would write for it."""
    made = []
    for entry in one.life.chain:
        one.names[entry.pk] = new_id()
        if entry.batch:
            one.names[entry.batch] = str(uuid.uuid4())
        text = one.told(entry.canonical)
        one.names[entry.hash] = canonical.sha256(text)
        columns = {name: getattr(entry, name) for name in ENTRY_COLUMNS}
        for name, value in columns.items():
            if isinstance(value, datetime):
                columns[name] = value - one.shift
            elif isinstance(value, str):
                columns[name] = one.told(value)
        made.append(columns | {"canonical": text})
    return made


def _append(entries: list[dict[str, Any]]) -> None:
    names = ", ".join(ENTRY_COLUMNS)
    slots = ", ".join(["%s"] * len(ENTRY_COLUMNS))
    rows = [
        [_bound(v) if isinstance(v, datetime) else v for v in (e[n] for n in ENTRY_COLUMNS)]
        for e in entries
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO inventory_entry ({names}) VALUES ({slots})", rows)
