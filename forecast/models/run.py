"""A run of estimates: what it was asked, with which data, and where its figures lie."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One estimate of one territory, never changed: another run is another row.

    ``changed`` are the assumptions the user set; ``sources`` the SHA-256 of every reference
    table; ``sha256`` that of the file of figures, ``FORECAST_DIR/{id}.npz``.
    """

    id = models.CharField(primary_key=True, max_length=36)
    made_at = models.DateTimeField(db_index=True)
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT)
    seed = models.PositiveBigIntegerField()
    draws = models.PositiveIntegerField()
    year = models.PositiveIntegerField()
    methods = models.JSONField()
    changed = models.JSONField(default=dict)
    sources = models.JSONField()
    told = models.JSONField()
    seconds = models.FloatField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "estimation"
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.made_at:%d/%m/%Y %H:%M}"
