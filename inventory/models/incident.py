"""Loss, theft, a proof that falls: what must be assessed, what must come back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation, word_field
from inventory.vocabulary import Decision, IncidentKind


class Incident(models.Model):
    """To be assessed as a breach of personal data within 72 hours (RGPD, article 33).

    ``decision`` and ``assessed_at`` say how it ended; ``why`` names a text of the erasable store.
    """

    id = id_field()
    kind = word_field(IncidentKind)
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="incidents", null=True
    )
    medium = models.ForeignKey(
        "inventory.StorageMedium", on_delete=models.PROTECT, related_name="incidents", null=True
    )
    organisation = organisation()
    opened_at = models.DateTimeField()
    personal_data = models.BooleanField(default=True)
    assessed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=20, choices=Decision.choices(), default="", blank=True)
    why = models.CharField(max_length=36, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "assessed_at"], name="inv_incident_at")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.device_id or self.medium_id}"


class Recall(models.Model):
    """A device already out that turns out not to have been clear."""

    id = id_field()
    device = models.ForeignKey("inventory.Device", on_delete=models.PROTECT, related_name="recalls")
    cycle = models.PositiveIntegerField()
    why = models.CharField(max_length=30)
    how = models.CharField(max_length=30, default="", blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["opened_at"], name="inv_recall_open", condition=Q(closed_at__isnull=True)
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(closed_at=None), name="inv_recall_one_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
