"""A code minted once, bound once: to a device, a medium, a pallet or a place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from inventory.models.fields import organisation


class Code(models.Model):
    """``bound_kind`` and ``bound_id`` stay empty until a label is used, or thrown away (void)."""

    code = models.CharField(primary_key=True, max_length=9)
    organisation = organisation(null=True)
    minted_at = models.DateTimeField(auto_now_add=True)
    roll = models.ForeignKey(
        "inventory.LabelRoll", on_delete=models.PROTECT, related_name="codes", null=True
    )
    bound_kind = models.CharField(max_length=12, default="", blank=True)
    bound_id = models.CharField(max_length=36, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code
