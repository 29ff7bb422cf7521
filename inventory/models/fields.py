"""Columns that several models share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Upper

from inventory.ids import new_id
from inventory.vocabulary import Word


def id_field() -> Any:
    """A UUIDv7 kept as text, the same on both engines and in the journal."""
    return models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)


def word_field(words: type[Word], **options: Any) -> Any:
    return models.CharField(max_length=20, choices=words.choices(), **options)


def organisation(related_name: str = "+", **options: Any) -> Any:
    return models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name=related_name, **options
    )


def known_words(field: str, words: type[Word], name: str) -> models.CheckConstraint:
    """Only words of the vocabulary enter this column."""
    values = [member.value for member in words]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)


class SerialKey(Upper):
    """A serial or an asset tag without what tells nothing apart, as an index keeps it.

    Literals only, no parameter: SQLite uses an index on an expression only when it is the
    same text. `inventory.evidence.serials.serial_key` is the judge of what this finds.
    """

    template = (
        "UPPER(REPLACE(REPLACE(REPLACE(REPLACE(%(expressions)s, '-', ''), '_', ''), '.', ''),"
        " ' ', ''))"
    )


class Chained(models.Model):
    """A subject of the journal: the head of its chain is kept beside its state."""

    head_sequence = models.IntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="", blank=True)
    head_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
