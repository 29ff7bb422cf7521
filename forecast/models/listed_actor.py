"""An actor of the panorama that is not a member of the network: listed, with its source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

ACTOR_STEPS = (
    ("collect", "collecte"),
    ("refurbish", "audit, effacement, réparation"),
    ("distribute", "distribution, vente"),
    ("support", "accompagnement"),
    ("recycle", "recyclage"),
    ("steer", "pilotage"),
)


class ListedActor(models.Model):
    """One place, as a list imported by the pilots says it, or as they typed it.

    ``source`` names the list, or where the pilots read it; the same ``key`` in the same source
    replaces it. ``capacity`` is in devices a year, None when it is not said. ``said_on`` and
    ``organisation`` are of what was typed: the day of its source, and who typed it. A retired
    one is shown nowhere but on the pilots' page. ``imported_at`` is when it last changed.
    """

    source = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    step = models.CharField(max_length=12, choices=ACTOR_STEPS)
    legal_status = models.CharField(max_length=80, blank=True)
    commune = models.ForeignKey("network.Territory", on_delete=models.PROTECT)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    imported_at = models.DateTimeField()
    said_on = models.DateField(null=True)
    organisation = models.ForeignKey(
        "network.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "acteur recensé"
        ordering: ClassVar = ["source", "name", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="forecast_listed_actor"),
            models.CheckConstraint(
                condition=models.Q(step__in=[one for one, _ in ACTOR_STEPS]),
                name="forecast_listed_step",
            ),
        ]

    def __str__(self) -> str:
        return self.name
