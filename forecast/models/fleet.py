"""Fleets that organisations declare: how many devices of a kind, how often they are renewed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from forecast.models.survey import Answer, new_id
from forecast.vocabulary import Holder, Kind

HOLDERS = tuple(one for one in Holder.choices if one[0] != Holder.HOUSEHOLDS)


class FleetImport(models.Model):
    """One list of fleets, kept whole or not at all; the newest line of an organisation counts."""

    id = models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    lines = models.PositiveIntegerField()

    class Meta:
        verbose_name = "liste de parcs"
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class FleetDraft(models.Model):
    """A list of fleets as it was read, until it is imported or left; one an organisation."""

    organisation = models.OneToOneField(
        "network.Organisation", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name


class Fleet(models.Model):
    """Devices of one kind that one organisation holds in one commune; from a list or an answer.

    ``search_name`` is the folded name: with the commune it tells an organisation from another.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(FleetImport, null=True, on_delete=models.CASCADE)
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE)
    organisation_name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=130)
    commune = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=12, choices=HOLDERS)
    jobs = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=16, choices=Kind)
    devices = models.PositiveIntegerField()
    renewal_years = models.FloatField()
    next_renewal = models.DateField(null=True)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = "parc déclaré"
        ordering: ClassVar = ["commune", "search_name", "kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "search_name", "kind"], name="forecast_fleet_once"
            ),
            models.CheckConstraint(
                condition=models.Q(renewal_years__gt=0), name="forecast_fleet_renewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} : {self.devices} {self.kind}"
