"""Two people for one statement: the first says it, the second confirms it from their account.

Nothing is proven, and nothing told in the journal, before the second does the operation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from filiere.network.actor import Actor
from inventory import erasable
from inventory.models import Testimony
from inventory.perform import Outcome, perform
from inventory.receipts import content, once
from inventory.refusals import Conflict, Missing, Refused
from inventory.state import World
from inventory.subjects.recording import one_transaction
from inventory.testimonies import KEPT, exposures, waiting, words_of
from inventory.vocabulary import TestimonyEnd


def state(
    *, actor: Actor, world: World, operation: str, data: Mapping[str, Any], key: str
) -> Testimony:
    """Keep what was said until the second person confirms it; it replaces what waited before.

    The caller has heard every other condition of the operation hold.

    Raises
    ------
    Refused
        ``one-second``: each medium has its own second person.
    """
    text = json.dumps(data, sort_keys=True)
    by = actor.membership_id
    assert by is not None  # a point is told to sign in first
    code = world.device.code if world.device else world.media[0].code or ""
    second = _one_second(data)

    def act() -> dict[str, Any]:
        now = timezone.now()
        before = Testimony.objects.filter(organisation_id=actor.organisation_id, code=code)
        before.filter(closed_at=None).update(closed_at=now, end=TestimonyEnd.REPLACED)
        kept = erasable.keep(
            text=text, kind="testimony", days=KEPT.days, organisation_id=actor.organisation_id
        )
        row = Testimony.objects.create(
            organisation_id=actor.organisation_id,
            code=code,
            operation=operation,
            told=kept["erasable"],
            exposures=exposures(world),
            by_id=by,
            second_id=second,
            stated_at=now,
        )
        return {"testimony": row.pk}

    print_ = content("testimony", operation, code, text)
    done, _ = once(actor=actor, key=key, fingerprint=print_, act=act)
    return Testimony.objects.get(pk=done["testimony"])


def _one_second(data: Mapping[str, Any]) -> int:
    named = {one.get("second") for one in data.get("outcomes", (data,))} - {None}
    if len(named) != 1:
        raise Refused(
            "one-second",
            "Nommez la même seconde personne pour chaque support : elle confirme le tout.",
        )
    return int(named.pop())


def testimonies_seen_by(actor: Actor) -> QuerySet[Testimony]:
    """Those that wait, of one's own organisation."""
    mine = waiting().filter(organisation_id=actor.organisation_id)
    return mine.select_related("by__user", "second__user")


def to_confirm(actor: Actor) -> list[Testimony]:
    """Those that wait for this very person."""
    if actor.kind != "user":
        return []
    return list(testimonies_seen_by(actor).filter(second_id=actor.membership_id))


def awaited(actor: Actor, code: str) -> Testimony | None:
    """What waits to be confirmed about this code, said in one's own organisation."""
    return testimonies_seen_by(actor).filter(code=code).last()


def testimony_of(actor: Actor, key: str) -> Testimony:
    """One that waits, of one's own organisation.

    Raises
    ------
    Missing
        There is none, or no more.
    """
    found = testimonies_seen_by(actor).filter(pk=key).first()
    if found is None:
        raise Missing("unknown-testimony", "Cette déclaration n'attend plus de confirmation.")
    return found


def confirm(*, actor: Actor, testimony: Testimony, key: str) -> Outcome:
    """Do the operation as the second person: who acts confirms, the first is named second.

    Raises
    ------
    Refused
        As the operation; the testimony goes on waiting.
    """
    data = json.loads(words_of(testimony) or "{}")
    for one in data.get("outcomes", (data,)):
        if one.get("second"):
            one["second"] = testimony.by_id
    data["testimony"] = testimony.pk
    with one_transaction():
        outcome = perform(
            operation=testimony.operation, code=testimony.code, actor=actor, data=data, key=key
        )
        if outcome.status == "done":
            _close(testimony, TestimonyEnd.CONFIRMED)
    return outcome


def drop(*, actor: Actor, testimony: Testimony) -> None:
    """Say no, as the second person; or take one's own word back.

    Raises
    ------
    Refused
        Whoever else, or it has had its answer.
    """
    ends = {
        testimony.by_id: TestimonyEnd.WITHDRAWN,
        testimony.second_id: TestimonyEnd.DECLINED,
    }
    if actor.kind != "user" or actor.membership_id not in ends:
        raise Refused(
            "not-yours",
            "Seules les deux personnes de cette déclaration y répondent.",
            status=403,
        )
    _close(testimony, ends[actor.membership_id])


def _close(testimony: Testimony, end: TestimonyEnd) -> None:
    waits = Testimony.objects.filter(pk=testimony.pk, closed_at=None)
    if not waits.update(closed_at=timezone.now(), end=end):
        raise Conflict("moved-first", "Cette déclaration vient de recevoir sa réponse.")
