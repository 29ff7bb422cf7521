"""A gift that is announced: who gives, where, what."""

from __future__ import annotations

from typing import Any

from django import forms

from filiere.network.models import Organisation
from inventory.forms.fields import word_choices
from inventory.forms.media_rows import RowForm
from inventory.subjects.gift import MOST
from inventory.vocabulary import DeviceKind, ErasureLevel, LegalBasis, Slot, Witness

LEVELS = [
    (ErasureLevel.CLEAR.value, "Clear : usage courant"),
    (ErasureLevel.PURGE.value, "Purge : données sensibles"),
]


class LineRow(RowForm):
    """So many devices of one kind."""

    kind = forms.ChoiceField(label="Type d'appareil", required=False)
    count = forms.IntegerField(label="Combien", required=False, min_value=1, max_value=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "—"), *word_choices(DeviceKind)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("count") and not cleaned.get("kind"):
            self.add_error("kind", "Choisissez le type.")
        if cleaned.get("kind") and not cleaned.get("count") and "count" not in self.errors:
            self.add_error("count", "Indiquez combien.")
        return cleaned


class CollectionForm(forms.Form):
    """``donor``: an organisation of the list, else the household's contact in its own words."""

    organisation = forms.ChoiceField(label="Organisation qui donne", required=False)
    household = forms.CharField(
        label="Ou particulier : nom et moyen de le joindre",
        required=False,
        max_length=200,
        help_text="Gardé à part et effacé au bout d'un an ; les statistiques n'ont que la commune.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    commune = forms.CharField(
        label="Commune",
        max_length=100,
        help_text="Nom, code postal ou code INSEE.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    legal_basis = forms.ChoiceField(
        label="Origine",
        required=False,
        choices=[("", "selon le donateur"), *word_choices(LegalBasis)],
    )
    level = forms.ChoiceField(
        label="Effacement demandé", choices=LEVELS, initial="clear", widget=forms.RadioSelect
    )
    witness = forms.ChoiceField(
        label="Une preuve sans fichier demande",
        choices=word_choices(Witness),
        initial="none",
        widget=forms.RadioSelect,
    )

    owner = forms.BooleanField(
        label="Le donateur est propriétaire du matériel (ni loué, ni prêté)",
        initial=True,
        error_messages={"required": "Seul un propriétaire peut donner : vérifiez avec lui."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        givers = Organisation.objects.filter(active=True).exclude(legal_status="household")
        names = givers.filter(kind="donor").values_list("pk", "name")[:500]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((str(pk), name) for pk, name in names)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("organisation")) == bool(cleaned.get("household")):
            raise forms.ValidationError("Choisissez une organisation, ou nommez un particulier.")
        return cleaned

    @property
    def donor(self) -> int | str:
        chosen = self.cleaned_data.get("organisation")
        return int(chosen) if chosen else str(self.cleaned_data["household"])


class PlanForm(forms.Form):
    planned_on = forms.DateField(label="Jour prévu", widget=forms.DateInput({"type": "date"}))
    slot = forms.ChoiceField(
        label="Moment",
        required=False,
        choices=word_choices(Slot),
        initial=Slot.DAY.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        self.fields["slot"].expected = True  # type: ignore[attr-defined]


class RegisterForm(forms.Form):
    """Devices to register at once with new labels, or one under the label at hand."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Type", choices=word_choices(DeviceKind))
    count = forms.IntegerField(label="Combien", min_value=1, max_value=200, initial=1)
    label = forms.CharField(
        label="Étiquette déjà collée",
        required=False,
        max_length=300,
        help_text="Pour un seul appareil : scannez-la. Sinon de nouveaux codes sont créés.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    brand = forms.CharField(label="Marque", required=False, max_length=120)
    model = forms.CharField(label="Modèle", required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["key"] = str(cleaned.get("key") or "")
        if cleaned.get("label") and cleaned.get("count", 1) != 1:
            self.add_error("count", "Une étiquette ne sert qu'à un appareil : indiquez 1.")
        return cleaned
