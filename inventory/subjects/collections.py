"""A gift on its way: proposed, planned, fetched, sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from filiere.network.actor import Actor
from inventory import erasable
from inventory.codes import mint_codes
from inventory.ids import new_id
from inventory.journal.append import Moment
from inventory.models import Collection
from inventory.parsing import parse_data
from inventory.perform import perform
from inventory.refusals import Missing, Refused
from inventory.state import Change
from inventory.subjects.collection_lines import at_the_door, line_change
from inventory.subjects.gift import MOST, AtTheDoor, Gift
from inventory.subjects.giver import commune_named, giver_of
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import CollectionState, Signed, Slot, SubjectKind

SIGNATURE_DAYS = 1825
COMING = (CollectionState.PROPOSED, CollectionState.PLANNED)
STEPS: dict[str, tuple[CollectionState, tuple[CollectionState, ...]]] = {
    "plan": (CollectionState.PLANNED, COMING),
    "fetch": (CollectionState.FETCHED, COMING),
    "sort": (CollectionState.SORTED, (CollectionState.FETCHED,)),
}
"""Where each verb leads, and the states it may start from."""


def announced(gift: Gift) -> dict[str, int]:
    """How many devices of each kind.

    Raises
    ------
    Refused
        More than 1,000 in all.
    """
    total: Counter[str] = Counter()
    for line in gift.lines:
        total[line.kind] += line.count
    if total.total() > MOST:
        raise Refused("invalid-data", f"Indiquez entre 1 et {MOST} appareils en tout.")
    return dict(total)


def propose_collection(
    *,
    actor: Actor,
    donor: int | str | None,
    commune: str,
    lines: Sequence[Mapping[str, Any]],
    legal_basis: str | None = None,
    level: str = "clear",
    witness: str = "none",
    contact: Mapping[str, str] | None = None,
    proposal: str = "",
    occurred_at: datetime | None = None,
) -> Collection:
    """Record a gift that is announced.

    ``donor`` is an organisation (id or exact name); any other text is a household's contact and
    goes to the erasable store: statistics know its commune only. ``contact`` is one kept there
    already, of a household (no donor then) or of whom to ask for at the donor's; ``proposal``
    the id of what was proposed on the public page.
    """
    allowed(actor, "create_collection")
    asked = {"lines": lines, "legal_basis": legal_basis, "level": level, "witness": witness}
    gift = parse_data(Gift, asked)
    told = announced(gift)
    place = commune_named(commune)
    when = moment(actor, occurred_at)
    with one_transaction():
        giver = giver_of(actor, donor, contact, gift.legal_basis)
        key, policy = new_id(), {"level": gift.level, "witness": gift.witness}
        columns = {
            "donor_id": giver.donor_id,
            "contact": giver.contact.get("erasable", ""),
            "commune_id": place,
            "custodian_id": actor.organisation_id,
            "created_at": when.occurred_at,
            "legal_basis": giver.basis,
            **policy,
        }
        changes = [Change("collection", key, columns, new=True)]
        changes += [line_change(key, kind, None, announced=count) for kind, count in told.items()]
        data = {
            "donor": giver.donor_id,
            "contact": giver.contact or None,
            "commune": place,
            "legal_basis": giver.basis,
            "lines": [{"kind": kind, "count": count} for kind, count in told.items()],
            **policy,
        }
        data |= {"proposal": proposal} if proposal else {}
        steps = ("", CollectionState.PROPOSED.value)
        tell(SubjectKind.COLLECTION, key, "propose", when, data, steps=steps, changes=changes)
    return Collection.objects.get(pk=key)


def plan_collection(
    *,
    actor: Actor,
    collection_id: str,
    planned_on: date,
    slot: str = Slot.DAY,
    occurred_at: datetime | None = None,
) -> None:
    """Set the day of the fetching, and when in that day."""
    with one_transaction():
        collection = _held(actor, collection_id, "plan")
        columns = {"planned_on": planned_on, "slot": Slot(slot).value}
        when = moment(actor, occurred_at)
        _step(collection, "plan", when, {"planned_on": planned_on}, columns)


def fetch_collection(
    *,
    actor: Actor,
    collection_id: str,
    received: Mapping[str, int] | None = None,
    refused: Mapping[str, tuple[int, str]] | None = None,
    weight_g: int | None = None,
    signed: str | None = None,
    signature: str = "",
    signatory: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """What was really taken, and what was refused at the door with its reason.

    ``signature`` and ``signatory`` (what the donor drew, and their name) go to the erasable
    store; ``signed`` says whether they signed, when they were asked to.
    """
    told = {
        "received": received or {},
        "refused": refused or {},
        "weight_g": weight_g,
        "signed": signed or None,
    }
    door = parse_data(AtTheDoor, told)
    if (door.signed == Signed.SIGNED) != bool(signature):
        raise Refused(
            "signature-blank",
            "La signature est vide. Faites signer, ou cochez « Le donateur n'a pas signé ».",
        )
    with one_transaction():
        beside = {}
        for name, text in (("signature", signature), ("signatory", signatory)):
            if text:
                beside[name] = erasable.keep(
                    text=text,
                    kind="signature",
                    days=SIGNATURE_DAYS,
                    organisation_id=actor.organisation_id,
                )
        data = door.model_dump(exclude_none=True) | beside
        columns: dict[str, Any] = {name: kept["erasable"] for name, kept in beside.items()}
        columns |= {"signed": door.signed or "", "weight_g": door.weight_g}
        collection = _held(actor, collection_id, "fetch")
        lines = at_the_door(collection, door)
        _step(collection, "fetch", moment(actor, occurred_at), data, columns, lines=lines)


def sort_collection(
    *, actor: Actor, collection_id: str, occurred_at: datetime | None = None
) -> None:
    """Close the gift: every device of it is registered or refused."""
    with one_transaction():
        collection = _held(actor, collection_id, "sort")
        _step(collection, "sort", moment(actor, occurred_at), {}, {})


def register_collection(
    *,
    actor: Actor,
    donor: int | str,
    commune: str,
    lines: Sequence[Mapping[str, Any]],
    occurred_at: datetime | None = None,
    **policy: Any,
) -> tuple[Collection, list[str]]:
    """A gift brought to the door: recorded, fetched, and each device registered at once."""
    with one_transaction():
        collection = propose_collection(
            actor=actor,
            donor=donor,
            commune=commune,
            lines=lines,
            occurred_at=occurred_at,
            **policy,
        )
        counts = dict(collection.lines.values_list("kind", "announced"))
        fetch_collection(
            actor=actor, collection_id=collection.pk, received=counts, occurred_at=occurred_at
        )
        codes: list[str] = []
        for kind, count in counts.items():
            for code in mint_codes(count=count, organisation_id=actor.organisation_id):
                perform(
                    operation="register",
                    code=code,
                    actor=actor,
                    data={"collection": collection.pk, "kind": kind},
                    occurred_at=occurred_at,
                    any_past=True,
                )
                codes.append(code)
    return collection, codes


def _held(actor: Actor, collection_id: str, operation: str) -> Collection:
    """One's own collection, its row locked, where this verb may start."""
    allowed(actor, "create_collection")
    mine = Collection.objects.select_for_update().filter(custodian_id=actor.organisation_id)
    collection = mine.filter(pk=collection_id).first()
    if collection is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    if collection.state not in STEPS[operation][1]:
        told = CollectionState(collection.state).label
        raise Refused("wrong-state", f"Cette collecte est déjà {told}.")
    return collection


def _step(
    collection: Collection,
    operation: str,
    when: Moment,
    data: Mapping[str, Any],
    columns: Mapping[str, Any],
    *,
    lines: Sequence[Change] = (),
) -> None:
    target = STEPS[operation][0]
    moved = {**columns, "state": target.value}
    if target == CollectionState.FETCHED:
        moved["fetched_at"] = when.occurred_at
    changes = [Change("collection", collection.pk, moved), *lines]
    steps = (collection.state, target.value)
    tell(SubjectKind.COLLECTION, collection.pk, operation, when, data, steps=steps, changes=changes)
