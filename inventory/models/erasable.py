"""Free text that can be forgotten without breaking the proof."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import id_field, organisation


class ErasableText(models.Model):
    """A note, a reference, a signature, a contact: kept until ``keep_until``, then emptied.

    The journal holds this row's id and the SHA-256 of ``salt`` and text; once text and salt are
    emptied nothing leads back to the person.
    """

    id = id_field()
    kind = models.CharField(max_length=20)
    organisation = organisation()
    text = models.TextField(default="", blank=True)
    salt = models.CharField(max_length=64, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["keep_until"], name="inv_erasable_until")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
