"""A file or reading that something is so: raw, content-addressed, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import organisation


class Evidence(models.Model):
    """The bytes lie in the evidence store under their SHA-256; this row says what they are."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveIntegerField()
    reader = models.CharField(max_length=40, default="", blank=True)
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="evidence", null=True
    )
    organisation = organisation()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return self.sha256[:12]


class EvidenceReading(models.Model):
    """What the readers of a day found in a file; read again, it changes, the file never does.

    ``readers`` are their names and versions; ``found`` is ``as_stored`` of each piece.
    """

    evidence = models.OneToOneField(
        Evidence, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    readers = models.JSONField(default=dict)
    found = models.JSONField(default=list)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.evidence_id[:12]} {self.readers}"
