"""A gift on its way: proposed, planned, fetched, sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.refusals import Refused as NetworkRefused
from filiere.network.territories import resolve
from inventory import erasable
from inventory.codes import mint_codes
from inventory.ids import new_id
from inventory.models import Collection, CollectionLine
from inventory.parsing import parse_data
from inventory.perform import perform
from inventory.refusals import Missing, Refused
from inventory.subjects.gift import MOST, AtTheDoor, Gift
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import CollectionState, LegalBasis, Signed, Slot, SubjectKind

CONTACT_DAYS = 365
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
    policy = {"legal_basis": legal_basis, "level": level, "witness": witness}
    gift = parse_data(Gift, {"lines": lines, **policy})
    told = announced(gift)
    place = _commune(commune)
    when = moment(actor, occurred_at)
    with one_transaction():
        organisation = _donor(donor) if donor is not None else None
        kept = dict(contact or {})
        if organisation is None and not kept:
            kept = _contact(donor or "", actor)
        basis = gift.legal_basis or (LegalBasis.COMPANY if organisation else LegalBasis.HOUSEHOLD)
        if organisation is None and basis != LegalBasis.HOUSEHOLD:
            raise Missing(
                "unknown-donor",
                "Aucune organisation active ne porte ce nom : seul un particulier donne sans être "
                "dans la filière.",
            )
        collection = Collection.objects.create(
            id=new_id(),
            donor=organisation,
            contact=kept.get("erasable", ""),
            commune_id=place,
            custodian_id=actor.organisation_id,
            legal_basis=basis,
            level=gift.level,
            witness=gift.witness,
            created_at=when.occurred_at,
        )
        for kind, count in told.items():
            CollectionLine.objects.create(collection=collection, kind=kind, announced=count)
        data = {
            "donor": organisation.pk if organisation else None,
            "contact": kept or None,
            "commune": place,
            "legal_basis": basis,
            "level": gift.level,
            "witness": gift.witness,
            "lines": [{"kind": kind, "count": count} for kind, count in told.items()],
        }
        if proposal:
            data["proposal"] = proposal
        steps = ("", CollectionState.PROPOSED.value)
        tell(SubjectKind.COLLECTION, collection.pk, "propose", when, data, steps=steps)
    return collection


def plan_collection(
    *,
    actor: Actor,
    collection_id: str,
    planned_on: date,
    slot: str = Slot.DAY,
    occurred_at: datetime | None = None,
) -> None:
    """Set the day of the fetching, and when in that day."""
    _step(
        actor,
        collection_id,
        "plan",
        {"planned_on": planned_on},
        occurred_at,
        planned_on=planned_on,
        slot=Slot(slot).value,
    )


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
        columns = {name: kept["erasable"] for name, kept in beside.items()}
        columns |= {"signed": door.signed or ""}
        _step(actor, collection_id, "fetch", data, occurred_at, weight_g=door.weight_g, **columns)
        for kind, count in door.received.items():
            _line(collection_id, kind, received=count)
        for kind, (count, reason) in door.refused.items():
            _line(collection_id, kind, refused=count, refusal_reason=reason)


def sort_collection(
    *, actor: Actor, collection_id: str, occurred_at: datetime | None = None
) -> None:
    """Close the gift: every device of it is registered or refused."""
    _step(actor, collection_id, "sort", {}, occurred_at)


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


def _commune(text: str) -> str:
    try:
        place = resolve(text)
    except NetworkRefused as error:
        raise Refused(
            error.code, error.detail, title=error.title, status=error.status, suggest=error.suggest
        ) from error
    if not place.pk.startswith("com:"):
        raise Refused("not-a-commune", "Indiquez une commune (code INSEE), pas un territoire.")
    return place.pk


def _donor(donor: int | str) -> Organisation | None:
    known = Organisation.objects.filter(active=True)
    if isinstance(donor, int) or (donor.isascii() and donor.isdigit() and len(donor) < 19):
        found = known.filter(pk=int(donor)).first()
        if found is None:
            raise Missing("unknown-donor", "Cette organisation n'existe pas, ou n'est plus active.")
        return found
    text = donor.strip()
    if not text or "\x00" in text or len(text) > 200:
        raise Refused("invalid-data", "Indiquez le donateur, en 200 caractères au plus.")
    return known.filter(name__iexact=text).order_by("id").first()


def _contact(donor: int | str, actor: Actor) -> dict[str, str]:
    return erasable.keep(
        text=str(donor).strip(),
        kind="contact",
        days=CONTACT_DAYS,
        organisation_id=actor.organisation_id,
    )


def _step(
    actor: Actor,
    collection_id: str,
    operation: str,
    data: Mapping[str, Any],
    occurred_at: datetime | None,
    **columns: Any,
) -> None:
    allowed(actor, "create_collection")
    target, starts = STEPS[operation]
    with one_transaction():
        mine = Collection.objects.select_for_update().filter(custodian_id=actor.organisation_id)
        collection = mine.filter(pk=collection_id).first()
        if collection is None:
            raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
        before = collection.state
        if before not in starts:
            told = CollectionState(before).label
            raise Refused("wrong-state", f"Cette collecte est déjà {told}.")
        when = moment(actor, occurred_at)
        columns["state"] = target
        if target == CollectionState.FETCHED:
            columns["fetched_at"] = when.occurred_at
        for name, value in columns.items():
            setattr(collection, name, value)
        collection.save(update_fields=list(columns))
        steps = (before, target.value)
        tell(SubjectKind.COLLECTION, collection.pk, operation, when, data, steps=steps)


def _line(collection_id: str, kind: str, **columns: Any) -> None:
    line, _ = CollectionLine.objects.get_or_create(collection_id=collection_id, kind=kind)
    changes: dict[str, Any] = dict(columns)
    for counter in ("received", "refused"):
        if counter in changes:
            changes[counter] = F(counter) + changes[counter]
    CollectionLine.objects.filter(pk=line.pk).update(**changes)
