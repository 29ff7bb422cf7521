"""« Chariot ou palette »: the operation is chosen once, then each scan acts on all that is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.batches import carried_rows
from inventory.circuit import CIRCUIT
from inventory.forms.scan_mode import ModeForm
from inventory.ids import id_in
from inventory.models import Place, Poster
from inventory.row import Row
from inventory.scanning.modes import CARRIED, ONCE, SETTLED, Mode, mode_of
from inventory.scanning.places import mode_address

MOST_KNOWN = 400


@dataclass(frozen=True, slots=True)
class Carrying(Mode):
    """``chosen`` is the operation for all; ``choices`` what may be chosen."""

    chosen: Row | None = None
    choices: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        return CARRIED


def mode_asked(query: QueryDict, actor: Actor) -> Mode:
    """The mode that an address, or the session, names; one for all that is held among them."""
    if query.get("mode") != CARRIED or not rights.may(actor, "create_collection"):
        return mode_of(query, actor)
    rows = tuple(carried_rows(actor))
    row = CIRCUIT.get(query.get("operation", ""))
    if row is None or row not in rows:
        return Carrying(ready=False, query=f"mode={CARRIED}", choices=rows)
    query_kept = f"mode={CARRIED}&operation={row.name}"
    asked = ONCE[row.name]
    if not asked:
        return Carrying(data={"operation": row.name}, query=query_kept, chosen=row, choices=rows)
    settled = SETTLED in query
    form = ModeForm(row, asked, actor, query if settled else None)
    form.initial = {name: query[name] for name in asked if name in query}
    ready = settled and form.is_valid()
    data = {"operation": row.name, "data": form.told} if ready else {}
    return Carrying(None, form, data, ready, query.urlencode(), row, rows)


def known_labels(actor: Actor) -> dict[str, dict[str, Any]]:
    """Labels that the page tells from a device's without the server: places, posters."""
    own = actor.organisation_id
    places = Place.objects.filter(organisation_id=own, closed_at=None, code__isnull=False)
    rows = places.order_by("-created_at").values_list("code", "pk", "name", "kind")[:MOST_KNOWN]
    found = {code: {"id": pk, "name": name, "kind": kind} for code, pk, name, kind in rows if code}
    posters = Poster.objects.filter(organisation_id=own).select_related("place")
    return found | {one.code: _poster(one) for one in posters.order_by("pk")[:MOST_KNOWN]}


def _poster(one: Poster) -> dict[str, Any]:
    """In its own mode already, a poster with a place is that place's label."""
    told: dict[str, Any] = {"go": mode_address(one), "mode": one.operation}
    if one.place is None or one.place.code is None or one.place.closed_at is not None:
        return told
    place = one.place
    return told | {"id": place.pk, "name": place.name, "kind": place.kind, "label": place.code}


def label_of(actor: Actor, place_id: str) -> str:
    """The code of a place of one's own."""
    mine = Place.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    return mine.filter(pk=id_in(place_id)).values_list("code", flat=True).first() or ""
