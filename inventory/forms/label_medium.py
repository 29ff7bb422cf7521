"""A medium measured with a ruler: what is typed, with commas, in millimetres."""

from __future__ import annotations

from typing import Any

from django import forms

from labels.sheets import LEAST, MOST

WORDS = {
    "page_width": ("Largeur de la page (mm)", "210"),
    "page_height": ("Hauteur de la page (mm)", "297"),
    "columns": ("Colonnes", "3"),
    "rows": ("Rangées", "7"),
    "width": ("Largeur d'une étiquette (mm)", "63,5"),
    "height": ("Hauteur d'une étiquette (mm)", "38,1"),
    "left": ("Du bord gauche à la première (mm)", "7,2"),
    "top": ("Du bord haut à la première (mm)", "15,15"),
    "pitch_x": ("D'une colonne à la suivante (mm)", "66,04"),
    "pitch_y": ("D'une rangée à la suivante (mm)", "38,1"),
    "dpi": ("Points par pouce de l'imprimante", "600"),
}
COUNTS = frozenset({"columns", "rows", "dpi"})
EDGES = frozenset({"left", "top"})


class LabelMediumForm(forms.Form):
    """``measures`` are the keywords of a ``Sheet``."""

    name = forms.CharField(label="Nom", max_length=40, help_text="Tel qu'on le lira dans la liste.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, example) in WORDS.items():
            self.fields[name] = _field(name, label, example)

    @property
    def measures(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDS}


def _field(name: str, label: str, example: str) -> forms.Field:
    said = {"required": "Donnez cette mesure.", "invalid": f"Écrivez un nombre, comme {example}."}
    field: forms.Field
    if name in COUNTS:
        field = forms.IntegerField(label=label, error_messages=said)
    else:
        least = 0 if name in EDGES else LEAST
        field = forms.FloatField(
            label=label, min_value=least, max_value=MOST, localize=True, error_messages=said
        )
    field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "placeholder": example}
    return field
