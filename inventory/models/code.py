"""A code minted once, bound once: to a device, a medium, a pallet or a place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import organisation


class Code(models.Model):
    """``bound_kind`` and ``bound_id`` stay empty until a label is used."""

    code = models.CharField(primary_key=True, max_length=9)
    organisation = organisation(null=True)
    minted_at = models.DateTimeField(auto_now_add=True)
    bound_kind = models.CharField(max_length=12, default="", blank=True)
    bound_id = models.CharField(max_length=36, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code
