"""GET /api/devices/{code}/journal: what happened to a device, with the hashes that chain it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.actor import Actor
from filiere.network.models import Membership, Organisation, ScanPoint
from inventory.api import examples
from inventory.api.documented import READING, documented
from inventory.api.who import actor_with
from inventory.circuit import CIRCUIT
from inventory.codes import read_code
from inventory.models import Entry
from inventory.refusals import Missing
from inventory.selectors import chain_of, device_seen_by, sees_inside
from inventory.vocabulary import Step

router = Router(tags=["Appareils"])


class From(Schema):
    after: int = Field(0, ge=0, lt=2**31, description="Le `next` de la page précédente.")
    limit: int = Field(50, ge=1, le=200, description="Entrées par page.")


class Who(Schema):
    """``name`` n'est donné qu'à l'organisation de la personne."""

    kind: str
    name: str | None
    organisation: int
    organisation_name: str


class JournalEntry(Schema):
    """Une entrée. Un texte libre n'y est que par son numéro et son empreinte salée."""

    id: str
    sequence: int
    operation: str
    done: str
    step_before: str
    step_after: str
    step_after_label: str
    data: dict[str, Any]
    who: Who
    occurred_at: datetime
    recorded_at: datetime
    batch: str
    previous_hash: str
    hash: str


class Journal(Schema):
    items: list[JournalEntry]
    next: int | None


@router.get(
    "/{code}/journal",
    **documented(
        "Lire l'historique d'un appareil",
        "Dans l'ordre, pour qui tient l'appareil, l'a remis, ou à qui il est proposé. Chaque "
        "entrée porte l'empreinte de la précédente.",
        answer=Journal,
        example=examples.JOURNAL,
        problems=(*READING, 404),
    ),
)
def get_journal(request: HttpRequest, code: str, asked: Query[From]) -> dict[str, Any]:
    actor = actor_with(request, "read_journal")
    device = device_seen_by(actor, read_code(code, actor))
    if not sees_inside(actor, device):
        raise Missing(
            "not-for-you", "L'historique de cet appareil est celui de l'organisation qui le tient."
        )
    chain = chain_of(device).filter(sequence__gt=asked.after)
    page = list(chain[: asked.limit + 1])
    shown = page[: asked.limit]
    more = len(page) > asked.limit
    return {"items": _entries(shown, actor), "next": shown[-1].sequence if more else None}


def _entries(entries: Sequence[Entry], actor: Actor) -> list[dict[str, Any]]:
    organisations = dict(
        Organisation.objects.filter(pk__in={e.organisation_id for e in entries}).values_list(
            "pk", "name"
        )
    )
    names = _names(entries, actor)
    return [_entry(entry, organisations, names) for entry in entries]


def _names(entries: Sequence[Entry], actor: Actor) -> dict[str, str]:
    """Names of colleagues and of one's own points, by entry."""
    own = [entry for entry in entries if entry.organisation_id == actor.organisation_id]
    people = Membership.objects.filter(pk__in={e.membership_id for e in own}).select_related("user")
    members = {row.pk: str(row.user) for row in people}
    points = dict(
        ScanPoint.objects.filter(pk__in={e.scan_point_id for e in own}).values_list("pk", "name")
    )
    found = {}
    for entry in own:
        told = [members.get(entry.membership_id or 0), points.get(entry.scan_point_id or 0)]
        found[entry.pk] = " · ".join(name for name in told if name)
    return found


def _entry(entry: Entry, organisations: dict[int, str], names: dict[str, str]) -> dict[str, Any]:
    row = CIRCUIT.get(entry.operation)
    return {
        "id": entry.pk,
        "sequence": entry.sequence,
        "operation": entry.operation,
        "done": row.done if row else entry.operation,
        "step_before": entry.step_before,
        "step_after": entry.step_after,
        "step_after_label": Step(entry.step_after).label if entry.step_after else "",
        "data": json.loads(entry.data),
        "who": {
            "kind": entry.actor_kind,
            "name": names.get(entry.pk) or None,
            "organisation": entry.organisation_id,
            "organisation_name": organisations.get(entry.organisation_id, ""),
        },
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "batch": entry.batch,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
