"""The journal: append-only, one chain per subject."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from inventory.models.fields import id_field, organisation


class Entry(models.Model):
    """What happened to one subject, as it happened.

    ``data`` is what was said, ``effects`` the rows it changed; both as RFC 8785 text.
    ``canonical`` holds the bytes that ``hash`` was computed over: every other column.
    Free text is not here: ``data`` holds its id and salted hash.
    """

    id = id_field()
    subject_kind = models.CharField(max_length=12)
    subject_id = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField()
    operation = models.CharField(max_length=24)
    step_before = models.CharField(max_length=12, default="", blank=True)
    step_after = models.CharField(max_length=12, default="", blank=True)
    data = models.TextField(default="{}")
    effects = models.TextField(default="[]")
    actor_kind = models.CharField(max_length=10)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    organisation = organisation()
    scan_point_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    client_key = models.CharField(max_length=36, default="", blank=True)
    batch = models.CharField(max_length=36, default="", blank=True)
    previous_hash = models.CharField(max_length=64, default="", blank=True)
    hash = models.CharField(max_length=64)
    canonical = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["batch"], name="inv_entry_batch")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"], name="inv_entry_sequence"
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "previous_hash"], name="inv_entry_no_fork"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="inv_entry_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.sequence} {self.operation}"


class Receipt(models.Model):
    """The first answer given for a client's key: the same key is answered the same."""

    id = models.BigAutoField(primary_key=True)
    organisation = organisation(db_index=False)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    answer = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="inv_receipt_once")
        ]

    def __str__(self) -> str:
        return self.key
