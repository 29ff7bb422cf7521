"""Which form asks the data of an operation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import QueryDict

from inventory.forms.audit import AuditForm
from inventory.forms.destroy import DestroyForm
from inventory.forms.erase import EraseForm
from inventory.forms.fit import FitForm
from inventory.forms.hand_over import HandOverForm
from inventory.forms.operation import OperationForm
from inventory.forms.parts import PartsForm
from inventory.forms.signed import SignedForm
from inventory.forms.stock import StockForm
from inventory.forms.tests import TestForm
from inventory.row import Row
from inventory.state import World


class CountForm(OperationForm):
    """A count is chosen by its place's label, at the scanner."""

    skipped: ClassVar[frozenset[str]] = frozenset({"count"})


FORMS: dict[str, type[OperationForm]] = {
    "audit": AuditForm,
    "close_repair": PartsForm,
    "count": CountForm,
    "destroy": DestroyForm,
    "dismantle": PartsForm,
    "erase": EraseForm,
    "fit": FitForm,
    "hand_over": HandOverForm,
    "return_to_donor": SignedForm,
    "stock": StockForm,
    "test": TestForm,
}
AT_ONCE = frozenset({"accept_transfer", "cancel_transfer", "resume", "release", "undo"})
"""Done by one button on the page of the device: there is nothing to say."""


def form_for(
    row: Row, world: World, typed: QueryDict | None = None, files: Any = None
) -> OperationForm:
    return FORMS.get(row.name, OperationForm)(row, world, typed, files)
