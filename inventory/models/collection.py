"""One gift brought or fetched from one donor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import Chained, id_field, known_words, organisation, word_field
from inventory.vocabulary import (
    CollectionState,
    DeviceKind,
    ErasureLevel,
    LegalBasis,
    RefusalReason,
    Signed,
    Slot,
    Witness,
)


class Collection(Chained):
    """Runs proposed, planned, fetched, sorted. ``level`` and ``witness`` are its erasure policy.

    A household has no organisation: its contact lies in the erasable store, its commune here.
    ``contact``, ``signature`` and ``signatory`` are ids of the erasable store.
    """

    id = id_field()
    donor = organisation(null=True)
    contact = models.CharField(max_length=36, default="", blank=True)
    commune = models.ForeignKey(
        "network.Territory", on_delete=models.PROTECT, related_name="+", null=True
    )
    custodian = organisation()
    legal_basis = word_field(LegalBasis, default=LegalBasis.COMPANY)
    owner_not_lessee = models.BooleanField(default=True)
    level = word_field(ErasureLevel, default=ErasureLevel.CLEAR)
    witness = word_field(Witness, default=Witness.NONE)
    state = word_field(CollectionState, default=CollectionState.PROPOSED)
    planned_on = models.DateField(null=True)
    slot = word_field(Slot, default="", blank=True)
    weight_g = models.PositiveIntegerField(null=True)
    signed = word_field(Signed, default="", blank=True)
    signature = models.CharField(max_length=36, default="", blank=True)
    signatory = models.CharField(max_length=36, default="", blank=True)
    fetched_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["custodian", "state"], name="inv_collection_at"),
            models.Index(fields=["custodian", "planned_on"], name="inv_collection_day"),
        ]
        constraints: ClassVar = [
            known_words("state", CollectionState, "inv_collection_state"),
            known_words("legal_basis", LegalBasis, "inv_collection_basis"),
            models.CheckConstraint(
                condition=Q(level__in=[ErasureLevel.CLEAR, ErasureLevel.PURGE]),
                name="inv_collection_level",
            ),
            models.CheckConstraint(
                condition=Q(donor__isnull=False) | Q(legal_basis=LegalBasis.HOUSEHOLD),
                name="inv_collection_has_donor",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_public_donation(self) -> bool:
        """What came in it has a legal cap when it is sold."""
        return bool(self.legal_basis == LegalBasis.PUBLIC_DONATION)


class CollectionLine(models.Model):
    """Announced, received, refused at the door with a reason."""

    id = id_field()
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="lines")
    kind = word_field(DeviceKind)
    announced = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusal_reason = word_field(RefusalReason, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            known_words("kind", DeviceKind, "inv_line_kind"),
            models.UniqueConstraint(fields=["collection", "kind"], name="inv_line_once_a_kind"),
            models.CheckConstraint(
                condition=Q(refused=0) | ~Q(refusal_reason=""), name="inv_line_refusal_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.received}/{self.announced}"
