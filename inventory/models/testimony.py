"""What one person states of an erasure, until the second of two people confirms it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation, word_field
from inventory.vocabulary import TestimonyEnd


class Testimony(models.Model):
    """Beside the circuit: it proves nothing. The operation is done by who confirms it.

    ``told`` is the id of an erasable text: the data of the operation, as they were said.
    ``exposures`` are those of the media at that moment: once one has grown, it says nothing more.
    """

    id = id_field()
    organisation = organisation()
    code = models.CharField(max_length=9)
    operation = models.CharField(max_length=20)
    told = models.CharField(max_length=36)
    exposures = models.JSONField()
    by = models.ForeignKey("network.Membership", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("network.Membership", on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    end = word_field(TestimonyEnd, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["stated_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["second"], name="inv_testimony_second", condition=Q(closed_at=None)
            ),
            models.Index(fields=["code"], name="inv_testimony_code", condition=Q(closed_at=None)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end="", closed_at=None) | ~Q(end="") & Q(closed_at__isnull=False),
                name="inv_testimony_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.code}"
