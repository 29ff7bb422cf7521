"""What indicators are counted from: made again from the journal at will, never state."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import id_field, organisation, word_field
from inventory.vocabulary import InsertionContract


class MonthCount(models.Model):
    """How many of one thing in one month: a sum over devices (`inventory.indicators.chain`).

    ``organisation_id`` did it; ``counterpart_id`` gave or received; 0 and the empty text stand
    for nobody and nowhere, so that the key is one of values.
    """

    id = models.BigAutoField(primary_key=True)
    figure = models.CharField(max_length=16)
    month = models.DateField()
    detail = models.CharField(max_length=32, default="", blank=True)
    kind = models.CharField(max_length=20, default="", blank=True)
    organisation_id = models.BigIntegerField(default=0)
    counterpart_id = models.BigIntegerField(default=0)
    commune_id = models.CharField(max_length=24, default="", blank=True)
    count = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["figure", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "figure",
                    "month",
                    "detail",
                    "kind",
                    "organisation_id",
                    "counterpart_id",
                    "commune_id",
                ],
                name="inv_month_count_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.month} {self.count}"


class DeviceCount(models.Model):
    """What one device adds to the months, so that it can be taken away when its chain grows."""

    code = models.CharField(primary_key=True, max_length=9)
    cells = models.TextField(default="[]")

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class CountedUpTo(models.Model):
    """The last journal entry that the counts know; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entry_id = models.CharField(max_length=36, default="", blank=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.entry_id


class DeclaredWork(models.Model):
    """Insertion hours and posts of one workshop for one month and contract, as it declares."""

    id = id_field()
    organisation = organisation()
    month = models.DateField()
    contract = word_field(InsertionContract)
    hours = models.PositiveIntegerField(default=0)
    posts = models.PositiveIntegerField(default=0)
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-month", "contract"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "month", "contract"], name="inv_work_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.hours} h"
