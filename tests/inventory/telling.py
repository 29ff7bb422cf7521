"""Rows made at once for a test, told in the journal as the verbs that make them would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.journal.append import Moment
from inventory.journal.subjects import CHAINED, record
from inventory.rows import TABLES, columns, told
from inventory.state import Change

MADE, CHANGED = "made", "changed"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Before whatever a test tells next."""
NOBODY = Actor("user", 1, 1, None, 1, "workshop", "operator", "Personne fictive")


def told_of(subject: models.Model, *lines: models.Model) -> None:
    """One entry in the chain of this row, that creates it and its lines."""
    kind = next(name for name, model in CHAINED.items() if model is type(subject))
    changes = [_created(row) for row in (subject, *lines)]
    _record(kind, str(subject.pk), MADE, changes)


def change_told(subject: models.Model, **values: Any) -> None:
    """Change columns of this row, and say so in its chain."""
    type(subject)._default_manager.filter(pk=subject.pk).update(**values)
    kind = next(name for name, model in CHAINED.items() if model is type(subject))
    _record(kind, str(subject.pk), CHANGED, [Change(_table(subject), str(subject.pk), values)])


def _record(kind: str, key: str, operation: str, changes: list[Change]) -> None:
    house = Organisation.objects.order_by("pk").values_list("pk", flat=True)[0]
    when = Moment(replace(NOBODY, organisation_id=house), LONG_AGO, LONG_AGO)
    with transaction.atomic():
        record(kind, key, operation, when, {}, effects=[told(change) for change in changes])


def _created(row: models.Model) -> Change:
    table = _table(row)
    values = {name: getattr(row, name) for name in columns(table)}
    return Change(table, str(row.pk), values, new=True)


def _table(row: models.Model) -> str:
    return next(name for name, model in TABLES.items() if model is type(row))
