"""Fetching a gift, on a phone, at the donor's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.forms.fetch import DoorForm, TakenRow, UnannouncedRow
from inventory.forms.keys import key_of, new_key
from inventory.forms.media_rows import Rows
from inventory.forms.signature import SignatureForm
from inventory.models import Collection
from inventory.proposals.contact import contact_of
from inventory.proposals.letters import write_to_donor
from inventory.refusals import Missing, Refused
from inventory.selectors import collections_seen_by
from inventory.subjects.collections import COMING, fetch_collection
from inventory.views.access import page, see
from inventory.views.once import done_once
from inventory.vocabulary import Signed

EXTRA = 3


class Door:
    """Every form of the page, and what they say together."""

    def __init__(self, request: HttpRequest, found: Collection) -> None:
        typed = request.POST if request.method == "POST" else None
        lines = list(found.lines.all())
        known = [{"kind": line.kind, "received": line.announced} for line in lines]
        self.announced = [line.announced for line in lines]
        self.taken = Rows("taken", TakenRow, typed, known, blank=0)
        self.more = Rows("more", UnannouncedRow, typed, blank=EXTRA)
        self.told = DoorForm(typed)
        unsigned = bool(typed and typed.get("unsigned"))
        files = request.FILES if typed is not None else None
        self.signing = SignatureForm(
            typed, files, required=not unsigned, title="Signature du donateur"
        )

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.taken, self.more, self.told, self.signing)]
        return all(valid)

    @property
    def rows(self) -> list[tuple[Any, int]]:
        return list(zip(self.taken.forms, self.announced, strict=False))

    def data(self) -> dict[str, Any]:
        received: dict[str, int] = {}
        refused: dict[str, tuple[int, str]] = {}
        for form in (*self.taken.forms, *self.more.forms):
            row = form.cleaned_data
            kind = row.get("kind")
            if kind and row.get("received"):
                received[kind] = received.get(kind, 0) + row["received"]
            if kind and row.get("refused"):
                refused[kind] = (refused.get(kind, (0, ""))[0] + row["refused"], row["reason"])
        signature = self.signing.signature
        return {
            "received": received,
            "refused": refused,
            "weight_g": self.told.weight_g,
            "signed": Signed.SIGNED if signature else Signed.UNSIGNED,
            "signature": signature,
            "signatory": self.told.cleaned_data["signatory"],
        }


@require_http_methods(["GET", "POST"])
@page("create_collection")
def fetch(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    seen = collections_seen_by(actor).filter(custodian_id=actor.organisation_id)
    found = seen.select_related("donor", "commune").filter(pk=str(key)).first()
    if found is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    door = Door(request, found)
    if request.method != "POST":
        if found.state not in COMING:
            return see("inventory:collection", found.pk)
        return _page(request, found, door, new_key())
    if not door.is_valid():
        return _page(request, found, door, key_of(request.POST.get("key", "")), 422)

    done: list[str] = []

    def act() -> dict[str, Any]:
        fetch_collection(actor=actor, collection_id=found.pk, **door.data())
        done.append(found.pk)
        return {"collection": found.pk}

    try:
        done_once(request, actor, act)
    except Refused as refused:
        if refused.code == "wrong-state":
            messages.error(request, refused.detail)
            return see("inventory:collection", found.pk)
        door.told.add_error(None, refused.detail)
        return _page(request, found, door, new_key(), refused.status)
    if done:
        found.refresh_from_db()
        told = " Le donateur est prévenu." if write_to_donor(found, "fetched") else ""
        messages.success(request, f"Collecte enlevée.{told} Ensuite : enregistrer les appareils.")
    return see("inventory:collection", found.pk)


def _page(
    request: HttpRequest, found: Collection, door: Door, key: str, status: int = 200
) -> HttpResponse:
    context = {
        "collection": found,
        "door": door,
        "signing": door.signing,
        "contact": contact_of(found.contact),
        "key": key,
    }
    return render(request, "inventory/fetch.html", context, status=status)
