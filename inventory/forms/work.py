"""The form of insertion hours: one month, each contract its hours and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from inventory.indicators.periods import add_months, name_of
from inventory.subjects.work import MOST_HOURS, MOST_POSTS
from inventory.vocabulary import InsertionContract

SHOWN = 13


class WorkForm(forms.Form):
    """``rows`` pairs the two fields of each contract; ``told`` is what they say."""

    month = forms.ChoiceField(label="Mois")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        now = timezone.localdate().replace(day=1)
        months = [add_months(now, -number) for number in range(SHOWN)]
        month = self.fields["month"]
        assert isinstance(month, forms.ChoiceField)
        month.choices = [(one.isoformat(), name_of(one)) for one in months]
        for contract in InsertionContract:
            self.fields[f"{contract}_hours"] = _number("Heures travaillées", MOST_HOURS)
            self.fields[f"{contract}_posts"] = _number("Postes occupés", MOST_POSTS)

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(c.label, self[f"{c}_hours"], self[f"{c}_posts"]) for c in InsertionContract]

    @property
    def told(self) -> dict[InsertionContract, tuple[int, int]]:
        said = self.cleaned_data
        return {c: (said[f"{c}_hours"] or 0, said[f"{c}_posts"] or 0) for c in InsertionContract}

    @property
    def chosen(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])


def _number(label: str, most: int) -> forms.IntegerField:
    messages = {
        "invalid": "Indiquez un nombre entier.",
        "min_value": "Indiquez un nombre positif.",
        "max_value": f"Indiquez au plus {most}.",
    }
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=widget,
        error_messages=messages,
    )
