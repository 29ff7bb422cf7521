"""What the pilots write in a volet: a version is never changed, another one follows it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

VOLETS = (
    (1, "Étapes du reconditionnement et panorama des acteurs"),
    (2, "Gisements locaux et échelle pertinente"),
    (3, "Besoins en matériel"),
    (4, "Défis et freins"),
    (5, "Modèle économique"),
    (6, "Bénéficiaires, conditions et structures"),
)


class TextState(models.TextChoices):
    """How far the text of a volet has come."""

    PROJECT = "project", "projet"
    VALIDATED = "validated", "validé"


class VoletText(models.Model):
    """One version: analysis, recommendations, plan of actions, signed by an organisation.

    ``actions`` is a list of ``{"what", "who", "when", "cost", "funding"}``. It is signed by an
    organisation and a role, never by a name; ``sha256`` is that of the text as it was signed.
    """

    id = models.CharField(primary_key=True, max_length=36)
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT)
    volet = models.PositiveSmallIntegerField(choices=VOLETS)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TextState)
    analysis = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    actions = models.JSONField(default=list)
    written_at = models.DateTimeField()
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT)
    membership = models.ForeignKey("network.Membership", null=True, on_delete=models.SET_NULL)
    role = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "texte d'un volet"
        ordering: ClassVar = ["territory", "volet", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "volet", "version"], name="forecast_text_version"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=TextState.values), name="forecast_text_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} volet {self.volet} v{self.version}"
