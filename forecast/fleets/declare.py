"""Keeping declared fleets: a whole list or nothing, the newest line of an organisation counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.refusals import Forbidden, Refused
from filiere.network.spelling import fold
from forecast.fleets.sheet import fleet_of
from forecast.incoming_sheets.preview import Preview
from forecast.models import Answer, Fleet, FleetImport
from forecast.vocabulary import Holder

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Declared:
    """What one organisation says it holds in one commune."""

    organisation: str
    commune: str
    holder: str
    devices: Mapping[str, int]
    renewal_years: float
    jobs: int | None = None
    next_renewal: date | None = None
    origin: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def import_fleets(*, actor: Actor, found: Preview, name: str, digest: str) -> FleetImport:
    """Keep every good line of a list, in place of what the same organisations had declared.

    Raises
    ------
    Refused
        ``nothing-to-import``; ``already-imported`` for the very same file.
    Forbidden
    """
    if not rights.may(actor, "run_surveys"):
        raise Forbidden("Les parcs se déclarent par qui pilote le diagnostic.")
    if not found.rows:
        raise Refused("nothing-to-import", "Aucune ligne de cette liste n'est bonne à importer.")
    if FleetImport.objects.filter(digest=digest).exists():
        raise Refused("already-imported", "Ce fichier est déjà importé.", status=409)
    batch = FleetImport.objects.create(
        name=name,
        digest=digest,
        organisation_id=actor.organisation_id,
        made_at=timezone.now(),
        lines=len(found.rows),
    )
    keep(
        Declared(
            organisation=row.told["organisation"],
            commune=row.told["commune"],
            holder=row.told.get("holder", Holder.COMPANIES.value),
            devices=fleet_of(row.told),
            renewal_years=row.told["renewal"],
            jobs=row.told.get("jobs"),
            next_renewal=row.told.get("next_renewal"),
            origin={"batch": batch},
        )
        for row in found.rows
    )
    return batch


def keep(told: Iterable[Declared]) -> int:
    """Put fleets in place of those that the same organisations declared; how many rows."""
    now = timezone.now()
    rows = [
        Fleet(
            **one.origin,
            organisation_name=one.organisation,
            search_name=fold(one.organisation)[:130],
            commune_id=one.commune,
            holder=one.holder,
            jobs=one.jobs,
            kind=kind,
            devices=devices,
            renewal_years=one.renewal_years,
            next_renewal=one.next_renewal,
            declared_at=now,
        )
        for one in told
        for kind, devices in one.devices.items()
    ]
    fields = (
        "batch",
        "answer",
        "organisation_name",
        "holder",
        "jobs",
        "devices",
        "renewal_years",
        "next_renewal",
        "declared_at",
    )
    Fleet.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=("commune", "search_name", "kind"),
        update_fields=fields,
    )
    return len(rows)


def forget_answer(answer: Answer) -> None:
    """Drop the fleets that came with an answer: it is said again, or taken back."""
    Fleet.objects.filter(answer=answer).delete()


def withdraw_import(*, actor: Actor, batch: FleetImport) -> None:
    """Take back a list: its fleets count no more.

    Raises
    ------
    Forbidden
    """
    if not rights.may(actor, "run_surveys"):
        raise Forbidden("Les parcs se retirent par qui pilote le diagnostic.")
    batch.delete()
