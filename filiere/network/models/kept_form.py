"""A form sent by somebody whose session had ended: kept for an hour, for the same person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class KeptForm(models.Model):
    """``fields`` is the JSON of the names and values posted to ``path``, without files."""

    key = models.CharField(primary_key=True, max_length=43)
    user = models.ForeignKey("network.User", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    fields = models.TextField()
    files = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "created_at"], name="network_kept_form")]

    def __str__(self) -> str:
        return self.path
