"""Where things are: buildings, shelves, trolleys, pallets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from inventory.models.fields import Chained, id_field, known_words, organisation, word_field
from inventory.vocabulary import PlaceKind


class Place(Chained):
    """A place of one organisation, with its own name; closed, nothing is put there any more.

    ``parent`` is the place that it stands in: what a trolley holds goes where the trolley goes.
    ``code`` is that of its label, as a device's, bound once to it.
    """

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=80)
    kind = word_field(PlaceKind, default=PlaceKind.PLACE)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True)
    code = models.CharField(max_length=9, null=True, unique=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="inv_place_name"),
            known_words("kind", PlaceKind, "inv_place_kind"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="inv_place_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pallet(Chained):
    """A lot for recycling: open, then closed and weighed, then removed device by device."""

    id = id_field()
    organisation = organisation()
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=9, null=True, unique=True)
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
