"""A phone, tablet or PC that scans, and the link that opens it in a browser."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class ScanPoint(models.Model):
    """A point of scan: its token is shown once, only its SHA-256 is kept."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="scan_points"
    )
    name = models.CharField("nom", max_length=80)
    token_prefix = models.CharField("début du jeton", max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    last_used_at = models.DateTimeField("dernier usage", null=True, blank=True)
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    class Meta:
        verbose_name = "point de scan"
        verbose_name_plural = "points de scan"
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(revoked_at__isnull=True),
                name="network_point_one_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScanPointLink(models.Model):
    """A link that opens a point in one browser, once, soon: only its SHA-256 is kept."""

    id = models.BigAutoField(primary_key=True)
    scan_point = models.ForeignKey(ScanPoint, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("valable jusqu'à")
    used_at = models.DateTimeField("utilisé à", null=True, blank=True)

    class Meta:
        verbose_name = "lien d'ouverture"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.scan_point} jusqu'à {self.expires_at:%H:%M}"
