"""What a wipe log is sent for: a device, or a loose medium under its own code."""

from __future__ import annotations

from dataclasses import dataclass

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.loose import loose_media_seen_by, loose_medium_seen_by
from inventory.models import Device, StorageMedium
from inventory.reading import world_of_device, world_of_medium
from inventory.refusals import Refused
from inventory.selectors import device_seen_by
from inventory.state import World

NOT_NOW = frozenset({"wrong-step", "on-hold", "offer-pending"})
"""Refusals that say nothing against who sends: the file is kept, no entry tells of it."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """One of the two; ``code`` is on its label."""

    code: str
    device: Device | None = None
    medium: StorageMedium | None = None

    def world(self, actor: Actor) -> World:
        """It and its media as operations see them, now."""
        if self.device is not None:
            return world_of_device(self.device, actor)
        assert self.medium is not None
        return world_of_medium(self.medium, actor)

    def refusal_to_keep(self, actor: Actor) -> Refused | None:
        """Refuse who may not; what else forbids an entry now is returned.

        A loose medium has no entry for a file that proves nothing: what cannot be recorded is
        refused whole.
        """
        return self.refusal_in(self.world(actor))

    def refusal_in(self, world: World) -> Refused | None:
        """As ``refusal_to_keep``, for who has its world already."""
        row = CIRCUIT["erase" if self.device is None else "snapshot"]
        refused = glance(world, row)
        if refused is not None and (self.device is None or refused.code not in NOT_NOW):
            raise refused
        return refused


def bearer_seen_by(actor: Actor, code: str) -> Bearer:
    """The device or the loose medium of this code, for these eyes.

    Raises
    ------
    Missing
        Unknown, or not theirs: the same answer.
    """
    if loose_media_seen_by(actor).filter(code=code).exists():
        return Bearer(code, medium=loose_medium_seen_by(actor, code))
    device = device_seen_by(actor, code)
    return Bearer(device.pk, device=device)
