"""Distribuer: to whom and how first; what only a sale, a loan or a lot asks, folded."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from inventory.forms.signed import SignedForm
from inventory.vocabulary import Recipient, Step

FIRST = ("to", "reference", "mode", "unused")
FOLDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pour une vente solidaire", ("price_cents", "ticket")),
    ("Pour un prêt", ("return_due",)),
    ("Lot, bon d'orientation", ("lot", "voucher")),
)


class HandOverForm(SignedForm):
    """« Jamais utilisé » is asked only of what was delivered; a person signs."""

    template: ClassVar[str] = "inventory/forms/hand_over.html"

    signed_by: ClassVar[str] = "Signature de qui reçoit"

    def build(self) -> None:
        super().build()
        if self.world.here.step != Step.DELIVERED:
            del self.fields["unused"]

    def must_sign(self) -> bool:
        return self.typed is None or self.typed.get("to") != Recipient.STRUCTURE

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST if name in self.fields]

    @property
    def folded(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Title, fields, and whether it opens by itself: something is in it."""
        found = []
        for title, names in FOLDED:
            fields = [self[name] for name in names]
            found.append((title, fields, any(field.value() or field.errors for field in fields)))
        return found
