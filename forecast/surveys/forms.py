"""The forms of a survey: who answers, and each screen of questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from filiere.network.models import Territory
from filiere.network.spelling import fold
from filiere.network.territories import place, search_territories
from filiere.network.vocabulary import Level
from forecast.incoming_sheets.columns import Unreadable, count, month, years
from forecast.models.survey import QUESTIONNAIRES
from forecast.surveys.questionnaires import COUNT, MONTH, ONE, SOME, YEARS, Part, Question

SHOWN = 8
READ = {COUNT: count, YEARS: years, MONTH: month}


class TypedField(forms.CharField):
    """A number or a month as people write it: spaces, decimal comma, « 4,5 ans »."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(
            label=question.label,
            required=False,
            max_length=40,
            help_text=question.help,
            widget=forms.TextInput(
                {"inputmode": "numeric" if question.answer == COUNT else "text",
                 "autocomplete": "off"}
            ),
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = READ[self.question.answer](text)
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from why
        return found.isoformat() if isinstance(found, date) else found

    def prepare_value(self, value: Any) -> Any:
        if self.question.answer == MONTH and isinstance(value, str) and len(value) == 10:
            return f"{value[5:7]}/{value[:4]}"
        return f"{value:g}".replace(".", ",") if isinstance(value, float) else value


class PartForm(forms.Form):
    """One screen of questions; every one may be left blank."""

    def __init__(self, part: Part, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        for question in part.questions:
            self.fields[question.name] = _field(question)


def _field(question: Question) -> forms.Field:
    if question.answer == ONE:
        return forms.ChoiceField(
            label=question.label,
            required=False,
            choices=question.words,
            widget=forms.RadioSelect,
            help_text=question.help,
        )
    if question.answer == SOME:
        return forms.MultipleChoiceField(
            label=question.label,
            required=False,
            choices=question.words,
            widget=forms.CheckboxSelectMultiple,
            help_text=question.help,
        )
    return TypedField(question)


class WhoForm(forms.Form):
    """Which organisation answers, where; whom to call is not asked for by the count."""

    organisation = forms.CharField(
        label="Nom de l'organisation",
        max_length=120,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    commune = forms.CharField(
        label="Commune",
        max_length=100,
        help_text="Son nom ou son code postal.",
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )
    which = forms.ChoiceField(
        label="Laquelle de ces communes ?", required=False, widget=forms.RadioSelect
    )
    contact = forms.EmailField(
        label="Courriel de l'organisation",
        required=False,
        max_length=160,
        help_text="Pour une question sur vos réponses. Effacé au bout de deux ans, ou avant si "
        "vous le demandez.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        self.place: Territory | None = None
        near: list[Territory] = []
        if self.is_bound:
            near = self._find(str(self.data.get("commune", "")), str(self.data.get("which", "")))
        if not near:
            del self.fields["which"]

    def _find(self, typed: str, chosen: str) -> list[Territory]:
        found = search_territories(typed.replace("\x00", "")[:100], Level.COMMUNE, SHOWN)
        named = [one for one in found if one.search_name == fold(typed)]
        choices = named if len(named) == 1 else found
        picked = [one for one in choices if one.pk == chosen]
        if len(choices) == 1 or picked:
            self.place = (picked or choices)[0]
        if len(choices) < 2:
            return []
        which = self.fields["which"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = [(one.pk, f"{one.name} ({place(one)})") for one in choices]
        return choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("commune") and self.place is None:
            if "which" in self.fields:
                self.add_error("which", "Plusieurs communes répondent à ce nom : choisissez.")
            else:
                self.add_error(
                    "commune", "Cette commune n'est pas connue. Essayez son code postal."
                )
        return cleaned


class CampaignForm(forms.Form):
    """A new campaign."""

    questionnaire = forms.ChoiceField(
        label="À qui", choices=QUESTIONNAIRES, widget=forms.RadioSelect
    )
    territory = forms.CharField(
        label="Territoire", max_length=100, help_text="Code ou nom : 84, Vaucluse, un EPCI."
    )
    title = forms.CharField(label="Titre", max_length=120)
    closes_on = forms.DateField(
        label="Jusqu'au", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})


class AskForm(forms.Form):
    """Organisations to ask, one a line: name ; commune ; e-mail."""

    asked = forms.CharField(
        label="Organisations à interroger",
        max_length=40_000,
        help_text="Une par ligne : nom ; commune ; courriel (facultatif).",
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
