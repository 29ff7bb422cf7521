"""Parts taken from the stock by a repair, or made by dismantling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

from inventory.forms.choices import parts_of
from inventory.forms.media_rows import PartRow, Rows
from inventory.forms.operation import OperationForm


class PartsForm(OperationForm):
    """Clore la réparation, démonter pour pièces."""

    template: ClassVar[str] = "inventory/forms/parts.html"
    skipped: ClassVar[frozenset[str]] = frozenset({"parts"})

    def build(self) -> None:
        super().build()
        stock = parts_of(self.world)
        self.left = {pk: quantity for pk, _, quantity in stock}
        said = [(pk, f"{name} ({quantity} en stock)") for pk, name, quantity in stock]
        blank = 3 if stock else 0
        self.parts = Rows("part", PartRow, self.typed, blank=blank, choices=lambda _: said)
        self.rows = [self.parts]

    def clean(self) -> dict[str, Any]:
        """What the stock has not is said beside the part, with all that is missing besides."""
        cleaned = super().clean()
        if self.row.name == "close_repair" and self._beyond_the_stock() and not self.errors:
            self.add_error(None, "Il reste quelque chose à corriger plus bas.")
        return cleaned

    def _beyond_the_stock(self) -> bool:
        left, found = Counter(self.left), False
        for row in self.parts.forms:
            used = row.told() if row.is_valid() else None
            if used is None:
                continue
            there = max(0, left[used["part"]])
            left[used["part"]] -= used["quantity"]
            if left[used["part"]] < 0:
                found = True
                row.add_error("quantity", f"Il n'en reste que {there} : corrigez, ou recomptez.")
        return found

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        used = self.parts.told()
        return {**told, "parts": used} if used else told
