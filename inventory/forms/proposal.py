"""The public page: who gives what, where, when, and whom to call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from filiere.network.models import Territory
from filiere.network.spelling import fold
from filiere.network.territories import place, search_territories
from filiere.network.vocabulary import Level
from inventory.forms.fields import word_choices
from inventory.proposals.contact import Contact
from inventory.subjects.gift import MOST
from inventory.vocabulary import DeclineReason, DeviceKind, Giver, Slot
from inventory.wording import capital

SHOWN_COMMUNES = 8
PHONE = RegexValidator(
    r"^\+?[0-9][0-9 .\-]{8,18}$", "Écrivez le numéro en chiffres, par exemple 06 12 34 56 78."
)


class CountsForm(forms.Form):
    """How many of each kind; blank is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", "prefix": "count", **kwargs})
        for kind in DeviceKind:
            self.fields[kind.value] = forms.IntegerField(
                label=capital(kind.label),
                required=False,
                min_value=0,
                max_value=MOST,
                widget=forms.NumberInput({"inputmode": "numeric", "class": "count"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        total = sum(count or 0 for count in cleaned.values())
        if not self.errors and not total:
            raise forms.ValidationError("Indiquez au moins un appareil.")
        if total > MOST:
            raise forms.ValidationError(f"Au-delà de {MOST} appareils, appelez-nous.")
        return cleaned

    @property
    def told(self) -> dict[str, int]:
        return {kind: count for kind, count in self.cleaned_data.items() if count}


class ProposalForm(forms.Form):
    """``commune`` is typed; when several answer to it, ``which`` asks which one."""

    giver = forms.ChoiceField(
        label="Vous êtes", choices=word_choices(Giver), widget=forms.RadioSelect
    )
    organisation = forms.CharField(
        label="Nom de l'organisation",
        required=False,
        max_length=120,
        help_text="Sauf si vous donnez comme particulier.",
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    commune = forms.CharField(
        label="Commune où se trouve le matériel",
        max_length=100,
        help_text="Son nom ou son code postal.",
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )
    which = forms.ChoiceField(
        label="Laquelle de ces communes ?", required=False, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label="Adresse",
        max_length=200,
        required=False,
        help_text="Numéro, rue, étage : là où l'on vient chercher.",
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    earliest = forms.DateField(
        label="Pas avant le", required=False, widget=forms.DateInput({"type": "date"})
    )
    slot = forms.ChoiceField(
        label="Quand cela vous arrange",
        choices=word_choices(Slot),
        initial=Slot.DAY.value,
        widget=forms.RadioSelect,
    )
    person = forms.CharField(
        label="Votre nom", max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label="Téléphone",
        required=False,
        max_length=20,
        validators=[PHONE],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label="Courriel",
        required=False,
        max_length=160,
        help_text="Pour vous prévenir du jour, et vous envoyer le lien de suivi.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    remarks = forms.CharField(
        label="À savoir",
        required=False,
        max_length=500,
        help_text="Accès, ascenseur, chargeurs, état du matériel.",
        widget=forms.Textarea({"rows": 3}),
    )
    owner = forms.BooleanField(
        label="Ce matériel m'appartient, ou à l'organisation pour qui j'écris : "
        "il n'est ni loué, ni prêté.",
        error_messages={
            "required": "Seul son propriétaire peut donner un matériel. Cochez, ou "
            "demandez d'abord au propriétaire."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        self.place: Territory | None = None
        self.near: list[Territory] = []
        for name in ("organisation", "phone", "email"):
            self.fields[name].expected = True  # type: ignore[attr-defined]
        if self.is_bound:
            self._find(str(self.data.get("commune", "")), str(self.data.get("which", "")))
        if not self.near:
            del self.fields["which"]

    def _find(self, typed: str, chosen: str) -> None:
        """The commune meant; several when only the person can say which."""
        found = search_territories(typed.replace("\x00", "")[:100], Level.COMMUNE, SHOWN_COMMUNES)
        named = [one for one in found if one.search_name == fold(typed)]
        choices = named if len(named) == 1 else found
        picked = [one for one in choices if one.pk == chosen]
        if len(choices) == 1 or picked:
            self.place = (picked or choices)[0]
        if len(choices) > 1:
            self.near = choices
            which = self.fields["which"]
            assert isinstance(which, forms.ChoiceField)
            which.choices = [(one.pk, f"{one.name} ({place(one)})") for one in choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("giver") not in {None, "", Giver.HOUSEHOLD} and not cleaned.get(
            "organisation"
        ):
            self.add_error("organisation", "Indiquez le nom de l'organisation.")
        if not (cleaned.get("phone") or cleaned.get("email")) and not (
            {"phone", "email"} & set(self.errors)
        ):
            self.add_error("phone", "Donnez un téléphone ou un courriel.")
        if cleaned.get("commune") and self.place is None:
            if self.near:
                self.add_error("which", "Plusieurs communes répondent à ce nom : choisissez.")
            else:
                self.add_error(
                    "commune", "Cette commune n'est pas connue. Essayez son code postal."
                )
        earliest = cleaned.get("earliest")
        if earliest and not 0 <= (earliest - timezone.localdate()).days < 366:
            self.add_error("earliest", "Choisissez un jour à venir, dans l'année.")
        return cleaned

    @property
    def contact(self) -> Contact:
        names = ("organisation", "person", "phone", "email", "address", "remarks")
        told = {name: self.cleaned_data.get(name, "") for name in names}
        if self.cleaned_data["giver"] == Giver.HOUSEHOLD:
            told["organisation"] = ""
        return Contact(**told)


class AcceptForm(forms.Form):
    """``donor``: an organisation known here, or a new one of the name that was typed."""

    donor = forms.ChoiceField(label="Donateur dans la filière", required=False)
    planned_on = forms.DateField(
        label="Jour de l'enlèvement", required=False, widget=forms.DateInput({"type": "date"})
    )
    slot = forms.ChoiceField(
        label="Moment",
        choices=word_choices(Slot),
        initial=Slot.DAY.value,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, donors: list[tuple[str, str]] | None = None, new: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        field = self.fields["donor"]
        assert isinstance(field, forms.ChoiceField)
        if donors is None:
            del self.fields["donor"]
        else:
            field.choices = [("", f"Nouveau : {new}"), *donors]


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label="Pourquoi",
        choices=[("", "—"), *word_choices(DeclineReason)],
        error_messages={"required": "Dites pourquoi : le donateur le lira."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "d-%s", **kwargs})
