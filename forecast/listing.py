"""Actors of the panorama that the pilots type by hand: named, sourced, dated, retired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Forbidden, Refused
from forecast.models import ListedActor


@dataclass(frozen=True, slots=True)
class Typed:
    """What the pilots say of an organisation; never a person."""

    name: str
    step: str
    legal_status: str
    commune: Territory
    capacity: int | None
    source: str
    said_on: date


def typed_actors() -> list[ListedActor]:
    """Those typed by hand, retired ones last."""
    found = ListedActor.objects.filter(organisation__isnull=False)
    return list(
        found.select_related("commune", "organisation").order_by("retired_at", "name", "key")
    )


def typed_actor(key: str) -> ListedActor | None:
    return ListedActor.objects.filter(organisation__isnull=False, key=key).first()


def list_actor(*, actor: Actor, key: str, typed: Typed) -> ListedActor:
    """Write an actor under the key of its form: the same form sent twice is one actor.

    Raises
    ------
    Forbidden
        Only who leads a steering organisation writes.
    Refused
        ``actor-known``: the same name at the same place is there already.
    """
    _check(actor)
    same = ListedActor.objects.filter(
        name__iexact=typed.name, commune=typed.commune, step=typed.step, retired_at__isnull=True
    ).exclude(key=key)
    if same.exists():
        raise Refused(
            "actor-known",
            f"{typed.name} est déjà dans le panorama, à cette étape et dans cette commune.",
            title="Déjà recensé",
            status=409,
        )
    told = {
        "name": typed.name,
        "step": typed.step,
        "legal_status": typed.legal_status,
        "commune": typed.commune,
        "capacity": typed.capacity,
        "source": typed.source,
        "said_on": typed.said_on,
        "organisation_id": actor.organisation_id,
        "imported_at": timezone.now(),
    }
    with transaction.atomic():
        found = ListedActor.objects.select_for_update().filter(organisation__isnull=False, key=key)
        one = found.first() or ListedActor(key=key)
        for name, value in told.items():
            setattr(one, name, value)
        one.save()
    return one


def retire_actor(*, actor: Actor, one: ListedActor, back: bool = False) -> ListedActor:
    """Take an actor out of the panorama, or bring it ``back``.

    Raises
    ------
    Forbidden
    """
    _check(actor)
    one.retired_at = None if back else timezone.now()
    one.imported_at = timezone.now()
    one.save(update_fields=["retired_at", "imported_at"])
    return one


def _check(actor: Actor) -> None:
    if not rights.may(actor, "write_report"):
        raise Forbidden("Seuls les pilotes écrivent dans le diagnostic.")
