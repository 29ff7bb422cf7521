"""The form of an operation, made from its data's schema; those that need care add to it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from pydantic import ValidationError

from inventory.forms.choices import EMPTY, choices_of, suggested
from inventory.forms.fields import UNITS, page_field
from inventory.forms.media_rows import Rows
from inventory.parsing import sentence
from inventory.row import Row
from inventory.state import World


class OperationForm(forms.Form):
    """``told`` is the data for ``perform``, valid once ``is_valid`` says so.

    The key makes a second click an echo of the first; ``seen`` is the step that was on screen.
    """

    template: ClassVar[str] = "inventory/fields.html"
    skipped: ClassVar[frozenset[str]] = frozenset()
    multipart: ClassVar[bool] = False

    def __init__(
        self, row: Row, world: World, data: QueryDict | None = None, files: Any = None
    ) -> None:
        super().__init__(data, files, auto_id="f-%s")
        self.row = row
        self.world = world
        self.typed = data
        self.told: dict[str, Any] = {}
        self.rows: list[Rows] = []
        self.build()

    def build(self) -> None:
        """Add the fields of the schema; a form that needs care adds its own besides."""
        for name, info in self.row.data.model_fields.items():
            if name in self.skipped:
                continue
            choices = choices_of(self.row.name, name, self.world)
            field = page_field(self.row.name, name, info, choices)
            if field is None:
                continue
            if choices == []:
                field.help_text = EMPTY.get(name, "")
            if usual := suggested(self.row.name, name, self.world):
                field.initial = usual
            self.fields[name] = field

    @property
    def stuck(self) -> str:
        """What must exist first, when nothing can be answered to a question that must be."""
        for name, field in self.fields.items():
            choices = getattr(field, "choices", None)
            if field.required and choices is not None and not any(key for key, _ in choices):
                return EMPTY.get(name, "")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        invalid_rows = [rows for rows in self.rows if not rows.is_valid()]
        if self.errors:
            return cleaned
        if invalid_rows:
            self.add_error(None, "Il reste quelque chose à corriger plus bas.")
            return cleaned
        self.told = self.data_told(cleaned)
        try:
            self.row.data.model_validate(self.told)
        except ValidationError as error:
            self._say(error)
        return cleaned

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the operation: what was left blank is left out."""
        told = {}
        for name in self.row.data.model_fields:
            value = cleaned.get(name)
            if name in self.fields and not _blank(value):
                told[name] = _plain(name, value)
        return told

    def _say(self, error: ValidationError) -> None:
        for item in error.errors(include_url=False, include_input=False)[:5]:
            where = str(item["loc"][0]) if item["loc"] else ""
            said = sentence(item).partition(" : ")[2].capitalize() + "."
            self.add_error(where if where in self.fields else None, said)

    def remember(self, typed: QueryDict) -> None:
        """Show what was typed, unjudged: the page only grows by a few rows."""
        for name, field in self.fields.items():
            field.initial = field.widget.value_from_datadict(typed, {}, self.add_prefix(name))
        for rows in self.rows:
            rows.remember(typed)


def _blank(value: Any) -> bool:
    return value is None or value in ("", [], False)


def _plain(name: str, value: Any) -> Any:
    """As the journal and the fingerprint of a key want it: text and whole numbers."""
    if isinstance(value, Decimal):
        return int(value * UNITS.get(name, 1))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
