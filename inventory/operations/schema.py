"""What the data of an operation is made of. Free text is marked, so that it can be forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from inventory import signatures
from inventory.refusals import Refused

RFC_3339 = re.compile(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")


class Data(BaseModel):
    """Base of every operation's data: nothing unknown is let in, nothing is changed after."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class NoData(Data):
    """For operations that need nothing but the scan."""


@dataclass(frozen=True, slots=True)
class Erasable:
    """Marks a text that lies in the erasable store; the journal keeps its id and salted hash."""

    kind: str
    days: int


def _printable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("le caractère NUL n'est pas accepté")
    return text


def _signed(text: str) -> str:
    try:
        return signatures.read(text)
    except Refused as refused:
        raise ValueError(refused.detail) from refused


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("indiquez le fuseau horaire, par exemple 2026-03-01T10:00:00Z")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("cette date n'est pas possible") from None


def text_only(value: Any) -> Any:
    """A moment as RFC 3339 writes it: a bare number is not one."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, str) and RFC_3339.match(value):
        return value
    raise ValueError("doit être une date et une heure, par exemple 2026-03-01T10:00:00Z")


Printable = AfterValidator(_printable)
Moment = Annotated[datetime, BeforeValidator(text_only), AfterValidator(_aware)]
Ref = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=60, pattern=r"^[\w ./:°#-]+$", strip_whitespace=True
    ),
    Printable,
]
"""A number of slip, ticket, order, certificate: a reference, never a sentence."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=120), Printable]
"""A brand, a model, a serial number as printed."""
Note = Annotated[
    str, StringConstraints(min_length=1, max_length=2000), Printable, Erasable("note", 730)
]
PersonRef = Annotated[
    str, StringConstraints(min_length=1, max_length=80), Printable, Erasable("reference", 1825)
]
Signature = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200_000),
    Printable,
    AfterValidator(_signed),
    Erasable("signature", 1825),
]
"""Words, or a picture as ``inventory.signatures`` keeps it: never a blank one."""
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200), Printable, Erasable("name", 1825)
]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w-]+$")]
OrganisationId = Annotated[int, Field(gt=0, lt=2**31)]
Quantity = Annotated[int, Field(ge=1, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=6000)]
Cents = Annotated[int, Field(ge=0, le=1_000_000)]
Grams = Annotated[int, Field(ge=1, le=2_000_000)]
SizeGb = Annotated[int, Field(ge=0, le=1_000_000)]


@cache
def erasable_fields(model: type[BaseModel]) -> dict[str, Erasable]:
    """The fields of this schema whose text is kept apart."""
    found: dict[str, Erasable] = {}
    for name, info in model.model_fields.items():
        mark = _mark(info.metadata) or _mark_of_union(info.annotation)
        if mark:
            found[name] = mark
    return found


def _mark(metadata: Any) -> Erasable | None:
    return next((item for item in metadata if isinstance(item, Erasable)), None)


def _mark_of_union(annotation: Any) -> Erasable | None:
    for part in getattr(annotation, "__args__", ()):
        mark = _mark(getattr(part, "__metadata__", ()))
        if mark:
            return mark
    return None
