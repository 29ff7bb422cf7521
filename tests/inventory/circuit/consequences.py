"""What an accepted operation does to the truth, and what people do between operations."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from inventory.evidence.serials import clean_serial
from inventory.models import Incident
from inventory.state import DeviceState
from inventory.vocabulary import HANDHELD, IncidentKind, Step
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import HOUSE, Scene
from tests.inventory.circuit.truth import GONE, Disk, Truth

AWAY = "away"


@dataclass(frozen=True, slots=True)
class Scan:
    """One attempt. ``honest``: what it says of erasures is so."""

    operation: str
    code: str
    who: str
    role: str
    data: dict[str, Any]
    honest: bool = True

    def __str__(self) -> str:
        return f"{self.operation} {self.code} by {self.who}/{self.role} {self.data}"


def holder(scene: Scene, device: DeviceState) -> str:
    """Who really has it; nothing while it is in a workshop or a collection point."""
    if device.custodian_id is not None:
        inside = scene.kind(device.custodian_id) in HOUSE
        return "" if inside else f"org:{device.custodian_id}"
    return f"person:{device.code}:{device.cycle}"


def manufacture(truth: Truth, random: Random, device: DeviceState, number: int) -> None:
    """A device arrives with what its donor left on it."""
    kinds: list[tuple[str, int]] = []
    if device.kind in HANDHELD:
        kinds = [(random.choice(("emmc", "ufs")), 64)]
        kinds += [("sim", 0)] * (random.random() < 0.3) + [("sd", 32)] * (random.random() < 0.2)
    elif device.kind in ("laptop", "desktop"):
        kinds = [(random.choice(("ssd", "nvme", "hdd")), 256)]
        kinds += [("hdd", 1000)] * (random.random() < 0.2)
    elif device.kind == "printer" and random.random() < 0.3:
        kinds = [("hdd", 80)]
    for index, (kind, size) in enumerate(kinds):
        named = kind in ("ssd", "nvme", "hdd") and random.random() < 0.8
        serial = f"S{number:03}X{index}Q" if named else ""
        truth.add(
            Disk(
                key=f"{device.code}/{index}",
                kind=kind,
                serial=serial,
                size=size,
                place=device.code,
                data={f"org:{device.donor_id}"},
            )
        )


def consequences(
    scene: Scene,
    truth: Truth,
    scan: Scan,
    before: Record,
    after: Record,
) -> None:
    """Move disks and data as this operation really did."""
    operation, code = scan.operation, scan.code
    if operation in ("erase", "destroy"):
        _erased(truth, scan, before, after)
    elif operation == "take_out":
        _taken_out(truth, before, after)
    elif operation == "fit":
        _fitted(truth, code, before, after)
    elif operation == "withdraw_proof":
        disk = truth.reveal(scan.data["proof"])
        if disk is not None:
            _said_loose(truth, disk)
    elif operation == "close_recall":
        _said(truth, code)
    if code in after.devices:
        _bind(truth, code, after)
        _came_in(scene, truth, operation, after.devices[code])


def _erased(truth: Truth, scan: Scan, before: Record, after: Record) -> None:
    for key, medium in after.media.items():
        was = before.media.get(key)
        disk = truth.recorded(key)
        if was is None or disk is None or was == medium:
            continue
        if medium.status == "destroyed" and was.status != "destroyed":
            disk.place = GONE
            disk.data.clear()
        elif medium.proof_id and medium.proof_id != was.proof_id and scan.honest:
            truth.erase(disk, medium.proof_id)


def _taken_out(truth: Truth, before: Record, after: Record) -> None:
    for key, medium in after.media.items():
        disk = truth.recorded(key)
        if disk and medium.status == "loose" and before.media[key].status == "fitted":
            disk.place = f"org:{medium.custodian_id}"


def _fitted(truth: Truth, code: str, before: Record, after: Record) -> None:
    for key, medium in after.media.items():
        was_there = key in before.media and before.media[key].device_id == code
        if medium.device_id != code or was_there:
            continue
        disk = truth.recorded(key)
        if disk is None:
            disk = _look_for(truth, medium.serial_key, medium.kind, elsewhere=code)
        if disk is not None:
            disk.place, disk.record = code, key


def _look_for(truth: Truth, serial: str, kind: str, elsewhere: str) -> Disk | None:
    """The disk in somebody's hand: by its serial, else a nameless one of this kind."""
    free = [d for d in truth.disks.values() if d.place not in (elsewhere, GONE, AWAY)]
    if serial:
        return next((d for d in free if clean_serial(d.serial) == serial), None)
    loose = [d for d in free if d.place.startswith("org:") and not d.record]
    return next((d for d in loose if d.kind == kind and not d.serial), None)


def _bind(truth: Truth, code: str, after: Record) -> None:
    """Learn which row is which disk, as the audit that listed it knew."""
    bound = {disk.record for disk in truth.disks.values()}
    for medium in after.fitted(code):
        if medium.id in bound:
            continue
        for disk in truth.inside(code):
            same = clean_serial(disk.serial) == medium.serial_key
            if not disk.record and same and disk.kind == medium.kind:
                disk.record = medium.id
                break


def _came_in(scene: Scene, truth: Truth, operation: str, device: DeviceState) -> None:
    """What comes back to a structure with somebody's data came in; in the house all is open."""
    where = holder(scene, device)
    if device.step == Step.LOST or not where:
        truth.known.pop(device.code, None)
    elif operation == "take_back":
        _said(truth, device.code)


def _said(truth: Truth, code: str) -> None:
    found = truth.known.setdefault(code, set())
    for disk in truth.inside(code):
        found |= disk.data


def _said_loose(truth: Truth, disk: Disk) -> None:
    """What an incident says of a loose disk is known, wherever it is."""
    told = Incident.objects.filter(medium=disk.record, kind=IncidentKind.PROOF_WITHDRAWN)
    if told.exists():
        truth.known.setdefault(disk.key, set()).update(disk.data)


def people_live(scene: Scene, truth: Truth, record: Record, random: Random) -> None:
    """Holders use what they have; now and then one changes a disk without telling anybody."""
    for device in record.devices.values():
        who = holder(scene, device)
        shop = scene.kind(device.custodian_id) == "distributor"
        if not who or shop:  # a shop keeps what it distributes in its box
            continue
        if device.step in (Step.VOID, Step.LOST):
            continue
        if random.random() < (0.05 if device.step == Step.DELIVERED else 0.5):
            truth.write(device.code, who)
        if device.step == Step.DISTRIBUTED and random.random() < 0.04:
            _change_disk(truth, device, who, random)
    for medium in record.loose():
        disk = truth.recorded(medium.id)
        away = scene.kind(medium.custodian_id) not in HOUSE
        if disk and away and medium.status == "loose" and random.random() < 0.5:
            disk.data.add(f"org:{medium.custodian_id}")


def _change_disk(truth: Truth, device: DeviceState, who: str, random: Random) -> None:
    inside = [d for d in truth.inside(device.code) if d.kind in ("ssd", "nvme", "hdd", "sd")]
    if inside and random.random() < 0.6:
        disk = random.choice(inside)
        disk.place = AWAY
    if device.kind not in HANDHELD:
        number = len(truth.disks)
        truth.add(Disk(f"own/{number}", "ssd", f"OWN{number}Z9", 480, device.code, {who}))
