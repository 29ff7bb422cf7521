"""Counting what is at a place: what was expected, and what was seen there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation


class PlaceCount(models.Model):
    """One count of a place, told in its chain: open, then closed for good.

    ``expected`` is what the journal had there when it was opened: place by code.
    """

    id = id_field()
    organisation = organisation()
    place = models.ForeignKey("inventory.Place", on_delete=models.PROTECT, related_name="counts")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    expected = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(closed_at=None), name="inv_count_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.opened_at:%Y-%m-%d}"


class CountLine(models.Model):
    """One code of a count: seen, told by its own chain; or not, told when the count is closed.

    ``was_at`` is where the journal had it just then; ``here`` whether that was in the place
    counted; ``closed_at`` is when the scan was undone.
    """

    id = id_field()
    count = models.ForeignKey(PlaceCount, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=9)
    seen_at = models.DateTimeField(null=True)
    here = models.BooleanField(default=True)
    was_at = models.CharField(max_length=36, null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["code"], name="inv_count_line_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["count", "code"],
                condition=Q(closed_at=None),
                name="inv_count_line_once",
            )
        ]

    def __str__(self) -> str:
        return self.code
