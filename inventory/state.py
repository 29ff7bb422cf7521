"""The world an operation sees: plain values, no database.

Field names are the column names of the state rows, so that a change says the same thing in
memory, in the database and in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from filiere.network.actor import Actor
from inventory.ids import new_id
from inventory.vocabulary import LegalStatus, MediumStatus, Step


@dataclass(frozen=True, slots=True)
class DeviceState:
    """One device. ``custodian_id`` is None when the holder has it."""

    code: str
    kind: str
    step: str = Step.COLLECTED
    cycle: int = 1
    cycle_opened_at: datetime | None = None
    brand: str = ""
    model: str = ""
    serial: str = ""
    asset_tag: str = ""
    collection_id: str = ""
    donor_id: int | None = None
    custodian_id: int | None = None
    structure_id: int | None = None
    holder: str = ""
    released_by_id: int | None = None
    statement: str = ""
    slot_sim: str = ""
    slot_card: str = ""
    snapshot_media: bool = False
    unlisted_media: int = 0
    ever_listed: bool = False
    tests: Mapping[str, str] = field(default_factory=dict)
    blocking: tuple[str, ...] = ()
    grade: str = ""
    system: str = ""
    accessories: tuple[str, ...] | None = None
    capabilities: Mapping[str, Any] = field(default_factory=dict)
    place_id: str | None = None
    hold_id: str | None = None
    repair_id: str | None = None
    service_id: str | None = None
    reservation_id: str | None = None
    offer_id: str | None = None
    offer_to_id: int | None = None
    recall_id: str | None = None
    pallet_id: str | None = None
    to_destroy: bool = False
    order_ref: str = ""
    removed: bool = False
    destruction_certificate: str = ""
    legal_status: str = LegalStatus.PRODUCT
    head_sequence: int = 0
    head_hash: str = ""
    head_at: datetime | None = None

    def slot(self, name: str) -> str:
        """What was answered of the removable slot ``sim`` or ``card``."""
        return self.slot_sim if name == "sim" else self.slot_card


@dataclass(frozen=True, slots=True)
class MediumState:
    """One storage medium. ``proof_id`` is the valid proof of its present exposure."""

    id: str
    kind: str
    status: str = MediumStatus.FITTED
    device_id: str | None = None
    serial: str = ""
    serial_key: str = ""
    size_gb: int | None = None
    model: str = ""
    slot: str = ""
    exposure: int = 1
    exposed_at: datetime | None = None
    failed: bool = False
    proof_id: str | None = None
    origin_code: str = ""
    origin_collection: str = ""
    holder_service: str = ""
    last_code: str = ""
    code: str | None = None
    custodian_id: int | None = None
    place_id: str | None = None
    offer_to_id: int | None = None
    version: int = 0
    head_sequence: int = 0
    head_hash: str = ""
    head_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProofState:
    id: str
    medium_id: str
    exposure: int
    withdrawn: bool = False
    result: str = "success"
    level: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row said anew. ``new`` inserts, otherwise the named columns are updated."""

    table: str
    id: str
    set: Mapping[str, Any]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """What an operation does beyond the step.

    ``device`` are columns of the device; ``changes`` other rows; ``then`` what may only be
    written once the device has moved (exposures that grow when it leaves); ``mirrors`` the
    other chains that tell of it: (subject kind, id, data).
    """

    device: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    then: tuple[Change, ...] = ()
    mirrors: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """All that an operation may look at. ``facts`` holds the answers of selectors."""

    who: Actor
    at: datetime
    now: datetime
    device: DeviceState | None = None
    media: tuple[MediumState, ...] = ()
    proofs: Mapping[str, ProofState] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    ids: Callable[[], str] = new_id

    @property
    def here(self) -> DeviceState:
        if self.device is None:
            raise LookupError("this operation acts on a device")
        return self.device

    @property
    def fitted(self) -> tuple[MediumState, ...]:
        """Media that are in the device now."""
        if self.device is None:
            return ()
        return tuple(
            medium
            for medium in self.media
            if medium.status == MediumStatus.FITTED and medium.device_id == self.device.code
        )

    def medium(self, key: str) -> MediumState | None:
        """The medium known here by id or loose code."""
        return next((m for m in self.media if key in (m.id, m.code)), None)

    def with_device(self, columns: Mapping[str, Any]) -> World:
        if not columns:
            return self
        return replace(self, device=replace(self.here, **columns))

    def with_changes(self, changes: Iterable[Change]) -> World:
        """The world after these changes of media and proofs; other tables do not show here."""
        changes = [change for change in changes if change.table in ("medium", "proof")]
        if not changes:
            return self
        media = {medium.id: medium for medium in self.media}
        proofs = dict(self.proofs)
        for change in changes:
            if change.table == "medium":
                known = known_columns(MediumState, change.set)
                if change.new:
                    media[change.id] = MediumState(id=change.id, **known)
                else:
                    media[change.id] = replace(media[change.id], **known)
            elif change.table == "proof":
                known = known_columns(ProofState, change.set)
                if change.new:
                    proofs[change.id] = ProofState(id=change.id, **known)
                elif change.id in proofs:
                    proofs[change.id] = replace(proofs[change.id], **known)
        return replace(self, media=tuple(media.values()), proofs=proofs)


def known_columns(state: type, columns: Mapping[str, Any]) -> dict[str, Any]:
    names = _names(state)
    return {name: value for name, value in columns.items() if name in names}


@cache
def _names(state: type) -> frozenset[str]:
    return frozenset(item.name for item in fields(state))


def exposed_again(medium: MediumState, at: datetime, **more: Any) -> Change:
    """Somebody may have written on it: the old proof answers no more."""
    columns = {"exposure": medium.exposure + 1, "exposed_at": at, "proof_id": None} | more
    return Change("medium", medium.id, columns)
