"""Nothing stands outside not clear: by what is really so, and by what the database says."""

from __future__ import annotations

from inventory.promise import clean
from inventory.state import DeviceState
from inventory.vocabulary import STANDING, MediumStatus, Step
from tests.inventory.circuit.consequences import holder
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import HOUSE, Scene
from tests.inventory.circuit.truth import Truth

ENTERED_CLEAR = frozenset(
    {
        Step.READY,
        Step.RESERVED,
        Step.DELIVERED,
        Step.DISMANTLED,
        Step.CEDED,
    }
)
"""Steps that only a clear device enters, whatever the row. Others have rules of their own."""


class Broken(AssertionError):
    """The promise is broken; the message is the history's end."""


def judge_truth(scene: Scene, truth: Truth, record: Record) -> None:
    """Nobody holds a disk with the data of somebody else."""
    for device in record.devices.values():
        who = holder(scene, device)
        if device.step in (Step.VOID, Step.LOST) or device.recall_id:
            continue
        if device.step == Step.DISMANTLED and (left := truth.inside(device.code)):
            raise Broken(f"{device.code} dismantled with {left}")
        if not who or (device.removed and device.to_destroy and device.order_ref):
            continue
        if found := truth.strangers_data(device.code, {who}):
            raise Broken(f"{who} has {device.code} ({device.step}) with {found}")
    for medium in record.media.values():
        disk = truth.recorded(medium.id)
        if disk is None or medium.status != MediumStatus.LOOSE:
            continue
        away = scene.kind(medium.custodian_id) not in HOUSE
        free = {f"org:{medium.custodian_id}"} | truth.known.get(disk.key, set())
        if away and disk.data - free:
            raise Broken(f"{medium.code} at {medium.custodian_id} with {disk.data}")


def judge_record(scene: Scene, before: Record, after: Record) -> None:
    """By the database's own words, standing is clear and what went out was clear."""
    for code, device in after.devices.items():
        if device.step in STANDING and not after.is_clear(code):
            raise Broken(f"{code} stands {device.step} not clear")
        was = before.devices.get(code)
        if was is not None and was != device:
            _judge_move(scene, was, device, before, after)
    for key, medium in after.media.items():
        was_medium = before.media.get(key)
        if was_medium is None or medium.status != MediumStatus.LOOSE:
            continue
        moved = medium.custodian_id != was_medium.custodian_id
        if moved and scene.kind(medium.custodian_id) not in HOUSE and not clean(medium):
            raise Broken(f"{medium.code} went out not clean")


def _judge_move(
    scene: Scene, was: DeviceState, device: DeviceState, before: Record, after: Record
) -> None:
    code = device.code
    entered = device.step != was.step and device.step in ENTERED_CLEAR
    handed_over = device.step == Step.DISTRIBUTED and was.step in (Step.RESERVED, Step.DELIVERED)
    if handed_over and not before.is_clear(code):
        raise Broken(f"{code} was handed over not clear")
    if entered and not (before.is_clear(code) or after.is_clear(code)):
        raise Broken(f"{code} entered {device.step} not clear")
    gone = bool(holder(scene, device)) and not holder(scene, was)
    if not gone or device.step == Step.LOST or before.is_clear(code):
        return
    ordered = device.removed and device.to_destroy and device.order_ref
    serviced = was.step == Step.IN_SERVICE and device.step == Step.DISTRIBUTED
    restored = device.step == Step.RETURNED and device.cycle == 1
    taken_back = device.step == Step.COLLECTED and device.cycle > was.cycle
    if not (ordered or serviced or restored or taken_back):
        raise Broken(f"{code} went out of the house not clear: {was.step} → {device.step}")
