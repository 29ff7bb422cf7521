"""Certificates of erasure: signed once, kept as they were signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation
from inventory.models.medium import ErasureProof


class Certificate(models.Model):
    """One device and cycle, or one collection. ``canonical`` is what was signed (RFC 8785).

    ``proofs`` are those it rests on: one of them withdrawn, the certificate is withdrawn.
    """

    id = id_field()
    number = models.CharField(max_length=40, unique=True)
    collection = models.ForeignKey(
        "inventory.Collection", on_delete=models.PROTECT, related_name="certificates"
    )
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="certificates", null=True
    )
    cycle = models.PositiveIntegerField(default=1)
    organisation = organisation()
    issued_at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    canonical = models.TextField()
    signature = models.CharField(max_length=128)
    proofs: models.ManyToManyField[ErasureProof, models.Model] = models.ManyToManyField(
        ErasureProof, related_name="certificates"
    )

    class Meta:
        ordering: ClassVar = ["-issued_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cycle__gte=1), name="inv_certificate_cycle"),
        ]

    def __str__(self) -> str:
        return self.number
