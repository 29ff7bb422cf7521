"""Places: made, labelled, put elsewhere with all they hold, renamed, closed once empty.

A device's own chain says in which place it lies; a place's own chain says where that place
stands. A trolley is moved by one entry in its chain: what each device's chain says stays true,
and the way to it (« Atelier › Chariot 2 ») is read along the tree.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from filiere.network.actor import Actor
from inventory.codes import bind, mint_codes
from inventory.ids import id_in, new_id
from inventory.models import Device, Pallet, Place, PlaceCount, StorageMedium
from inventory.receipts import content, once
from inventory.refusals import Conflict, Missing, Refused
from inventory.state import Change
from inventory.subjects.house import name_of
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import MediumStatus, PlaceKind, SubjectKind
from inventory.whereabouts import DEEPEST, Tree, holds_no_place, tree_of


def create_place(
    *,
    actor: Actor,
    name: str,
    kind: str = PlaceKind.PLACE,
    parent: str | None = None,
    code: str = "",
    occurred_at: datetime | None = None,
) -> Place:
    """A new place with a code of its own, minted unless given, perhaps in another one.

    Raises
    ------
    Refused
        ``invalid-data``, ``in-a-trolley``, ``too-deep``; Conflict ``name-taken``; Missing
        ``unknown-place`` for a parent that is closed or somebody else's.
    """
    allowed(actor, "create_collection")
    when = moment(actor, occurred_at)
    with one_transaction():
        if Place.objects.filter(organisation_id=actor.organisation_id, name=name_of(name)).exists():
            raise Conflict("name-taken", "Un lieu de votre organisation porte déjà ce nom.")
        kind = _kind(kind)
        if parent:
            _may_stand_in(locked_tree(actor), None, parent)
        key = new_id()
        code = code or mint_codes(count=1, organisation_id=actor.organisation_id)[0]
        told = {"kind": kind, "parent_id": parent or None, "code": code}
        columns = {
            "organisation_id": actor.organisation_id,
            "name": name_of(name),
            "created_at": when.occurred_at,
        }
        changes = [Change("place", key, columns | told, new=True)]
        tell(SubjectKind.PLACE, key, "create", when, told, changes=changes)
        _bind(code, key, actor)
    return Place.objects.get(pk=key)


def rename_place(*, actor: Actor, place_id: str, name: str, kind: str | None = None) -> None:
    """The same place under another name, or of another kind: what is there stays there."""
    allowed(actor, "create_collection")
    with one_transaction():
        place = mine(actor, place_id)
        others = Place.objects.filter(organisation_id=actor.organisation_id, name=name_of(name))
        if others.exclude(pk=place.pk).exists():
            raise Conflict("name-taken", "Un lieu de votre organisation porte déjà ce nom.")
        kind = _kind(kind or place.kind)
        if holds_no_place(kind) and place.children.filter(closed_at=None).exists():
            raise Refused("in-a-trolley", "Ce lieu en contient d'autres : ce n'est pas un chariot.")
        told = {} if kind == place.kind else {"kind": kind}
        changes = [Change("place", place.pk, {"name": name_of(name), **told})]
        tell(SubjectKind.PLACE, place.pk, "rename", moment(actor, None), told, changes=changes)


def move_place(
    *,
    actor: Actor,
    place_id: str,
    parent: str | None,
    key: str = "",
    occurred_at: datetime | None = None,
) -> bool:
    """Put a place, and so all that it holds, in another one; True when it was there already.

    Raises
    ------
    Refused
        ``in-itself``, ``in-a-trolley``, ``too-deep``, ``place-closed``; Missing ``unknown-place``;
        Conflict ``out-of-order`` for a moment before the last thing told of it.
    """
    allowed(actor, "create_collection")

    def act() -> dict[str, bool]:
        tree = locked_tree(actor)
        place = mine(actor, place_id)
        if place.parent_id == (parent or None):
            return {"there": True}
        if parent:
            _may_stand_in(tree, place, parent)
        told = {"parent_id": parent or None}
        changes = [Change("place", place.pk, told)]
        tell(SubjectKind.PLACE, place.pk, "move", moment(actor, occurred_at), told, changes=changes)
        return {"there": False}

    with one_transaction():
        print_ = content("move_place", place_id, parent or "")
        done, replayed = once(actor=actor, key=key, fingerprint=print_, act=act)
    return bool(done["there"]) and not replayed


def label_place(*, actor: Actor, place_id: str) -> str:
    """Its code; one is minted for a place that was made before places had one."""
    allowed(actor, "create_collection")
    with one_transaction():
        place = mine(actor, place_id)
        if place.code is None:
            place.code = _labelled(actor, SubjectKind.PLACE, place.pk)
    return place.code


def label_pallet(*, actor: Actor, pallet_id: str) -> str:
    """The code of a recycling pallet; minted the first time it is asked."""
    allowed(actor, "create_collection")
    with one_transaction():
        rows = Pallet.objects.select_for_update().filter(organisation_id=actor.organisation_id)
        pallet = rows.filter(pk=pallet_id).first()
        if pallet is None:
            raise Missing("unknown-pallet", "Cette palette n'existe pas chez vous.")
        if pallet.code is None:
            pallet.code = _labelled(actor, SubjectKind.PALLET, pallet.pk)
    return pallet.code


def _labelled(actor: Actor, kind: SubjectKind, key: str) -> str:
    """A code minted and bound to what had none."""
    own = actor.organisation_id
    (code,) = mint_codes(count=1, organisation_id=own)
    changes = [Change(kind.value, key, {"code": code})]
    tell(kind, key, "label", moment(actor, None), {"code": code}, changes=changes)
    bind(code, kind=kind, bound_id=key, organisation_id=own)
    return code


def close_place(*, actor: Actor, place_id: str) -> None:
    """Nothing is put there any more; refused while something is there, or is being counted."""
    allowed(actor, "create_collection")
    with one_transaction():
        place = mine(actor, place_id)
        count = devices_at(actor, place.pk).count() + media_at(actor, place.pk).count()
        if count:
            raise Refused(
                "place-not-empty",
                f"Il reste {count} appareil(s) ou support(s) ici. Déplacez-les d'abord.",
            )
        if place.children.filter(closed_at=None).exists():
            raise Refused(
                "place-not-empty", "D'autres lieux sont dans celui-ci. Fermez-les d'abord."
            )
        if PlaceCount.objects.filter(place=place, closed_at=None).exists():
            raise Refused("count-open", "Un comptage est ouvert ici. Clôturez-le d'abord.")
        when = moment(actor, None)
        changes = [Change("place", place.pk, {"closed_at": when.occurred_at})]
        tell(SubjectKind.PLACE, place.pk, "close", when, {}, changes=changes)


def devices_at(actor: Actor, *places: str) -> QuerySet[Device]:
    """Devices that one's organisation holds at these places."""
    here = Device.objects.filter(place_id__in=places, custodian_id=actor.organisation_id)
    return here.order_by("pk")


def media_at(actor: Actor, *places: str) -> QuerySet[StorageMedium]:
    """Loose media that one's organisation holds at these places."""
    return StorageMedium.objects.filter(
        place_id__in=places, custodian_id=actor.organisation_id, status=MediumStatus.LOOSE
    ).order_by("code")


def mine(actor: Actor, place_id: str) -> Place:
    """An open place of one's own, its row locked."""
    rows = Place.objects.select_for_update().filter(organisation_id=actor.organisation_id)
    place = rows.filter(pk=id_in(place_id)).first()
    if place is None:
        raise Missing("unknown-place", "Ce lieu n'existe pas chez vous.")
    if place.closed_at is not None:
        raise Refused("place-closed", "Ce lieu est fermé.")
    return place


def locked_tree(actor: Actor) -> Tree:
    """The tree, every place of it locked in one order: two moves cannot make a loop."""
    rows = Place.objects.select_for_update().filter(organisation_id=actor.organisation_id)
    list(rows.order_by("pk").values_list("pk"))
    return tree_of(actor.organisation_id)


def _may_stand_in(tree: Tree, place: Place | None, parent: str) -> None:
    spot = tree.spots.get(parent)
    if spot is None:
        raise Missing("unknown-place", "Ce lieu n'existe pas chez vous.")
    if spot.closed:
        raise Refused("place-closed", f"{spot.name} est fermé. Choisissez un lieu ouvert.")
    if holds_no_place(spot.kind):
        raise Refused(
            "in-a-trolley",
            f"{spot.name} est un chariot : il porte des appareils, pas un autre lieu.",
        )
    if place is not None and parent in tree.within(place.pk):
        raise Refused("in-itself", "Un lieu ne se range pas dans lui-même.")
    height = _height(tree, place.pk) if place is not None else 1
    if len(tree.way(parent)) + height > DEEPEST:
        raise Refused("too-deep", f"Des lieux s'emboîtent sur {DEEPEST} niveaux au plus.")


def _height(tree: Tree, key: str) -> int:
    return 1 + max((_height(tree, one.id) for one in tree.children(key)), default=0)


def _kind(kind: str) -> str:
    if kind not in set(PlaceKind):
        raise Refused("invalid-data", "Choisissez ce qu'est ce lieu.")
    return PlaceKind(kind).value


def _bind(code: str, place_id: str, actor: Actor) -> None:
    own = actor.organisation_id
    bind(code, kind=SubjectKind.PLACE, bound_id=place_id, organisation_id=own)
