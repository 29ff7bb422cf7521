"""Monter un support: a loose one of the house, or a new one described here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from inventory.forms.choices import loose_media
from inventory.forms.media_rows import MediumRow, Rows
from inventory.forms.operation import OperationForm


class FitForm(OperationForm):
    """One or the other: the operation says so when it is neither or both."""

    template: ClassVar[str] = "inventory/forms/fit.html"
    skipped: ClassVar[frozenset[str]] = frozenset({"medium", "new"})

    def build(self) -> None:
        waiting = loose_media(self.world)
        self.fields["medium"] = forms.ChoiceField(
            label="Un support rangé dans la maison",
            required=False,
            choices=[("", "—"), *waiting],
            help_text="" if waiting else "Aucun support hors appareil chez vous.",
        )
        supervisor = self.world.who.role == "supervisor"
        self.new = Rows("new", MediumRow, self.typed, blank=1, supervisor=lambda _: supervisor)
        self.rows = [self.new]

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if cleaned.get("medium"):
            told["medium"] = cleaned["medium"]
        for described in self.new.told():
            told["new"] = described
        return told
