"""The terms of a lot: to whom, how, under which price; bands, all optional."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from inventory.bands import BANDS
from inventory.forms.fields import word_choices
from inventory.references import leads_to_a_person
from inventory.vocabulary import HandOverMode, Profile, Recipient

TICKET = "Le numéro du ticket de votre caisse : ce site n'en tient pas."


class BandsForm(forms.Form):
    """Each left unanswered if one wishes; no answer at all is an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-band-%s", "prefix": "band", **kwargs})
        for name, (label, words) in BANDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Sans réponse"), *word_choices(words)]
            )

    @property
    def told(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


class LotForm(forms.Form):
    """``told`` is what ``Lot`` takes of it."""

    to = forms.ChoiceField(
        label="Pour qui",
        choices=word_choices(Recipient),
        initial=Recipient.PERSON.value,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label="Votre référence de la personne",
        required=False,
        max_length=80,
        help_text="Le numéro de votre dossier, jamais un nom.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    mode = forms.ChoiceField(
        label="Comment",
        choices=word_choices(HandOverMode),
        initial=HandOverMode.GIVEN.value,
        widget=forms.RadioSelect,
    )
    price = forms.DecimalField(
        label="Prix de tout le lot, en euros",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(10_000),
        decimal_places=2,
        localize=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    ticket = forms.CharField(
        label="N° du ticket de caisse",
        required=False,
        max_length=60,
        help_text=TICKET,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    return_due = forms.DateField(
        label="Date de retour",
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    voucher = forms.CharField(
        label="N° du bon d'orientation",
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    unused = forms.BooleanField(
        label="Personne n'a utilisé ces appareils depuis leur livraison", required=False
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and data.get("price"):
            data = data.copy()
            data["price"] = data["price"].replace(",", ".").replace("€", "").strip()
        super().__init__(data, **{"auto_id": "f-%s", **kwargs})

    def clean_reference(self) -> str:
        text = str(self.cleaned_data["reference"])
        if wrong := leads_to_a_person(text):
            raise forms.ValidationError(wrong)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        mode = cleaned.get("mode")
        if mode == HandOverMode.SOLD:
            self._demand("price", "Indiquez le prix de tout le lot.")
            self._demand("ticket", "Indiquez le n° du ticket de votre caisse.")
        if mode == HandOverMode.LENT:
            self._demand("return_due", "Indiquez la date de retour du prêt.")
            due = cleaned.get("return_due")
            if due is not None and due < timezone.localdate():
                self.add_error("return_due", "Ce jour est passé. Choisissez une date à venir.")
        if cleaned.get("to") == Recipient.PERSON:
            self.demand_reference()
        return cleaned

    def demand_reference(self) -> None:
        self._demand("reference", "Indiquez votre référence de la personne, jamais son nom.")

    def _demand(self, name: str, sentence: str) -> None:
        if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
            self.add_error(name, sentence)

    @property
    def told(self) -> dict[str, Any]:
        """What belongs to the mode chosen; what another one asked is left out."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in ("to", "mode", "unused")}
        if cleaned["to"] == Recipient.PERSON:
            found["reference"] = cleaned.get("reference") or None
        if cleaned["mode"] == HandOverMode.SOLD:
            found["price_cents"] = int(cleaned["price"] * 100)
            found["ticket"] = cleaned["ticket"]
        if cleaned["mode"] == HandOverMode.LENT:
            found["return_due"] = cleaned["return_due"]
        found["voucher"] = cleaned.get("voucher") or None
        return found


class CounterForm(LotForm):
    """At the counter: a person, with a voucher, whose number stands for the reference."""

    structure = forms.ChoiceField(label="Structure qui a signé le bon")
    profile = forms.ChoiceField(
        label="Pour quoi faire", choices=word_choices(Profile), initial=Profile.ADMINISTRATIVE.value
    )

    def __init__(self, data: Any = None, *, structures: list[tuple[str, str]], **kwargs: Any):
        super().__init__(data, **kwargs)
        field = self.fields["structure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = structures if len(structures) == 1 else [("", "—"), *structures]
        del self.fields["to"]
        self.fields["voucher"].required = True
        self.fields["reference"].label = "Référence de la personne, si le bon en porte une"

    def demand_reference(self) -> None:
        """The voucher's number will do."""

    @property
    def told(self) -> dict[str, Any]:
        self.cleaned_data["to"] = Recipient.PERSON.value
        return super().told
