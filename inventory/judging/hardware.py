"""What the rules look at: one device as plain values, wherever they come from.

None and empty text: nobody said. Nothing here is a person's, nor a full IMEI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """``percent`` is what is left of the capacity it was sold with."""

    percent: int | None = None
    cycles: int | None = None
    health: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """One medium of the device and what it says of itself. ``exit_status`` is smartctl's mask."""

    kind: str = ""
    model: str = ""
    size_gb: int | None = None
    smart_status: str = ""
    exit_status: int | None = None
    reallocated: int | None = None
    pending: int | None = None
    uncorrectable: int | None = None
    media_errors: int | None = None
    critical_warning: int | None = None
    wear_percent: int | None = None
    spare_percent: int | None = None
    power_on_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imei:
    """An IMEI as far as it may be shown: its type, and whether its digits agree."""

    tac: str
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """One device. ``locks`` are keys of ``function_tests.BLOCKINGS`` that a tool showed."""

    kind: str
    brand: str = ""
    model: str = ""
    cpu: str = ""
    bits: int | None = None
    memory_mib: int | None = None
    disks: tuple[Disk, ...] = ()
    batteries: tuple[Battery, ...] = ()
    tpm: str = ""
    uefi: bool | None = None
    firmware_date: str = ""
    made: str = ""
    system: str = ""
    system_version: str = ""
    patched: str = ""
    screen_inches: float | None = None
    camera: bool | None = None
    locks: tuple[str, ...] = ()
    imeis: tuple[Imei, ...] = ()
    tests: Mapping[str, str] = field(default_factory=dict)
    blocking: tuple[str, ...] = ()

    @property
    def storage_gb(self) -> int | None:
        """The largest medium: where a system goes."""
        return max((disk.size_gb or 0 for disk in self.disks), default=0) or None
