"""The territory of all France: two paths over the same communes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from filiere.network.vocabulary import FormerKind, Level


class Territory(models.Model):
    """One area of France, of one level.

    Ids: ``com:84007``, ``epci:200…``, ``epci:200…/dep:84``, ``dep:84``, ``reg:93``, ``fr``.
    First path: commune, département, région, France. Second: commune, part of an EPCI in one
    département, EPCI. A commune without EPCI has neither part nor EPCI; an EPCI that straddles
    has no département (or région) of its own. ``population`` is the legal (municipal) one, None
    where nothing is published. A retired area stays for what refers to it.
    """

    id = models.CharField(primary_key=True, max_length=24)
    level = models.CharField(max_length=12, choices=Level)
    code = models.CharField(max_length=9, db_index=True)
    name = models.CharField(max_length=100)
    search_name = models.CharField(max_length=110, db_index=True)
    zone = models.CharField(max_length=5, blank=True)
    population = models.PositiveIntegerField(null=True)
    siren = models.CharField(max_length=9, blank=True)
    department = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="in_department"
    )
    region = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="in_region"
    )
    epci = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="in_epci")
    part = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="in_part")
    retired_at = models.DateField(null=True)

    #: the former name a search matched, set by ``territories.search_territories``
    formerly: str = ""

    class Meta:
        verbose_name = "territoire"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["level", "code"], name="network_territory_level")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="network_territory_level_known"
            ),
            models.CheckConstraint(
                condition=Q(part__isnull=True) | Q(level=Level.COMMUNE, epci__isnull=False),
                name="network_part_of_an_epci",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerCommune(models.Model):
    """A code that older statistics use, and the commune of today that it belongs to.

    ``name`` is empty where the source gives none. A delegated commune may carry the very code
    of its commune; a district (Paris, Lyon, Marseille) is a code inside a present commune.
    """

    old_code = models.CharField(primary_key=True, max_length=5)
    commune = models.ForeignKey(
        "network.Territory", on_delete=models.CASCADE, related_name="former_communes"
    )
    kind = models.CharField(max_length=10, choices=FormerKind)
    name = models.CharField(max_length=100, blank=True)
    search_name = models.CharField(max_length=110, blank=True, db_index=True)
    population = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "ancienne commune"

    def __str__(self) -> str:
        return self.name or self.old_code


class PostalCode(models.Model):
    """A postal code serves one or several communes, a commune has one or several."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=5)
    commune = models.ForeignKey(
        "network.Territory", on_delete=models.CASCADE, related_name="postal_codes"
    )

    class Meta:
        verbose_name = "code postal"
        ordering: ClassVar = ["code", "commune_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "commune"], name="network_postal_code_once"),
        ]

    def __str__(self) -> str:
        return self.code
