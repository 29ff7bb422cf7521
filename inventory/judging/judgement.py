"""Everything that can be said of one device on one day, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.function_tests import Blocking
from inventory.judging.age import Age, age
from inventory.judging.capabilities import USES, Capability, capabilities
from inventory.judging.co2e import Avoided, avoided
from inventory.judging.hardware import Disk, Hardware
from inventory.judging.health import Health, battery_health, disk_health
from inventory.judging.locks import locks
from inventory.judging.mobiles import MOBILE
from inventory.judging.processors import Processor, processor
from inventory.judging.systems import Runs, advised, installed, systems
from inventory.judging.triage import Triage, triage


@dataclass(frozen=True, slots=True)
class Judgement:
    """``support`` is that of the system that is on it, or that would be put on it.

    What is no longer mended is not said fit for office, school or work.
    """

    hardware: Hardware
    capabilities: tuple[Capability, ...]
    processor: Processor | None
    age: Age | None
    batteries: tuple[Health, ...]
    disks: tuple[tuple[Disk, Health], ...]
    locks: tuple[Blocking, ...]
    systems: tuple[Runs, ...]
    advised: Runs | None
    support: Runs | None
    triage: Triage | None
    avoided: Avoided | None


def judge(hardware: Hardware, on: date) -> Judgement:
    """Judge what is known, on that day; what is not known is not guessed."""
    told = advised(hardware, on)
    support = _support(hardware, on, told)
    safe = support is None or support.served(on)
    return Judgement(
        hardware=hardware,
        capabilities=tuple(one for one in capabilities(hardware) if safe or one.key not in USES),
        processor=processor(hardware.cpu),
        age=age(hardware, on.year),
        batteries=tuple(battery_health(hardware.kind, one) for one in hardware.batteries),
        disks=tuple((one, disk_health(one)) for one in hardware.disks),
        locks=locks(hardware.kind, hardware.locks),
        systems=systems(hardware, on),
        advised=told,
        support=support,
        triage=triage(hardware, on),
        avoided=avoided(hardware.kind),
    )


def _support(hardware: Hardware, on: date, told: Runs | None) -> Runs | None:
    if hardware.kind in MOBILE:
        return next(iter(systems(hardware, on)), None)
    if hardware.system:
        return installed(f"{hardware.system} {hardware.system_version}") or installed(
            hardware.system
        )
    return told
