"""At the donor's door: what is taken, what is refused and why, weight, signature."""

from __future__ import annotations

from typing import Any

from django import forms

from inventory.forms.fields import word_choices
from inventory.forms.media_rows import RowForm
from inventory.subjects.gift import HEAVIEST_G, MOST
from inventory.vocabulary import DeviceKind, RefusalReason
from inventory.wording import capital


def count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


def reasons_for(kind: str) -> list[tuple[str, str]]:
    """Reasons to refuse this kind at the door, those that it can have first."""
    tubes = kind in (DeviceKind.MONITOR, DeviceKind.ALL_IN_ONE)
    last = () if tubes else (RefusalReason.CATHODE, RefusalReason.OTHER)
    ordered = [one for one in RefusalReason if one not in last] + list(last)
    return [(one.value, capital(one.label)) for one in ordered]


class _DoorRow(RowForm):
    received = count("Reçus")
    refused = count("Refusés")
    reason = forms.ChoiceField(
        label="Pourquoi refusés",
        required=False,
        choices=[("", "—"), *word_choices(RefusalReason)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [("", "—"), *reasons_for(self.initial.get("kind", ""))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("refused") and not cleaned.get("reason"):
            self.add_error("reason", "Dites pourquoi.")
        if (cleaned.get("received") or cleaned.get("refused")) and not cleaned.get("kind"):
            self.add_error("kind", "Choisissez le type.")
        return cleaned


class TakenRow(_DoorRow):
    """What was taken of one kind, and what was refused at the door with its reason."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False)


class UnannouncedRow(_DoorRow):
    """A kind that nobody had announced."""

    kind = forms.ChoiceField(
        label="Type", required=False, choices=[("", "—"), *word_choices(DeviceKind)]
    )


class DoorForm(forms.Form):
    """What is said once for the whole gift."""

    weight = forms.DecimalField(
        label="Poids total, en kg",
        required=False,
        min_value=0,
        max_value=HEAVIEST_G // 1000,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    signatory = forms.CharField(
        label="Nom de la personne qui signe",
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    unsigned = forms.BooleanField(label="Le donateur n'a pas signé", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})

    @property
    def weight_g(self) -> int | None:
        weight = self.cleaned_data.get("weight")
        return int(weight * 1000) or None if weight is not None else None
