"""Parts taken from the stock by a repair, or made by dismantling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from inventory.forms.choices import parts
from inventory.forms.media_rows import PartRow, Rows
from inventory.forms.operation import OperationForm


class PartsForm(OperationForm):
    """Clore la réparation, démonter pour pièces."""

    template: ClassVar[str] = "inventory/forms/parts.html"
    skipped: ClassVar[frozenset[str]] = frozenset({"parts"})

    def build(self) -> None:
        super().build()
        stock = parts(self.world)
        blank = 3 if stock else 0
        self.parts = Rows("part", PartRow, self.typed, blank=blank, choices=lambda _: stock)
        self.rows = [self.parts]

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        used = self.parts.told()
        return {**told, "parts": used} if used else told
