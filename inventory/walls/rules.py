"""All the rules of the wall, and the tables they protect. Each engine says them its own way."""

from __future__ import annotations

from functools import cache

from django.db.models import Model, UniqueConstraint

from filiere.network.models import Organisation
from inventory.models import (
    Certificate,
    Code,
    Device,
    Entry,
    ErasureProof,
    Evidence,
    Seal,
    SealLeaf,
    StorageMedium,
)
from inventory.walls.rule import Rule

TABLES: dict[str, type[Model]] = {
    "device": Device,
    "medium": StorageMedium,
    "proof": ErasureProof,
    "entry": Entry,
    "seal": Seal,
    "leaf": SealLeaf,
    "code": Code,
    "evidence": Evidence,
    "certificate": Certificate,
    "ground": Certificate.proofs.through,
    "organisation": Organisation,
}
PROMISE = ("device", "medium", "proof")
"""Tables that hold the promise together: PostgreSQL locks across them."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule; read when asked, once the models and the circuit are there."""
    from inventory.walls import device_rules, kept_rules, medium_rules, proof_rules

    return (
        *device_rules.RULES,
        *medium_rules.RULES,
        *proof_rules.RULES,
        *kept_rules.RULES,
    )


def unique_columns(model: type[Model]) -> list[tuple[str, ...]]:
    """Sets of columns that name one row: by each of them REPLACE would delete another."""
    meta = model._meta
    columns = {field.name: field.column for field in meta.concrete_fields}
    found: list[tuple[str, ...]] = [
        (field.column,) for field in meta.concrete_fields if field.unique
    ]
    found += [tuple(columns[name] for name in names) for names in meta.unique_together]
    found += [
        tuple(columns[name] for name in constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return found
