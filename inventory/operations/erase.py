"""Effacer: one outcome for each medium named."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from inventory import methods
from inventory.guards import guard
from inventory.operations import slots
from inventory.operations.closing import close_recall, destroyed
from inventory.operations.media import find_medium
from inventory.operations.schema import Data, Id, Label, Moment, OrganisationId, Ref, Signature
from inventory.operations.wiped import document_refused, evidence_refused
from inventory.operations.witnesses import (
    confirmed_by_second,
    photo_refused,
    policy_of,
    second_refused,
    witness_refused,
)
from inventory.promise import is_clear, named, of
from inventory.refusals import Refused
from inventory.state import Change, Effects, MediumState, World
from inventory.vocabulary import SOLDERED, ErasureLevel, Step

CLOCK_SLACK = timedelta(minutes=5)
MOST_OUTCOMES = 40


class Outcome(Data):
    """What became of one medium; ``medium`` is its id, its serial or the code on its label."""

    medium: Label
    outcome: Literal["proof", "failed", "destroyed"]
    method: Label | None = None
    tool: Label | None = None
    ended: Moment | None = None
    verified: bool = False
    second: OrganisationId | None = None
    photo: Id | None = None
    slip: Ref | None = None
    evidence: Id | None = None
    evidence_index: Annotated[int, Field(ge=0, le=999)] | None = None
    named: bool = False
    document: Id | None = None
    document_serial: Label | None = None


class Erase(Data):
    """``testimony`` is what the first of two people said, and the second confirms."""

    outcomes: Annotated[list[Outcome], Field(min_length=1, max_length=MOST_OUTCOMES)]
    consent: Signature | None = None
    testimony: Id | None = None


def erasable(world: World) -> tuple[MediumState, ...]:
    """The media that an erasure here may name: those in the device, or the loose one."""
    return world.fitted if world.device is not None else world.media[:1]


def meant(world: World, outcome: Any) -> MediumState:
    return find_medium(erasable(world), outcome.medium)


@guard("chaque support nommé est connu, une seule fois")
def each_medium_once(world: World, data: Any) -> Refused | None:
    seen: set[str] = set()
    for outcome in data.outcomes:
        medium = meant(world, outcome)
        if medium.id in seen:
            return Refused("medium-twice", f"{named(medium, capital=True)} est nommé deux fois.")
        seen.add(medium.id)
    return None


@guard("une preuve qui vaut : méthode, vérification, date, politique de la collecte", promise=True)
def proofs_hold(world: World, data: Any) -> Refused | None:
    for outcome in data.outcomes:
        medium = meant(world, outcome)
        if outcome.outcome == "proof":
            refused = proof_refused(world, medium, outcome)
        elif outcome.outcome == "destroyed":
            refused = _destroyed_refused(world, medium, outcome)
        else:
            refused = _future_refused(world, medium, outcome)
            refused = refused or evidence_refused(world, medium, outcome)
        refused = refused or second_refused(world, outcome.second)
        refused = refused or document_refused(world, medium, outcome)
        if refused:
            return refused
    return None


def _destroyed_refused(world: World, medium: MediumState, outcome: Outcome) -> Refused | None:
    """A destruction is a statement too: nobody gets round the witnesses by saying it."""
    if medium.kind in SOLDERED:
        return Refused(
            "soldered",
            "Cette mémoire est soudée : elle se détruit avec l'appareil. "
            "Orientez-le vers le recyclage « à détruire ».",
            suggest=("recycle",),
        )
    _, witnesses = policy_of(world, medium)
    return witness_refused(world, witnesses, outcome) or photo_refused(world, medium, outcome)


def proof_refused(world: World, medium: MediumState, outcome: Outcome) -> Refused | None:
    name = named(medium, capital=True)
    if medium.failed:
        return Refused(
            "medium-failed",
            f"L'effacement {of(medium)} a déjà échoué : il ne peut plus qu'être détruit.",
            suggest=("take_out",),
        )
    if not outcome.verified:
        return Refused(
            "not-verified",
            f"{name} : l'effacement n'a pas été vérifié. Vérifiez, puis enregistrez la preuve.",
        )
    if outcome.method is None or outcome.ended is None:
        return Refused(
            "proof-incomplete", f"{name} : indiquez la méthode et l'heure de fin de l'effacement."
        )
    return (
        evidence_refused(world, medium, outcome)
        or _method_refused(world, medium, outcome)
        or photo_refused(world, medium, outcome)
        or _date_refused(world, medium, outcome)
    )


def _method_refused(world: World, medium: MediumState, outcome: Outcome) -> Refused | None:
    name = named(medium, capital=True)
    method = outcome.method or ""
    level = methods.level(method, medium.kind)
    if level is None:
        fitting = ", ".join(item.key for item in methods.fitting(medium.kind))
        why = methods.why_not(method, medium.kind)
        return Refused("method-does-not-fit", f"{name}. {why} Conviennent : {fitting}.")
    if level == ErasureLevel.DESTROY:
        return Refused(
            "say-destroyed", f"{name} : cette méthode détruit. Indiquez le résultat « détruit »."
        )
    asked, witnesses = policy_of(world, medium)
    if not methods.satisfies(level, asked):
        return Refused(
            "policy-asks-more",
            f"{name} : la collecte demande un effacement {asked.label}, "
            f"cette méthode vaut {level.label}.",
        )
    return witness_refused(world, witnesses, outcome) if outcome.evidence is None else None


def _date_refused(world: World, medium: MediumState, outcome: Outcome) -> Refused | None:
    name = named(medium, capital=True)
    ended = outcome.ended
    if ended is None or (medium.exposed_at and ended < medium.exposed_at):
        return Refused(
            "proof-too-old",
            f"{name} : cet effacement est antérieur à l'arrivée du support. "
            "Quelqu'un a pu y écrire depuis : effacez-le de nouveau.",
        )
    return _future_refused(world, medium, outcome)


def _future_refused(world: World, medium: MediumState, outcome: Outcome) -> Refused | None:
    if outcome.ended is None or outcome.ended <= world.now + CLOCK_SLACK:
        return None
    name = named(medium, capital=True)
    return Refused("proof-in-future", f"{name} : la fin de l'effacement est dans le futur.")


@guard("deux personnes demandées : la seconde confirme de son compte")
def second_confirms(world: World, data: Any) -> Refused | None:
    for outcome in data.outcomes:
        typed = outcome.outcome == "destroyed" or (
            outcome.outcome == "proof" and outcome.evidence is None
        )
        refused = typed and confirmed_by_second(world, meant(world, outcome), outcome.second)
        if refused:
            return refused
    return None


@guard("au détenteur d'un SAV : son accord écrit")
def holder_agrees(world: World, data: Any) -> Refused | None:
    if data.consent or not _is_theirs(world, data):
        return None
    return Refused(
        "consent-missing",
        "Ce support porte les données du détenteur : il faut son accord écrit pour l'effacer.",
    )


def _is_theirs(world: World, data: Any) -> bool:
    """Whether a medium named came in with the holder of the service that is open."""
    device = world.device
    if device is None:
        return bool(world.media[0].holder_service)
    if device.step != Step.IN_SERVICE:
        return False
    return any(meant(world, o).holder_service == device.service_id for o in data.outcomes)


def outcome_changes(world: World, outcome: Outcome) -> list[Change]:
    medium = meant(world, outcome)
    if outcome.outcome == "destroyed":
        proof = {"slip": outcome.slip or "", "second_id": outcome.second}
        method = methods.normalise(outcome.method or "destroyed")
        return destroyed(world, medium, method, **proof)
    new = world.ids()
    failed = outcome.outcome == "failed"
    row = {
        "medium_id": medium.id,
        "exposure": medium.exposure,
        "result": "failed" if failed else "success",
        "method": methods.normalise(outcome.method or ""),
        "level": methods.level(outcome.method or "", medium.kind) or "",
        "tool": outcome.tool or "",
        "verified": outcome.verified and not failed,
        "ended_at": outcome.ended or world.at,
        "recorded_by_id": world.who.organisation_id,
        "second_id": outcome.second,
        "slip": outcome.slip or "",
        "basis": "evidence" if outcome.evidence else "statement",
        "evidence_sha": outcome.evidence,
        "evidence_index": outcome.evidence_index if outcome.evidence else None,
        "withdrawn": False,
    }
    told: dict[str, Any] = {"failed": True, "proof_id": None} if failed else {"proof_id": new}
    return [Change("proof", new, row, new=True), Change("medium", medium.id, told)]


def effects(world: World, data: Erase) -> Effects:
    changes = [change for outcome in data.outcomes for change in outcome_changes(world, outcome)]
    columns: dict[str, Any] = {}
    if world.device is not None:
        gone = [meant(world, o) for o in data.outcomes if o.outcome == "destroyed"]
        columns |= slots.columns(slots.emptied(world, gone))
    if world.device is not None and world.device.recall_id:
        after = world.with_device(columns).with_changes(changes)
        if is_clear(after):
            closed, closing = close_recall(world.device, "erased", world.at)
            columns |= closed
            changes += closing
    return Effects(device=columns, changes=tuple(changes))
