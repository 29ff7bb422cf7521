"""What a structure asks for; a pallet's name and weight."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from inventory.forms.fields import Choices, word_choices
from inventory.forms.media_rows import RowForm
from inventory.references import leads_to_a_person
from inventory.vocabulary import DeviceKind, Profile

HOW_MANY = "Indiquez combien d'appareils, entre 1 et 50."


class AskedRow(RowForm):
    """So many devices of one kind, for one use: what is proposed can be changed."""

    profile = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Type d'appareil", required=False)
    quantity = forms.IntegerField(label="Combien", required=False, min_value=0, max_value=50)

    def __init__(self, *args: Any, kinds: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = kinds or word_choices(DeviceKind)
        self.fields["quantity"].error_messages |= dict.fromkeys(
            ("invalid", "min_value", "max_value"), HOW_MANY
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("profile") not in {member.value for member in Profile}:
            self.add_error(None, "Dites pour quoi faire.")
        return cleaned

    def told(self) -> dict[str, Any] | None:
        return dict(self.cleaned_data) if self.cleaned_data.get("quantity") else None


class AskForm(forms.Form):
    """For whom and for when: a reference is asked for one person alone, and is never a name."""

    whom = forms.ChoiceField(
        label="Pour qui",
        choices=[
            ("person", "Une personne"),
            ("several", "Plusieurs personnes"),
            ("structure", "Équipement de la structure"),
        ],
        initial="person",
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label="Votre référence de la personne",
        required=False,
        max_length=80,
        help_text="Le numéro de votre dossier, jamais un nom, un courriel ni un téléphone.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    wanted_by = forms.DateField(
        label="Pour quand", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})

    def clean_reference(self) -> str:
        text = str(self.cleaned_data["reference"])
        if wrong := leads_to_a_person(text):
            raise forms.ValidationError(wrong)
        return text

    def clean_wanted_by(self) -> date | None:
        day: date | None = self.cleaned_data["wanted_by"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé. Choisissez une date à venir.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        one = cleaned.get("whom") == "person"
        if one and not cleaned.get("reference") and "reference" not in self.errors:
            self.add_error("reference", "Indiquez la référence de votre dossier, jamais un nom.")
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What the request says of it, blanks left out."""
        cleaned = self.cleaned_data
        found: dict[str, Any] = {}
        if cleaned["whom"] == "person":
            found["reference"] = cleaned["reference"]
        if cleaned["whom"] == "structure":
            found["own_use"] = True
        if cleaned.get("wanted_by"):
            found["wanted_by"] = cleaned["wanted_by"]
        return found


class PalletForm(forms.Form):
    name = forms.CharField(
        label="Nom de la palette",
        max_length=80,
        help_text="Par exemple : PAL-2026-04 écrans.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class WeightForm(forms.Form):
    kilograms = forms.DecimalField(
        label="Poids, en kg", min_value=0, max_value=2000, decimal_places=3
    )
