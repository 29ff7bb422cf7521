"""Anything that can hold personal data, and the proofs that it holds none."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import Chained, id_field, known_words, organisation, word_field
from inventory.vocabulary import MediumKind, MediumStatus


class StorageMedium(Chained):
    """In a device, or loose with its own code, custody, place and chain.

    ``exposure`` grows each time somebody may write on it; ``proof_id`` names the valid proof of
    the present exposure. ``version`` counts its changes, whatever chain told them.
    """

    id = id_field()
    kind = word_field(MediumKind)
    status = word_field(MediumStatus, default=MediumStatus.FITTED)
    device = models.ForeignKey(
        "inventory.Device", on_delete=models.PROTECT, related_name="media", null=True
    )
    serial = models.CharField(max_length=120, default="", blank=True)
    serial_key = models.CharField(max_length=120, default="", blank=True)
    size_gb = models.PositiveIntegerField(null=True)
    model = models.CharField(max_length=120, default="", blank=True)
    slot = models.CharField(max_length=10, default="", blank=True)
    exposure = models.PositiveIntegerField(default=1)
    exposed_at = models.DateTimeField()
    failed = models.BooleanField(default=False)
    proof_id = models.CharField(max_length=36, null=True)
    origin_code = models.CharField(max_length=9, default="", blank=True)
    origin_collection = models.CharField(max_length=36, default="", blank=True)
    holder_service = models.CharField(max_length=36, default="", blank=True)
    last_code = models.CharField(max_length=9, default="", blank=True)
    code = models.CharField(max_length=9, null=True, unique=True)
    custodian = organisation(null=True)
    place_id = models.CharField(max_length=36, null=True)
    offer_to = organisation(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["serial_key"], name="inv_medium_serial"),
            models.Index(fields=["last_code", "serial_key"], name="inv_medium_last"),
            models.Index(fields=["custodian", "status"], name="inv_medium_at"),
            models.Index(
                fields=["offer_to", "id"],
                name="inv_medium_offered",
                condition=Q(offer_to__isnull=False),
            ),
            models.Index(
                fields=["serial", "device"],
                name="inv_medium_searched",
                condition=Q(device__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            known_words("kind", MediumKind, "inv_medium_kind"),
            known_words("status", MediumStatus, "inv_medium_status"),
            models.CheckConstraint(condition=Q(exposure__gte=1), name="inv_medium_exposure"),
            models.CheckConstraint(
                condition=Q(status=MediumStatus.FITTED, device__isnull=False)
                | (~Q(status=MediumStatus.FITTED) & Q(device__isnull=True)),
                name="inv_medium_fitted_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[MediumStatus.LOOSE, MediumStatus.LOST])
                | Q(code__isnull=False, custodian__isnull=False),
                name="inv_medium_loose_has_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.serial or self.id}"


class ErasureProof(models.Model):
    """One result for one medium and one exposure; never changed, at most withdrawn.

    It rests on one disc entry of one evidence file (used once), or on a typed statement.
    """

    id = id_field()
    medium = models.ForeignKey(StorageMedium, on_delete=models.PROTECT, related_name="proofs")
    exposure = models.PositiveIntegerField()
    result = models.CharField(max_length=10)
    method = models.CharField(max_length=80, default="", blank=True)
    level = models.CharField(max_length=10, default="", blank=True)
    tool = models.CharField(max_length=120, default="", blank=True)
    verified = models.BooleanField(default=False)
    ended_at = models.DateTimeField()
    recorded_by = organisation()
    second_id = models.BigIntegerField(null=True)
    slip = models.CharField(max_length=60, default="", blank=True)
    basis = models.CharField(max_length=10, default="statement")
    evidence_sha = models.CharField(max_length=64, null=True)
    evidence_index = models.PositiveIntegerField(null=True)
    withdrawn = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result__in=["success", "failed"]), name="inv_proof_result"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", "clear", "purge", "destroy"]), name="inv_proof_level"
            ),
            models.CheckConstraint(
                condition=Q(basis="statement", evidence_sha__isnull=True)
                | Q(basis="evidence", evidence_sha__isnull=False, evidence_index__isnull=False),
                name="inv_proof_basis",
            ),
            models.UniqueConstraint(
                fields=["evidence_sha", "evidence_index"], name="inv_proof_evidence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.method}"
