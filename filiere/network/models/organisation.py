"""A body of the filière, or who gives to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact

from filiere.network.vocabulary import LegalStatus, OrganisationKind


class Organisation(models.Model):
    """Who gives, collects, repairs, asks, recycles or steers.

    ``territory`` is the commune where it stands; ``serves`` the area it works for (empty: the
    département of its commune). A household has neither name nor contact here: these lie in
    the erasable store.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField("nom", max_length=160)
    kind = models.CharField("rôle dans la filière", max_length=20, choices=OrganisationKind)
    legal_status = models.CharField(
        "statut juridique", max_length=24, choices=LegalStatus, default=LegalStatus.OTHER
    )
    territory = models.ForeignKey(
        "network.Territory",
        verbose_name="commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    serves = models.ForeignKey(
        "network.Territory",
        verbose_name="territoire desservi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    address = models.TextField("adresse", blank=True, max_length=500)
    active = models.BooleanField("active", default=True)
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "organisation"
        ordering: ClassVar = ["name", "id"]
        indexes: ClassVar = [models.Index(fields=["kind", "active"], name="network_org_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="network_org_has_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values),
                name="network_org_kind_known",
            ),
            models.CheckConstraint(
                condition=Exact(Substr("territory", 1, 4), Value("com:")),
                name="network_org_in_a_commune",
            ),
            models.CheckConstraint(
                condition=~Q(legal_status=LegalStatus.HOUSEHOLD)
                | Q(email="", phone="", address=""),
                name="network_household_no_contact",
            ),
        ]

    def __str__(self) -> str:
        return self.name
