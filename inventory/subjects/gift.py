"""A gift as it is told: what is announced, and what was taken or refused at the door."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from inventory.operations.schema import Data
from inventory.vocabulary import DeviceKind, LegalBasis, RefusalReason, Signed, Witness

MOST = 1000
"""Devices registered in one call: a day of five workshops."""
Count = Annotated[int, Field(ge=0, le=MOST)]
HEAVIEST_G = 50_000_000


class Announced(Data):
    kind: DeviceKind
    count: Annotated[int, Field(ge=1, le=MOST)]


class Gift(Data):
    """``level`` and ``witness`` are the policy of erasure."""

    lines: Annotated[list[Announced], Field(min_length=1, max_length=MOST)]
    legal_basis: LegalBasis | None = None
    level: Literal["clear", "purge"] = "clear"
    witness: Witness = Witness.NONE


class AtTheDoor(Data):
    """``refused`` by kind: how many, and why. ``signed`` is empty when nobody was asked to."""

    received: dict[DeviceKind, Count] = {}
    refused: dict[DeviceKind, tuple[Count, RefusalReason]] = {}
    weight_g: Annotated[int, Field(ge=1, le=HEAVIEST_G)] | None = None
    signed: Signed | None = None
