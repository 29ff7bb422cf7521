"""What a structure says beside the circuit: what arrived, and bands of who received."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.bands import BANDS
from inventory.models.fields import id_field, organisation, word_field


class Arrival(models.Model):
    """What its structure says of one delivered device: it arrived, or was not in the lot.

    The request's chain tells it too (``receive``); custody does not move.
    """

    id = id_field()
    delivery = models.OneToOneField(
        "inventory.Delivery", on_delete=models.PROTECT, related_name="arrival"
    )
    structure = organisation()
    arrived = models.BooleanField()
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-told_at"]
        indexes: ClassVar = [
            models.Index(fields=["structure", "arrived"], name="inv_arrival_missing")
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {'arrivé' if self.arrived else 'manque'}"


class HandOverBands(models.Model):
    """Bands of one person who received, on the first hand-over of the lot: counts persons.

    Beside the journal and outside every proof: nothing here names anybody, and all of it may
    be deleted. ``""`` is no answer.
    """

    hand_over = models.OneToOneField(
        "inventory.HandOver", primary_key=True, on_delete=models.PROTECT, related_name="bands"
    )
    age = word_field(BANDS["age"][1], default="", blank=True)
    household = word_field(BANDS["household"][1], default="", blank=True)
    qpv = word_field(BANDS["qpv"][1], default="", blank=True)
    minima = word_field(BANDS["minima"][1], default="", blank=True)
    accompaniment = word_field(BANDS["accompaniment"][1], default="", blank=True)
    connection = word_field(BANDS["connection"][1], default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__in": ["", *(member.value for member in words)]}),
                name=f"inv_bands_{name}",
            )
            for name, (_, words) in BANDS.items()
        ]

    def __str__(self) -> str:
        return str(self.hand_over_id)
