"""What a workshop says of its parts, places, pallets and incidents."""

from __future__ import annotations

from typing import Any

from django import forms

from filiere.network.models import Organisation
from inventory.forms.choices import MOST
from inventory.forms.fields import word_choices
from inventory.vocabulary import Decision, OutReason

QUIET = {"autocomplete": "off"}


class HouseForm(forms.Form):
    """Fields named apart, so that two forms live on one page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})


class ArrivalForm(HouseForm):
    """Parts put on the shelf: of a known name, or a new one."""

    name = forms.CharField(
        label="Pièce",
        max_length=80,
        help_text="Le même nom s'ajoute au même stock. Jamais un disque : un support est suivi "
        "par son étiquette.",
        widget=forms.TextInput({**QUIET, "list": "known-parts"}),
    )
    quantity = forms.IntegerField(label="Combien", min_value=1, max_value=10_000, initial=1)


class LowForm(HouseForm):
    low = forms.IntegerField(
        label="Prévenir à partir de",
        min_value=0,
        max_value=10_000,
        help_text="À ce nombre ou moins, la pièce est dite basse. 0 : ne jamais prévenir.",
    )


class LoadForm(HouseForm):
    """One device put on the pallet, by its code."""

    code = forms.CharField(
        label="Code de l'appareil",
        max_length=80,
        widget=forms.TextInput({**QUIET, "autocapitalize": "characters", "spellcheck": "false"}),
    )
    reason = forms.ChoiceField(label="Pourquoi", choices=[("", "—"), *word_choices(OutReason)])
    to_destroy = forms.BooleanField(
        label="À détruire : ses supports ne peuvent pas être effacés", required=False
    )


class RemovalForm(HouseForm):
    """The pallet leaves: who takes it, under which slip; the order when something is destroyed."""

    operator = forms.ChoiceField(label="Recycleur qui l'emporte")
    slip = forms.CharField(
        label="N° de bordereau (BSDD ou bon d'enlèvement)",
        max_length=60,
        widget=forms.TextInput(QUIET),
    )
    order = forms.CharField(
        label="N° de l'ordre de destruction signé",
        max_length=60,
        help_text="Il nomme chaque appareil « à détruire » de la liste.",
        widget=forms.TextInput(QUIET),
    )

    def __init__(self, *args: Any, to_destroy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.filter(kind="recycler", active=True)
        found = [(str(pk), name) for pk, name in known.values_list("pk", "name")[:MOST]]
        operator = self.fields["operator"]
        assert isinstance(operator, forms.ChoiceField)
        operator.choices = found if len(found) == 1 else [("", "—"), *found]
        if not to_destroy:
            del self.fields["order"]


class AssessForm(HouseForm):
    decision = forms.ChoiceField(
        label="Décision", choices=word_choices(Decision), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Pourquoi",
        max_length=2000,
        help_text="Quelles données, de qui, quel risque, ce qui a été fait. Sans nommer personne. "
        "Ce texte est gardé cinq ans, à part du journal.",
        widget=forms.Textarea({"rows": 5}),
    )
