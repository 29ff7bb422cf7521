"""The same operation for many devices, remembered device by device; and posters on a wall."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import id_field, organisation, word_field
from inventory.vocabulary import ItemState


class Batch(models.Model):
    """One operation asked for many codes. What was done is in the journal; this is what is left.

    ``source`` says in words where the codes come from.
    """

    id = id_field()
    organisation = organisation()
    operation = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    source = models.CharField(max_length=120, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "created_at"], name="inv_batch_recent")
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.created_at:%Y-%m-%d}"


class BatchItem(models.Model):
    """One code of a batch, with the client's key that keeps it from being done twice."""

    id = id_field()
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=9)
    key = models.CharField(max_length=36)
    state = word_field(ItemState, default=ItemState.TODO)
    why = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "code"], name="inv_batch_item_once")
        ]

    def __str__(self) -> str:
        return self.code


class Poster(models.Model):
    """A poster of one operation, at one place or anywhere: its code chooses the scanner's mode."""

    id = id_field()
    organisation = organisation()
    operation = models.CharField(max_length=40)
    place = models.ForeignKey(
        "inventory.Place", on_delete=models.PROTECT, related_name="+", null=True
    )
    code = models.CharField(max_length=9, unique=True)

    class Meta:
        ordering: ClassVar = ["operation"]

    def __str__(self) -> str:
        return self.code
