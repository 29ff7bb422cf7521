"""A donor's list: the file, which column is which, what its words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from inventory.forms.fields import word_choices
from inventory.manifests.columns import FIELDS
from inventory.sheets import Sheet
from inventory.sheets.sheet import letters
from inventory.vocabulary import DeviceKind

KINDS = frozenset(kind.value for kind in DeviceKind)


class FileForm(forms.Form):
    file = forms.FileField(
        label="Fichier du donateur",
        help_text="CSV ou XLSX, tel qu'il l'a envoyé : 100 000 lignes et 20 Mo au plus.",
        widget=forms.FileInput(
            {
                "accept": ".csv,.xlsx,text/csv,"
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


class ColumnsForm(forms.Form):
    """What a page shows of the choices made; ``columns_said`` reads them back."""

    def __init__(self, *, sheet: Sheet, columns: Mapping[str, int], default: str) -> None:
        super().__init__(auto_id="f-%s")
        named = enumerate(sheet.header)
        titles = [(str(rank), title or f"Colonne {letters(rank)}") for rank, title in named]
        for name, label in FIELDS.items():
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "absente"), *titles],
                initial=str(columns[name]) if name in columns else "",
            )
        self.fields["default"] = forms.ChoiceField(
            label="Type des lignes qui n'en disent pas",
            required=False,
            choices=[("", "—"), *word_choices(DeviceKind)],
            initial=default,
        )


class WordsForm(forms.Form):
    """What the list calls devices and nobody recognised: one choice for each word."""

    def __init__(self, words: Sequence[str], said: Mapping[str, str]) -> None:
        super().__init__(auto_id="f-%s")
        for index, text in enumerate(words):
            self.fields[f"word-{index}"] = forms.CharField(
                initial=text, widget=forms.HiddenInput, required=False
            )
            self.fields[f"said-{index}"] = forms.ChoiceField(
                label=f"« {text[:60]} », c'est",
                required=False,
                choices=[("", "—"), *word_choices(DeviceKind)],
                initial=said.get(text, ""),
            )


def columns_said(typed: Mapping[str, str], width: int) -> dict[str, int] | None:
    """The columns chosen on the page, each for one field; None when none was chosen yet."""
    if not any(f"column-{name}" in typed for name in FIELDS):
        return None
    chosen: dict[str, int] = {}
    for name in FIELDS:
        text = typed.get(f"column-{name}", "")
        if text.isascii() and text.isdigit() and len(text) < 4:
            rank = int(text)
            if rank < width and rank not in chosen.values():
                chosen[name] = rank
    return chosen


def default_said(typed: Mapping[str, str]) -> str:
    text = typed.get("default", "")
    return text if text in KINDS else ""


def words_said(typed: Mapping[str, str]) -> dict[str, str]:
    """By what the list calls a device, the kind chosen on the page."""
    said = {}
    for name, word in typed.items():
        if name.startswith("word-") and typed.get(f"said-{name[5:]}", "") in KINDS:
            said[word] = typed[f"said-{name[5:]}"]
    return said


class RowForm(forms.Form):
    """One row to register, under the label at hand."""

    row = forms.IntegerField()
    label = forms.CharField(required=False, max_length=300)
    key = forms.UUIDField(required=False)
