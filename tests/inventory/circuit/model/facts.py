"""What selectors would tell an operation, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inventory.evidence.serials import clean_serial
from inventory.row import Row
from inventory.state import MediumState, ProofState
from tests.inventory.circuit.model.situation import (
    CODE,
    KINDS,
    OPEN,
    STRUCTURE,
    WORKSHOP,
    Situation,
)

if TYPE_CHECKING:
    from tests.inventory.circuit.model.moves import Try

Told = tuple[dict[str, Any], tuple[MediumState, ...], Mapping[str, ProofState]]


def facts(situation: Situation, row: Row, tried: Try, data: Any) -> Told:
    """Facts, the media they bring along, and the proofs known."""
    device = situation.device
    subject = situation.medium(tried.medium) if tried.medium else device
    kind = KINDS.get(subject.custodian_id or 0, "")
    told: dict[str, Any] = {"custodian_kind": kind, "given_up": situation.gave_up}
    told |= {"policies": {}, "colleagues": frozenset(), "discs": {}, "place": None, "parts": {}}
    told |= {"lot": [], "legal_basis": "", "recycler": True, "medium_code": None}
    if row.name == "audit" and data.evidence:  # here a file is named by who lists what it shows
        told["evidence_media"] = [(m.kind, clean_serial(m.serial or "")) for m in data.media or ()]
    if row.name == "void":
        quiet = not device.statement and not device.snapshot_media
        told["chain_operations"] = ["register"] if quiet else ["register", "audit"]
    elif row.name in ("recycle", "remove"):
        told["pallet"] = {"id": OPEN, "closed": row.name == "remove"}
    elif row.name == "reserve":
        told["line"] = {
            "state": "open",
            "kind": device.kind,
            "remaining": 1,
            "request_id": OPEN,
            "structure_id": STRUCTURE,
        }
    elif row.name in ("release", "deliver", "hand_over"):
        told["reservation"] = {"id": OPEN, "request_id": OPEN, "structure_id": STRUCTURE}
    elif row.name == "transfer":
        told["target"] = {"kind": KINDS[data.to], "name": "cette organisation", "active": True}
    elif row.name == "take_out":
        told["minted"] = f"code-{data.medium}"
    elif row.name == "withdraw_proof":
        return _proof(situation, told, data)
    return told, _also(situation, row, tried, data, told), {}


def _also(
    situation: Situation, row: Row, tried: Try, data: Any, told: dict[str, Any]
) -> tuple[MediumState, ...]:
    out = tuple(m for m in situation.media if m.device_id != CODE)
    if row.name == "close_service":
        return tuple(m for m in out if m.holder_service)
    if row.name not in ("audit", "fit"):
        return ()
    items = (data.media or ()) if row.name == "audit" else (data.new,)
    keys = {clean_serial(item.serial) for item in items if item is not None and item.serial}
    told["twins"] = tuple(m for m in out if m.serial_key and m.serial_key in keys)
    if row.name == "audit":
        return told["twins"]
    loose = [m for m in out if data.medium and m.id == data.medium and m.custodian_id == tried.who]
    told["loose"] = loose[0] if loose else None
    return (*told["twins"], *loose)


def _proof(situation: Situation, told: dict[str, Any], data: Any) -> Told:
    """The last proof of a thing: it answers the present exposure, or one before."""
    key = data.proof.removeprefix("proof-")
    medium = situation.medium(key)
    thing = situation.thing_of(key)
    exposure = medium.exposure if thing and thing.proof == "now" else medium.exposure - 1
    proof = ProofState(id=data.proof, medium_id=key, exposure=exposure)
    told["proof"] = {"id": data.proof}
    told["proof_recorded_by"] = WORKSHOP
    return told, (medium,), {data.proof: proof}
