"""Rows of one kind under another form: media seen, outcomes of an erasure, parts used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict

from inventory.forms.fields import Choices, word_choices
from inventory.state import MediumState
from inventory.vocabulary import HANDHELD, SOLDERED, MediumKind

BLANK_ROWS = 3
MORE_ROWS = 3
MOST_ROWS = 40


class RowForm(forms.Form):
    """One row; blank, it says nothing."""

    use_required_attribute = False

    def told(self) -> dict[str, Any] | None:
        return {name: value for name, value in self.cleaned_data.items() if value} or None


class Rows:
    """Some rows with a prefix; as many as were on the page when it comes back."""

    def __init__(
        self,
        prefix: str,
        row: type[RowForm],
        data: QueryDict | None,
        known: Sequence[Mapping[str, Any]] = (),
        *,
        blank: int = BLANK_ROWS,
        **options: Callable[[int], Any],
    ) -> None:
        self.count_name = f"{prefix}-rows"
        self.known = known
        count = len(known) + blank
        if data is not None:
            count = _count(data.get(self.count_name, ""), count)
        self.make = partial(self._make, prefix, row, data, options)
        self.forms: list[Any] = [self.make(index) for index in range(count)]

    def _make(
        self,
        prefix: str,
        row: type[RowForm],
        data: QueryDict | None,
        options: Mapping[str, Callable[[int], Any]],
        index: int,
    ) -> RowForm:
        return row(
            data,
            prefix=f"{prefix}-{index}",
            auto_id="f-%s",
            initial=dict(self.known[index]) if index < len(self.known) else None,
            **{name: values(index) for name, values in options.items()},
        )

    @property
    def count(self) -> int:
        return len(self.forms)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    def told(self) -> list[dict[str, Any]]:
        return [told for form in self.forms if (told := form.told())]

    def remember(self, typed: QueryDict) -> None:
        """Show what was typed, and a few more blank rows."""
        count = _count(typed.get(self.count_name, ""), self.count)
        for index in range(self.count, min(count + MORE_ROWS, MOST_ROWS)):
            self.forms.append(self.make(index))
        for form in self.forms:
            for name, field in form.fields.items():
                value = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
                form.initial[name] = value


def _count(text: str, least: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return max(least, min(int(text), MOST_ROWS))
    return least


USUAL_MEDIA: Mapping[str, tuple[MediumKind, ...]] = dict.fromkeys(
    HANDHELD, (MediumKind.EMMC, MediumKind.UFS, MediumKind.SIM, MediumKind.SD)
)
"""What such a device usually holds comes first; of the others, disks do."""


def kinds_for(device: str) -> list[Any]:
    """Kinds of media to choose from, those that such a device usually holds first."""
    every = word_choices(MediumKind)
    usual = USUAL_MEDIA.get(device)
    if usual is None:
        return every
    first = [choice for choice in every if choice[0] in usual]
    return [("Le plus courant", first), ("Plus rare", [c for c in every if c not in first])]


class MediumRow(RowForm):
    """One medium as seen in the device; ``id`` when it is already known there."""

    id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Type", required=False)
    size_gb = forms.IntegerField(
        label="Taille en Go", required=False, min_value=0, max_value=1_000_000
    )
    serial = forms.CharField(
        label="N° de série",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    model = forms.CharField(
        label="Modèle",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    absent = forms.BooleanField(label="Absent de l'appareil", required=False)
    distinct = forms.BooleanField(label="Distinct du support connu de même n°", required=False)

    def __init__(self, *args: Any, supervisor: bool = False, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "—"), *kinds_for(of)]
        known = bool(self.initial.get("id"))
        if not supervisor or not known or self.initial.get("kind") in SOLDERED:
            del self.fields["absent"]
        if not supervisor or known:
            del self.fields["distinct"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = any(cleaned.get(name) for name in ("serial", "model", "size_gb"))
        if said and not cleaned.get("kind"):
            self.add_error("kind", "Choisissez le type de ce support.")
        return cleaned

    def told(self) -> dict[str, Any] | None:
        cleaned = self.cleaned_data
        if not cleaned.get("kind") or cleaned.get("absent"):
            return None
        names = ("kind", "size_gb", "serial", "model", "id", "distinct")
        return {name: cleaned[name] for name in names if cleaned.get(name)}

    def absent_id(self) -> str:
        return str(self.cleaned_data.get("id", "")) if self.cleaned_data.get("absent") else ""


def known_media(media: Iterable[MediumState]) -> list[dict[str, Any]]:
    """Media already known, as the first rows of the form."""
    return [
        {
            "id": medium.id,
            "kind": medium.kind,
            "size_gb": medium.size_gb,
            "serial": medium.serial,
            "model": medium.model,
        }
        for medium in media
    ]


class PartRow(RowForm):
    """One part of the stock and how many."""

    part = forms.ChoiceField(label="Pièce", required=False)
    quantity = forms.IntegerField(label="Combien", required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = self.fields["part"]
        assert isinstance(part, forms.ChoiceField)
        part.choices = [("", "—"), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("quantity") and not cleaned.get("part"):
            self.add_error("part", "Choisissez la pièce.")
        return cleaned

    def told(self) -> dict[str, Any] | None:
        part = self.cleaned_data.get("part")
        return {"part": part, "quantity": self.cleaned_data.get("quantity") or 1} if part else None
