"""What may be chosen where the data of an operation is an id: only what one may see."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, F, Q

from filiere.network.identity import operators_of
from filiere.network.models import Organisation
from inventory import methods
from inventory.forms.fields import Choices
from inventory.guards import HOLDER_KINDS, HOUSE_KINDS, TARGET_KINDS
from inventory.lines import TAKEN
from inventory.models import ErasureProof, Pallet, Part, Place, RequestLine, StorageMedium
from inventory.promise import is_clear, named
from inventory.selectors import requests_seen_by
from inventory.state import World
from inventory.subjects.delivering import next_slip
from inventory.vocabulary import SOLDERED, DeviceKind, MediumStatus, Profile, RequestState
from labels.codes import shown

MOST = 200
"""More than this is not chosen from a list."""


def choices_of(operation: str, name: str, world: World) -> Choices | None:
    """What may be answered; None when the field is not an id to choose."""
    ask = QUESTIONS.get((operation, name)) or QUESTIONS.get(("", name))
    return ask(world) if ask else None


def suggested(operation: str, name: str, world: World) -> str | None:
    """What the house itself would answer: the number of its next slip."""
    return next_slip(world.who) if (operation, name) == ("deliver", "slip") else None


def places(world: World) -> Choices:
    mine = Place.objects.filter(organisation_id=world.who.organisation_id, closed_at=None)
    return list(mine.values_list("pk", "name")[:MOST])


def parts_of(world: World) -> list[tuple[str, str, int]]:
    """The parts of one's stock: id, name, how many are left."""
    mine = Part.objects.filter(organisation_id=world.who.organisation_id)
    return list(mine.values_list("pk", "name", "quantity")[:MOST])


def open_pallets(world: World) -> Choices:
    mine = Pallet.objects.filter(organisation_id=world.who.organisation_id, closed_at=None)
    return list(mine.values_list("pk", "name")[:MOST])


def its_pallet(world: World) -> Choices:
    mine = Pallet.objects.filter(
        organisation_id=world.who.organisation_id, pk=world.here.pallet_id or ""
    )
    return [
        (one.pk, one.name if one.closed_at else f"{one.name} (encore ouverte : fermez-la d'abord)")
        for one in mine
    ]


def recyclers(world: World) -> Choices:
    known = Organisation.objects.filter(kind="recycler", active=True)
    return [(str(pk), name) for pk, name in known.values_list("pk", "name")[:MOST]]


def who_may_receive(world: World) -> Choices:
    """Workshops and collection points; others too for what is clear and in the house."""
    held_elsewhere = world.facts.get("custodian_kind") in HOLDER_KINDS
    clear = world.device is not None and is_clear(world)
    kinds = TARGET_KINDS if clear and not held_elsewhere else HOUSE_KINDS
    others = Organisation.objects.filter(kind__in=kinds, active=True).exclude(
        pk=world.who.organisation_id
    )
    return [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in others[:MOST]]


def fitted_media(world: World) -> Choices:
    return [
        (medium.id, named(medium, capital=True))
        for medium in world.fitted
        if medium.kind not in SOLDERED
    ]


def loose_media(world: World) -> Choices:
    mine = StorageMedium.objects.filter(
        custodian_id=world.who.organisation_id,
        status=MediumStatus.LOOSE,
        failed=False,
        offer_to=None,
    )
    return [
        (
            row.code or "",
            f"{shown(row.code or '')} · {row.get_kind_display()} {row.model} {row.serial}".strip(),
        )
        for row in mine[:MOST]
    ]


def standing_proofs(world: World) -> Choices:
    keys = [medium.id for medium in world.media]
    rows = ErasureProof.objects.filter(medium__in=keys, withdrawn=False, result="success")
    found = []
    for proof in rows.order_by("-ended_at")[:MOST]:
        medium = world.medium(proof.medium_id)
        method = methods.find(proof.method)
        said = method.label if method else proof.method
        when = proof.ended_at.strftime("%d/%m/%Y")
        found.append((proof.pk, f"{named(medium, capital=True) if medium else ''}, {said}, {when}"))
    return found


def colleagues(world: World) -> Choices:
    names = operators_of(world.who.organisation_id)
    return [(str(pk), name) for pk, name in names.items() if pk != world.who.membership_id]


def waiting_lines(world: World) -> Choices:
    """Lines of open requests that ask for this kind and are not served yet."""
    seen = requests_seen_by(world.who).filter(state=RequestState.OPEN)
    rows = (
        RequestLine.objects.filter(request__in=seen.values("pk"), kind=world.here.kind)
        .annotate(taken=Count("reservations", filter=Q(reservations__state__in=TAKEN)))
        .filter(quantity__gt=F("taken"))
        .select_related("request__structure")
        .order_by("request__created_at")
    )
    return [(row.pk, _line(row)) for row in rows[:MOST]]


def _line(row: RequestLine) -> str:
    left = row.quantity - getattr(row, "taken", 0)
    told = f"{row.request.structure} : {left} × {DeviceKind(row.kind).label}"
    told += f", {Profile(row.profile).label}"
    if row.request.wanted_by:
        told += f", pour le {row.request.wanted_by:%d/%m/%Y}"
    return told


QUESTIONS: dict[tuple[str, str], Callable[[World], Choices]] = {
    ("", "place"): places,
    ("recycle", "pallet"): open_pallets,
    ("remove", "pallet"): its_pallet,
    ("remove", "operator"): recyclers,
    ("transfer", "to"): who_may_receive,
    ("take_out", "medium"): fitted_media,
    ("", "line"): waiting_lines,
    ("", "proof"): standing_proofs,
    ("", "second"): colleagues,
}
EMPTY: dict[str, str] = {
    "place": "Aucun lieu n'est encore créé dans votre organisation.",
    "pallet": "Aucune palette ne convient : ouvrez-en une, ou fermez et pesez celle-ci.",
    "operator": "Aucun recycleur n'est connu de la filière.",
    "to": "Aucune organisation ne peut le recevoir.",
    "medium": "Aucun support ne se retire de cet appareil.",
    "line": "Aucune demande ouverte n'attend cet appareil.",
    "proof": "Aucune preuve n'est en vigueur.",
    "second": "Personne d'autre dans votre équipe.",
}
