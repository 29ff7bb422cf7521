"""Labels printed ahead, roll by roll, and the media that an organisation describes itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation


class LabelRoll(models.Model):
    """Codes minted together to be printed together; printed_at is their first printing."""

    id = id_field()
    organisation = organisation()
    medium = models.CharField(max_length=40)
    minted_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    printings = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-minted_at"]

    def __str__(self) -> str:
        return f"{self.medium} {self.minted_at:%Y-%m-%d}"


class LabelMedium(models.Model):
    """A medium measured by hand, in millimetres from the top left, as ``labels.sheets.Sheet``."""

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=40)
    page_width = models.FloatField()
    page_height = models.FloatField()
    columns = models.PositiveSmallIntegerField()
    rows = models.PositiveSmallIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    left = models.FloatField()
    top = models.FloatField()
    pitch_x = models.FloatField()
    pitch_y = models.FloatField()
    dpi = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(closed_at=None),
                name="inv_label_medium_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
