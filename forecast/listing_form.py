"""The form of one actor of the panorama."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone

from filiere.network.models import Territory
from filiere.network.vocabulary import LegalStatus
from forecast.incoming_sheets.columns import Unreadable
from forecast.incoming_sheets.places import Communes
from forecast.listing import Typed
from forecast.models import ListedActor
from forecast.models.listed_actor import ACTOR_STEPS
from forecast.report.words import capital

MOST_DEVICES = 1_000_000
STATUSES = [(one.label, capital(one.label)) for one in LegalStatus if one != "household"]
STEPS = [(value, capital(label)) for value, label in ACTOR_STEPS]


class ListingForm(forms.Form):
    """``key`` is the form's own: sent twice, it writes one actor."""

    key = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Nom de l'organisation",
        max_length=200,
        help_text="Une organisation, jamais une personne : aucun nom, courriel ni téléphone.",
    )
    step = forms.ChoiceField(label="Étape", choices=STEPS)
    legal_status = forms.ChoiceField(
        label="Statut", choices=[("", "Non dit"), *STATUSES], required=False
    )
    commune = forms.CharField(
        label="Commune", max_length=100, help_text="Nom, code postal ou code Insee."
    )
    capacity = forms.IntegerField(
        label="Capacité dite, en appareils par an",
        required=False,
        min_value=0,
        max_value=MOST_DEVICES,
        help_text="Vide si elle n'est pas connue.",
    )
    source = forms.CharField(
        label="Source",
        max_length=80,
        help_text="Où l'avez-vous lu : annuaire, site, courrier de l'organisation…",
    )
    said_on = forms.DateField(
        label="Date de cette source",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez la date comme 31/12/2026."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "a-%s", **kwargs})
        self.place: Territory | None = None

    def clean_key(self) -> str:
        try:
            return str(UUID(self.cleaned_data["key"]))
        except ValueError:
            return str(uuid4())

    def clean_name(self) -> str:
        told = " ".join(self.cleaned_data["name"].split())
        if "@" in told:
            raise forms.ValidationError("Le nom de l'organisation, pas un courriel.")
        return told

    def clean_commune(self) -> str:
        told = str(self.cleaned_data["commune"])
        try:
            self.place = Territory.objects.get(pk=Communes().find(told))
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from why
        return told

    def clean_said_on(self) -> Any:
        told = self.cleaned_data["said_on"]
        if told > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir.")
        return told

    def typed(self) -> Typed:
        """What a valid form says."""
        told = self.cleaned_data
        if self.place is None:
            raise ValueError("typed: the form is not valid")
        return Typed(
            told["name"],
            told["step"],
            told["legal_status"],
            self.place,
            told["capacity"],
            told["source"],
            told["said_on"],
        )


def initial_of(one: ListedActor | None) -> dict[str, Any]:
    """What the form shows first: an actor as it stands, or nothing."""
    if one is None:
        return {"key": str(uuid4()), "said_on": timezone.localdate()}
    fields = ("key", "name", "step", "legal_status", "capacity", "source", "said_on")
    told = {name: getattr(one, name) for name in fields}
    return told | {"commune": f"{one.commune.code} {one.commune.name}"}
