"""What a certificate of one device and cycle covers: each medium it held then, and its proof."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from inventory.models import Device, Entry, ErasureProof, StorageMedium
from inventory.promise import lacks, named
from inventory.refusals import Refused
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import IN_HOUSE, ErasureLevel, MediumStatus, SubjectKind

SAID = ("kind", "statement", "slot_sim", "slot_card", "unlisted_media")
"""Columns of a device that say whether its media are all known."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One medium and what became of it: ``proof`` of its erasure, or of its destruction."""

    medium: StorageMedium
    proof: ErasureProof

    @property
    def destroyed(self) -> bool:
        return self.proof.level == ErasureLevel.DESTROY


@dataclass(slots=True)
class _Cycle:
    """The media of a device in one cycle, as its chain tells them."""

    present: dict[str, dict[str, Any]] = field(default_factory=dict)
    device: dict[str, Any] = field(default_factory=dict)
    proved: dict[str, str] = field(default_factory=dict)
    stated: bool = False
    found: bool = False

    def see(self, medium: str, told: dict[str, Any], step: str) -> None:
        """A proof; or, in the house, a new exposure: somebody may have written on it since."""
        if told.get("proof_id"):
            self.proved[medium] = told["proof_id"]
        elif step in IN_HOUSE and "exposure" in told:
            self.proved.pop(medium, None)

    def hold(self, device: dict[str, Any], media: dict[str, dict[str, Any]], code: str) -> None:
        """What the device holds after one entry of the cycle."""
        self.found = True
        self.stated = self.stated or bool(device.get("statement"))
        self.present |= {key: columns for key, columns in media.items() if _inside(columns, code)}


def covered(device: Device, cycle: int) -> list[Covered]:
    """Every medium of this cycle with its proof.

    Raises
    ------
    Refused
        There is no such cycle, no medium in it, or one that has no valid proof.
    """
    told = _read(device.pk, cycle)
    if not told.found:
        raise Refused("no-such-cycle", "Cet appareil n'a pas connu ce passage.", status=404)
    if lack := _unsaid(device.pk, told.device):
        raise lack
    if not told.present:
        raise no_medium() if told.stated else _not_stated()
    media = StorageMedium.objects.in_bulk(list(told.present))
    found = []
    for key, columns in told.present.items():
        medium = media[key]
        proof = _proof(medium, columns, told.proved.get(key, ""))
        if proof is None:
            raise _unproved(medium)
        found.append(Covered(medium, proof))
    return found


def no_medium() -> Refused:
    """A device without medium gets no certificate of erasure."""
    return Refused(
        "no-medium",
        "Cet appareil n'a pas de support de stockage : rien n'y a été effacé, il n'y a donc pas "
        "de certificat d'effacement.",
        title="Pas de certificat",
    )


def _unsaid(code: str, columns: dict[str, Any]) -> Refused | None:
    """Why the media proved may not be all: one shown and not declared, a slot nobody looked at."""
    known = {name: columns[name] for name in SAID if name in columns}
    for lack in lacks(DeviceState(code=code, **{"kind": "", **known}), ()):
        if lack.code in ("medium-unlisted", "slot-not-answered"):
            return Refused(
                lack.code,
                lack.sentence,
                title="Pas encore de certificat",
                suggest=(lack.operation,),
            )
    return None


def _not_stated() -> Refused:
    return Refused(
        "media-not-stated",
        "Les supports de cet appareil n'ont pas encore été déclarés. Auditez-le.",
        title="Pas encore de certificat",
        suggest=("audit",),
    )


def _unproved(medium: StorageMedium) -> Refused:
    columns = {one.attname: getattr(medium, one.attname) for one in medium._meta.concrete_fields}
    return Refused(
        "medium-not-proved",
        f"{named(MediumState(**columns), capital=True)} n'a pas de preuve valide pour ce passage. "
        "Effacez-le ou faites-le détruire, puis établissez le certificat.",
        title="Pas encore de certificat",
        suggest=("erase",),
    )


def _read(code: str, cycle: int) -> _Cycle:
    """The chain folded, up to the end of this cycle."""
    chain = Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id=code)
    told, now = _Cycle(), 1
    media: dict[str, dict[str, Any]] = {}
    entries = chain.order_by("sequence").values_list("effects", "step_after")
    for effects, step in entries:
        changes = json.loads(effects)
        device: dict[str, Any] = {}
        for one in changes:
            if one["t"] == "device" and one["id"] == code:
                device |= one["set"]
        now = device.get("cycle", now)
        if now > cycle:
            break
        told.device |= device
        for one in changes:
            if one["t"] == "medium":
                media.setdefault(one["id"], {}).update(one["set"])
                if now == cycle:
                    told.see(one["id"], one["set"], step)
        if now == cycle:
            told.hold(device, media, code)
    return told


def _inside(columns: dict[str, Any], code: str) -> bool:
    return columns.get("device_id") == code and (
        columns.get("status", MediumStatus.FITTED) == MediumStatus.FITTED
    )


def _proof(medium: StorageMedium, columns: dict[str, Any], told: str) -> ErasureProof | None:
    """The valid proof that closes this medium's story in the cycle.

    The last proof that the chain told in the cycle (what a holder wrote on it afterwards is
    another story); else its destruction; else, for a medium that was proved out of the device,
    that of the exposure it had. A medium that failed by then can only have been destroyed.
    """
    proofs = ErasureProof.objects.filter(medium=medium, result="success", withdrawn=False)
    exposure = columns.get("exposure", medium.exposure)
    asked = {"pk": told} if told else {"exposure": exposure}
    found = proofs.filter(**asked).order_by("-ended_at").first()
    if found is not None and (found.level == ErasureLevel.DESTROY or not _failed(found)):
        return found
    return None if told and found is None else proofs.filter(level=ErasureLevel.DESTROY).first()


def _failed(proof: ErasureProof) -> bool:
    """Whether an erasure of this medium failed, in this exposure or before."""
    failed = ErasureProof.objects.filter(medium=proof.medium_id, result="failed")
    return failed.filter(exposure__lte=proof.exposure).exists()
