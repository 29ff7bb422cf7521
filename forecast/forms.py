"""What the pilots type: the text of a volet, its plan of actions line by line."""

from __future__ import annotations

from typing import Any

from django import forms

from forecast.models import TextState
from forecast.report.content import Action
from forecast.report.texts import MOST_ACTIONS, MOST_LETTERS

WORDS = (
    ("what", "Action"),
    ("who", "Qui"),
    ("when", "Quand"),
    ("cost", "Coût"),
    ("funding", "Financement"),
)
SPARE = 3
"""Empty lines of the plan that are offered."""


class TextForm(forms.Form):
    """``after`` is the version that was on the screen when the writing began."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    analysis = forms.CharField(
        label="Analyse",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ce que les chiffres veulent dire ici. Aucun nom de personne.",
    )
    recommendations = forms.CharField(
        label="Préconisations",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Une par ligne.",
    )
    state = forms.ChoiceField(
        label="Ce texte est",
        choices=TextState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si le texte est un projet ou s'il est validé."},
    )

    def __init__(self, *args: Any, lines: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = min(lines + SPARE, MOST_ACTIONS)
        for place in range(self.lines):
            for name, label in WORDS:
                self.fields[f"{name}-{place}"] = forms.CharField(
                    label=label, required=False, max_length=300
                )
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.HiddenInput):
                field.widget.attrs["class"] = "form-control"

    def plan(self) -> list[list[forms.BoundField]]:
        """The fields of each line."""
        return [[self[f"{name}-{place}"] for name, _ in WORDS] for place in range(self.lines)]

    def actions(self) -> list[Action]:
        """Lines that say something."""
        told = []
        for place in range(self.lines):
            words = [self.cleaned_data.get(f"{name}-{place}", "").strip() for name, _ in WORDS]
            if any(words):
                told.append(Action(*words))
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for place in range(self.lines):
            if not told.get(f"what-{place}") and any(
                told.get(f"{name}-{place}") for name, _ in WORDS[1:]
            ):
                self.add_error(f"what-{place}", "Dites quelle est l'action de cette ligne.")
        return told
