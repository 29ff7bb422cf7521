"""What a structure asks for; a pallet's name and weight."""

from __future__ import annotations

from typing import Any

from django import forms

from inventory.forms.fields import word_choices
from inventory.forms.media_rows import RowForm
from inventory.vocabulary import DeviceKind, Profile


class AskedRow(RowForm):
    """So many devices of one kind, for one use."""

    quantity = forms.IntegerField(label="Combien", required=False, min_value=1, max_value=50)
    kind = forms.ChoiceField(label="Type d'appareil", required=False)
    profile = forms.ChoiceField(label="Pour quoi faire", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("kind", DeviceKind), ("profile", Profile)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "—"), *word_choices(words)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {
            "quantity": "Indiquez combien d'appareils, entre 1 et 50.",
            "kind": "Choisissez le type.",
            "profile": "Dites pour quoi faire.",
        }
        if any(cleaned.get(name) for name in wanted):
            for name, sentence in wanted.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


class AskForm(forms.Form):
    reference = forms.CharField(
        label="Votre référence",
        required=False,
        max_length=80,
        help_text="Celle de votre dossier, jamais un nom.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    wanted_by = forms.DateField(
        label="Pour quand", required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})


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
