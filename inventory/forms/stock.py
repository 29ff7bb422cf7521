"""Mettre à disposition: grade, system, accessories, place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from inventory.forms.accessories import accessories_told, add_accessories
from inventory.forms.operation import OperationForm
from inventory.vocabulary import SYSTEM_KINDS

EXPECTED = ("grade", "system", "accessories")
"""Left blank, the operation asks for them: they are not told to be optional."""


class StockForm(OperationForm):
    """What the audit said is already there."""

    skipped: ClassVar[frozenset[str]] = frozenset({"accessories"})

    def build(self) -> None:
        super().build()
        device = self.world.here
        self.fields["grade"].initial = device.grade
        self.fields["system"].initial = device.system
        self.fields["place"].initial = device.place_id
        if device.kind not in SYSTEM_KINDS:
            del self.fields["system"]
        add_accessories(self, device.accessories)
        for name in EXPECTED:
            if name in self.fields:
                vars(self.fields[name])["expected"] = True
        self.order_fields(["grade", "system", "accessories", "no_accessories", "place"])

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        told.pop("accessories", None)
        accessories = accessories_told(cleaned)
        return told if accessories is None else {**told, "accessories": accessories}
