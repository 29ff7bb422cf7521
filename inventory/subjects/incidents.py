"""Assessing an incident: what was decided, why, by whom; told in the chain that opened it."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory import erasable
from inventory.journal.append import Head, append, head_columns, next_entry
from inventory.models import Device, Incident, StorageMedium
from inventory.refusals import Conflict, Missing, Refused
from inventory.rows import told, write
from inventory.selectors.incidents import incidents_seen_by
from inventory.state import Change
from inventory.subjects.recording import allowed, moment, one_transaction
from inventory.vocabulary import Decision, SubjectKind

REASON_DAYS = 1825
"""Five years: as long as a breach of data may be asked about (code civil, art. 2224)."""


def assess_incident(*, actor: Actor, incident_id: str, decision: str, reason: str) -> None:
    """Say whether the CNIL is notified and why, once; the text lies in the erasable store.

    Raises
    ------
    Refused
        Not theirs to assess, assessed already, or no reason given.
    """
    allowed(actor, "read_incidents")
    if decision not in set(Decision) or not reason.strip() or "\x00" in reason:
        raise Refused("invalid-data", "Indiquez la décision et pourquoi.")
    with one_transaction():
        seen = incidents_seen_by(actor).filter(pk=incident_id).exists()
        row = Incident.objects.select_for_update().filter(pk=incident_id).first() if seen else None
        if row is None:
            raise Missing("unknown-incident", "Cet incident n'existe pas.")
        if row.assessed_at is not None:
            raise Conflict("already-assessed", "Cet incident est déjà évalué : voici la décision.")
        if row.organisation_id != actor.organisation_id:
            raise Refused(
                "not-yours",
                "L'organisation qui l'a ouvert l'évalue : appelez-la.",
                title="Pas ici",
                status=403,
            )
        kept = erasable.keep(
            text=reason.strip()[:2000],
            kind="incident",
            days=REASON_DAYS,
            organisation_id=actor.organisation_id,
        )
        _tell(actor, row, decision, kept)


def _tell(actor: Actor, row: Incident, decision: str, kept: dict[str, str]) -> None:
    """One entry in the chain of the device or loose medium, and the row it tells of."""
    when = moment(actor, None)
    model, kind, key = _subject(row)
    subject = model._default_manager.select_for_update().get(pk=key)
    if subject.head_at is not None and when.occurred_at < subject.head_at:
        raise Conflict("out-of-order", "Une opération plus récente est déjà enregistrée.")
    columns: dict[str, Any] = {
        "assessed_at": when.occurred_at,
        "decision": decision,
        "why": kept["erasable"],
    }
    change = Change("incident", row.pk, columns)
    step = getattr(subject, "step", "")
    entry = next_entry(
        kind=kind,
        subject=str(key),
        head=Head(subject.head_sequence, subject.head_hash),
        operation="assess_incident",
        when=when,
        steps=(step, step),
        data={"incident": row.pk, "decision": decision, "reason": kept},
        effects=[told(change)],
    )
    write(change)
    table = "device" if kind == SubjectKind.DEVICE else "medium"
    write(Change(table, str(key), {}), head_columns(entry))
    append(entry)


def _subject(row: Incident) -> tuple[type[Device] | type[StorageMedium], str, str | None]:
    if row.device_id:
        return Device, SubjectKind.DEVICE, row.device_id
    return StorageMedium, SubjectKind.MEDIUM, row.medium_id
