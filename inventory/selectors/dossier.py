"""What has been gathered about a device: photos, files of tools, repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Device, Evidence, Part, PartMovement, RepairOrder
from inventory.wording import word

PIECES = 60


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair as it is told: what was done, and the parts that went in while it was open."""

    order: RepairOrder
    done: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]


def pieces_of(device: Device, actor: Actor) -> tuple[list[Evidence], list[Evidence]]:
    """Photos, then the files of tools, the latest first; nothing to who may not read them."""
    if not rights.may(actor, "read_evidence"):
        return [], []
    found = list(device.evidence.order_by("-received_at")[:PIECES])
    photos = [one for one in found if one.reader == "photo"]
    return photos, [one for one in found if one.reader != "photo"]


def repairs_of(device: Device) -> list[Repair]:
    """Every repair and service, the latest first."""
    orders = list(device.repairs.order_by("-opened_at"))
    if not orders:
        return []
    moves = list(PartMovement.objects.filter(device=device, quantity__lt=0).order_by("moved_at"))
    names = dict(
        Part.objects.filter(pk__in={move.part_id for move in moves}).values_list("pk", "name")
    )
    return [
        Repair(
            order,
            tuple(word(action) for action in order.actions),
            tuple((names[move.part_id], -move.quantity) for move in _of(order, moves)),
        )
        for order in orders
    ]


def _of(order: RepairOrder, moves: Sequence[PartMovement]) -> list[PartMovement]:
    """Parts leave the stock at the very moment that closes the repair."""
    return [move for move in moves if move.moved_at == order.closed_at]
