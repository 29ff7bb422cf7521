"""What a session of scans does: one operation with its data asked once, or « Dites-moi »."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT, REQUESTER_KINDS, ROWS
from inventory.counting import count_named
from inventory.forms.scan_mode import ModeForm
from inventory.reading import NEEDS_A_FILE
from inventory.row import Row

ONCE: dict[str, tuple[str, ...]] = {
    "register": ("collection", "kind"),
    "open_repair": ("fault",),
    "stock": ("grade", "system", "accessories", "place"),
    "hold": ("reason", "waiting_for"),
    "resume": (),
    "reserve": ("line",),
    "release": (),
    "deliver": ("slip",),
    "open_service": ("fault",),
    "close_service": (),
    "take_back": ("reason",),
    "recycle": ("reason", "pallet"),
    "remove": ("pallet", "operator", "slip"),
    "reinstate": (),
    "transfer": ("to",),
    "accept_transfer": (),
    "cancel_transfer": (),
    "find": (),
    "move": ("place",),
    "count": ("place",),
    "reprint": (),
}
"""Operations done by the scan itself, and what is asked once before. The others open a form."""
USUAL = ("register", "audit", "erase", "test", "stock", "move", "reserve", "deliver", "hand_over")
LEFT_OUT = NEEDS_A_FILE | {"undo", "withdraw_proof", "close_recall"}
"""A scan alone says too little, or too much, for these: the page of the device does them."""
CARRIED = "batch"
"""A mode that is no operation: one scan of a trolley or a pallet acts on all it holds."""
BY_LABEL = frozenset({"move", "count"})
"""The place is chosen by scanning its label; from a list too."""
SETTLED = "regle"
"""In an address: the settings of the mode were answered."""


@dataclass(frozen=True, slots=True)
class Mode:
    """``row`` is None for « Dites-moi »; ``ready`` when nothing remains to be asked."""

    row: Row | None = None
    form: ModeForm | None = None
    data: dict[str, Any] = field(default_factory=dict)
    ready: bool = True
    query: str = ""

    @property
    def name(self) -> str:
        return self.row.name if self.row else ""

    @property
    def by_label(self) -> bool:
        """No place yet: its label comes first."""
        return self.name in BY_LABEL and not self.data

    @property
    def opens_a_form(self) -> bool:
        return self.row is not None and self.row.name not in ONCE

    @property
    def said(self) -> list[tuple[str, str]]:
        """The settings, as a person reads them."""
        return self.form.said(self.data) if self.form else []


def rows_for(actor: Actor) -> tuple[list[Row], list[Row]]:
    """The operations this person may choose: the usual ones, then the others."""
    mine = [row for row in ROWS if may_choose(actor, row)]
    usual = sorted((row for row in mine if row.name in USUAL), key=lambda r: USUAL.index(r.name))
    return usual, [row for row in mine if row.name not in USUAL]


def may_choose(actor: Actor, row: Row) -> bool:
    if row.name in LEFT_OUT or actor.role not in row.roles:
        return False
    if actor.role == "requester" and actor.organisation_kind not in REQUESTER_KINDS:
        return False
    if actor.organisation_kind in REQUESTER_KINDS:
        return row.elsewhere
    if row.custody == "workshop":
        return actor.organisation_kind == "workshop"
    return not row.creates or actor.organisation_kind in ("workshop", "collection_point")


def mode_of(query: QueryDict, actor: Actor) -> Mode:
    """The mode that an address, or the session, names; « Dites-moi » for what is not theirs."""
    row = CIRCUIT.get(query.get("mode", ""))
    if row is None or not may_choose(actor, row):
        return Mode(query="mode=")
    asked = ONCE.get(row.name, ())
    if row.name in BY_LABEL and SETTLED not in query:
        form = ModeForm(row, asked, actor)
        form.initial = {"place": query.get("lieu", "")}
        return Mode(row, form, query=f"mode={row.name}")
    if not asked:
        return Mode(row, query=f"mode={row.name}")
    settled = SETTLED in query
    form = ModeForm(row, asked, actor, query if settled else None)
    form.initial = {name: query[name] for name in asked if name in query}
    ready = settled and form.is_valid()
    told = form.told if ready else {}
    if ready and row.name == "count" and (count := count_named(actor, query.get("count", ""))):
        told = {"place": count.place_id, "count": count.pk}
    return Mode(row, form, told, ready, query.urlencode())
