"""One invented device, as the people of the demonstration know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from filiere.demo.catalogue import Disk, Model


@dataclass(slots=True)
class Piece:
    """``house`` has it now, ``workshop`` looks after it; ``disks`` are what one sees inside."""

    code: str
    model: Model
    serial: str
    random: Random
    house: str
    workshop: str
    collection: str
    basis: str
    level: str
    witness: str
    asset_tag: str = ""
    disks: list[Disk] = field(default_factory=list)
    structure: str = ""

    @property
    def kind(self) -> str:
        return self.model.kind

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def days(self, low: int, high: int) -> int:
        return self.random.randint(low, high)


@dataclass(frozen=True, slots=True)
class Spare:
    """A loose medium, erased, with the policy its donor asked.

    « clear » < « purge » and « none » < « second », in the alphabet as in strictness.
    """

    code: str
    disk: Disk
    level: str
    witness: str
