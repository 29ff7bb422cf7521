"""Posters: one operation, perhaps at one place; scanned, they choose the scanner's mode.

A poster's code is one of the family of labels, bound to it: the wedge, the camera, the check
character and the phone's own camera read it as they read any label.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from filiere.network.actor import Actor
from inventory.appearance import OPERATION_ICONS, PLACE_ICONS
from inventory.batches import carried_rows
from inventory.circuit import CIRCUIT
from inventory.codes import bind, mint_codes
from inventory.ids import id_in, new_id
from inventory.models import Place, Poster
from inventory.refusals import Missing, Refused
from inventory.row import Row
from inventory.scanning.modes import BY_LABEL, CARRIED, rows_for
from inventory.subjects.recording import allowed
from inventory.templatetags.look import drawing
from inventory.whereabouts import tree_of
from labels.codes import shown
from labels.symbols import address
from papers import render

FORMATS = {"a4": "A4", "a5": "A5"}
KIND = "poster"
WORDS = {CARRIED: "Chariot ou palette"}
DONE = {
    "move": "Scannez cette affiche, puis chaque appareil : il est rangé ici.",
    "count": "Scannez cette affiche, puis tout ce qui est là : le comptage avance seul.",
    CARRIED: "Scannez cette affiche, choisissez l'opération, puis le chariot ou la palette.",
}
ANYWHERE = {
    "move": "Scannez cette affiche, puis l'étiquette du lieu, puis chaque appareil.",
    "count": "Scannez cette affiche, puis l'étiquette du lieu, puis tout ce qui est là.",
}
LONG = 120
"""Of a longer way, its end is said: the rest would push the square off the page."""
USUAL = "Scannez cette affiche, puis chaque appareil."


def choices(actor: Actor) -> list[tuple[str, str]]:
    """Modes that a poster may choose, by their French name; the usual ones first."""
    usual, others = rows_for(actor)
    rows: list[Row] = [*usual, *others]
    found = [(row.name, row.verb) for row in rows]
    return [*found, (CARRIED, WORDS[CARRIED])] if carried_rows(actor) else found


def takes_place(operation: str) -> bool:
    return operation in BY_LABEL


def poster_for(*, actor: Actor, operation: str, place_id: str | None) -> Poster:
    """The poster of this mode, made the first time it is asked.

    Raises
    ------
    Refused
        ``unknown-operation``; Missing ``unknown-place``, also when it is closed.
    """
    allowed(actor, "print_labels")
    if operation not in dict(choices(actor)):
        raise Refused("unknown-operation", "Choisissez une opération de la liste.")
    place = None
    if place_id and takes_place(operation):
        mine = Place.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
        place = mine.filter(pk=id_in(place_id)).first()
        if place is None:
            raise Missing("unknown-place", "Ce lieu n'existe pas chez vous, ou il est fermé.")
    own = actor.organisation_id
    known = Poster.objects.filter(organisation_id=own, operation=operation, place=place).first()
    if known is not None:
        return known
    with transaction.atomic():
        (code,) = mint_codes(count=1, organisation_id=own)
        made = Poster.objects.create(
            id=new_id(), organisation_id=own, operation=operation, place=place, code=code
        )
        bind(code, kind=KIND, bound_id=made.pk, organisation_id=own)
    return made


def pdf(poster: Poster, size: str) -> bytes:
    """One page, A4 or A5, read from across the room."""
    return render.pdf("affiche", content(poster, size), drawings={"icon.svg": _icon(poster)})


def content(poster: Poster, size: str) -> dict[str, Any]:
    verb = verb_of(poster.operation)
    place = poster.place.name if poster.place else ""
    way = tree_of(poster.organisation_id).path(poster.place.parent_id) if poster.place else ""
    told = DONE if poster.place or poster.operation == CARRIED else ANYWHERE
    return {
        "site": settings.SITE_NAME,
        "format": size,
        "title": verb,
        "size": 62 if len(verb) <= 12 else 48 if len(verb) <= 22 else 38,
        "place": place,
        "way": way if len(way) <= LONG else f"… {way[-LONG:]}",
        "name_size": 32 if len(place) <= 40 else 20,
        "square": 104 if place else 124,
        "sentence": told.get(poster.operation, USUAL),
        "code": shown(poster.code),
        "check": address(settings.SITE_URL, poster.code),
    }


def verb_of(operation: str) -> str:
    row = CIRCUIT.get(operation)
    return row.verb if row else WORDS[operation]


def _icon(poster: Poster) -> bytes:
    name = OPERATION_ICONS.get(poster.operation, "boxes")
    if poster.place and poster.operation == "move":
        name = PLACE_ICONS[poster.place.kind]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#ffffff">'
        f"{drawing(name)}</svg>"
    ).encode()
