"""Where things are: buildings, shelves, trolleys, pallets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import Chained, id_field, organisation


class Place(Chained):
    """A place of one organisation, with its own name; closed, nothing is put there any more."""

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="inv_place_name")
        ]

    def __str__(self) -> str:
        return self.name


class Pallet(Chained):
    """A lot for recycling: open, then closed and weighed, then removed device by device."""

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    weight_g = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="inv_pallet_name"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(weight_g__gt=0), name="inv_pallet_weighed"
            ),
        ]

    def __str__(self) -> str:
        return self.name
