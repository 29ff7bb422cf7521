"""Seals: the heads of every chain, signed, each holding the one before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Seal(models.Model):
    """``heads_digest`` covers the head of every chain; the leaves of a seal are those that moved.

    ``signature`` is Ed25519 over the RFC 8785 bytes kept in ``canonical``.
    """

    number = models.PositiveIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, default="", blank=True)
    chains = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()
    leaves_digest = models.CharField(max_length=64)
    heads_digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    canonical = models.TextField()
    signature = models.CharField(max_length=128)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class SealLeaf(models.Model):
    """The head of one chain at the time of a seal."""

    id = models.BigAutoField(primary_key=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves")
    subject_kind = models.CharField(max_length=12)
    subject_id = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seal", "subject_kind", "subject_id"], name="inv_leaf_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.sequence}"
