"""A diagnostic as it was published: kept whole, so that it reads the same ever after."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Publication(models.Model):
    """One edition of the diagnostic of a territory; ``content`` is its JSON, whole.

    An edition is public until it is withdrawn; the newest that stands is the one shown.
    """

    id = models.CharField(primary_key=True, max_length=36)
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    organisation = models.ForeignKey("network.Organisation", null=True, on_delete=models.PROTECT)
    run = models.ForeignKey("forecast.Run", null=True, on_delete=models.PROTECT)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "édition du diagnostic"
        ordering: ClassVar = ["territory", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["territory", "number"], name="forecast_edition")
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} n° {self.number}"
