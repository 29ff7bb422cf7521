"""Retirer une preuve: it never counts again."""

from __future__ import annotations

from typing import Any

from inventory.guards import HOUSE_KINDS, guard
from inventory.operations.closing import close_offer, incident, open_recall
from inventory.operations.schema import Data, Id, Note
from inventory.refusals import Refused
from inventory.state import Change, Effects, MediumState, World
from inventory.vocabulary import IN_HOUSE, OUT, IncidentKind, MediumStatus, Step

GONE = (MediumStatus.ABSENT, MediumStatus.LOST, MediumStatus.DESTROYED)


class WithdrawProof(Data):
    proof: Id
    note: Note | None = None


def medium_of(world: World, data: WithdrawProof) -> MediumState | None:
    proof = world.proofs.get(data.proof)
    return world.medium(proof.medium_id) if proof else None


@guard("une preuve d'un support de cet appareil, pas encore retirée")
def proof_stands(world: World, data: Any) -> Refused | None:
    medium = medium_of(world, data)
    if medium is None or not _belongs(world, medium):
        return Refused("unknown-proof", "Cette preuve n'est pas celle de ce code.", status=404)
    if world.proofs[data.proof].withdrawn:
        return Refused("already-withdrawn", "Cette preuve est déjà retirée.", status=409)
    return None


def _belongs(world: World, medium: MediumState) -> bool:
    if world.device is None:
        return medium.id == world.media[0].id
    gone = medium.device_id is None and medium.last_code == world.device.code
    return medium.device_id == world.device.code or gone


@guard("votre détention, ou votre propre preuve")
def mine_to_withdraw(world: World, data: Any) -> Refused | None:
    subject = world.device or world.media[0]
    recorded_by = world.facts.get("proof_recorded_by")
    if world.who.organisation_id in (subject.custodian_id, recorded_by):
        return None
    return Refused(
        "not-in-custody",
        "Seul l'atelier qui l'a enregistrée peut la retirer.",
        status=403,
    )


def effects(world: World, data: WithdrawProof) -> Effects:
    medium = medium_of(world, data)
    if medium is None:
        raise LookupError("guarded by proof_stands")
    changes = [Change("proof", data.proof, {"withdrawn": True, "withdrawn_at": world.at})]
    told: dict[str, Any] = {"proof_id": None} if medium.proof_id == data.proof else {}
    if medium.holder_service and medium.status != MediumStatus.FITTED:
        told["holder_service"] = ""  # others' data too: it does not go back as the holder's own
    if told:
        changes.append(Change("medium", medium.id, told))
    columns: dict[str, Any] = {}
    answered_before = world.proofs[data.proof].exposure < medium.exposure
    if medium.status in GONE or answered_before or _loose_outside(world, medium):
        changes.append(incident(world, IncidentKind.PROOF_WITHDRAWN, medium_id=medium.id))
    if world.device is not None:
        columns, more = _device_effects(world, medium)
        changes += more
    elif medium.offer_to_id:
        changes.append(Change("medium", medium.id, {"offer_to_id": None}))
    return Effects(device=columns, changes=tuple(changes))


def _loose_outside(world: World, medium: MediumState) -> bool:
    """A loose medium has no recall: an incident says that somebody has it with data."""
    if medium.status != MediumStatus.LOOSE:
        return False
    same = world.device is None or world.device.custodian_id == medium.custodian_id
    return not (same and world.facts.get("custodian_kind") in HOUSE_KINDS)


def is_out(world: World) -> bool:
    """Out of the house by its step, or in the hands of a structure or a distributor."""
    elsewhere = world.facts.get("custodian_kind") not in ("", *HOUSE_KINDS)
    return world.here.step in OUT or (elsewhere and world.here.step in IN_HOUSE)


def _device_effects(world: World, medium: MediumState) -> tuple[dict[str, Any], list[Change]]:
    device = world.here
    columns, changes = close_offer(device, "cancelled", world.at)
    if device.step == Step.LOST:
        changes.append(incident(world, IncidentKind.PROOF_WITHDRAWN, medium_id=medium.id))
    elif is_out(world) and medium.device_id == device.code:
        more, rows = open_recall(world, "proof_withdrawn")
        columns |= more
        changes += rows
    return columns, changes
