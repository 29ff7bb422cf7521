"""What a device can do, in facts that a person understands: each has a key and a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inventory.judging.hardware import Hardware
from inventory.judging.processors import processor
from inventory.profiles import suits
from inventory.vocabulary import MediumKind, Profile

USES = {
    "office": Profile.ADMINISTRATIVE,
    "school": Profile.SCHOOL,
    "telework": Profile.TELEWORK,
}
"""Capability and the profile of use that says what it takes (``profiles.py``)."""
EYES = {
    "laptop": "webcam",
    "all_in_one": "webcam",
    "desktop": "webcam",
    "tablet": "cameras",
    "smartphone": "cameras",
}
NETWORKS = ("wifi", "ethernet", "mobile_network")
SOLID = frozenset({MediumKind.SSD, MediumKind.NVME, MediumKind.EMMC, MediumKind.UFS})


@dataclass(frozen=True, slots=True)
class Capability:
    """``value`` is a number with its unit, or empty when the key says it all."""

    key: str
    value: str = ""


def capabilities(hardware: Hardware) -> tuple[Capability, ...]:
    """What is known that it can do; what was not tested is not promised."""
    return tuple(_found(hardware))


TESTED = (
    ("calls", frozenset({"mobile_network"})),
    ("online", frozenset({"wifi", "ethernet"})),
    ("touch", frozenset({"touchscreen"})),
    ("print", frozenset({"print_page"})),
    ("scan", frozenset({"scan_page"})),
)
"""Capability, and the tests of which one says that it works."""


def _found(hardware: Hardware) -> Iterator[Capability]:
    yield from _uses(hardware)
    if sees_and_talks(hardware):
        yield Capability("video_call")
    works = {key for key, value in hardware.tests.items() if value == "pass"}
    for key, tests in TESTED:
        if works & tests:
            yield Capability(key)
    yield from _sizes(hardware)


def _sizes(hardware: Hardware) -> Iterator[Capability]:
    cpu = processor(hardware.cpu)
    if (hardware.bits or (cpu.bits if cpu else 0)) == 64 and hardware.kind in _COMPUTERS:
        yield Capability("bits64")
    if hardware.memory_mib:
        yield Capability("memory", str(max(1, round(hardware.memory_mib / 1024))))
    if hardware.storage_gb:
        largest = max(hardware.disks, key=lambda disk: disk.size_gb or 0)
        yield Capability("ssd" if largest.kind in SOLID else "disk", str(hardware.storage_gb))
    if hardware.screen_inches:
        yield Capability("screen", f"{hardware.screen_inches:.1f}")


_COMPUTERS = frozenset({"laptop", "desktop", "all_in_one"})


def _uses(hardware: Hardware) -> Iterator[Capability]:
    if hardware.kind not in EYES:
        return
    told = {"memory_mb": hardware.memory_mib or 0, "cpu": hardware.cpu}
    sizes = [disk.size_gb for disk in hardware.disks]
    for key, profile in USES.items():
        if suits(profile, hardware.kind, told, hardware.tests, sizes):
            yield Capability(key)


def sees_and_talks(hardware: Hardware) -> bool:
    """Camera, microphone, loudspeaker and a network, all tested and fit."""
    eye = EYES.get(hardware.kind)
    if eye is None:
        return False
    needed = (eye, "microphone", "sound")
    fit = all(hardware.tests.get(key) == "pass" for key in needed)
    return fit and any(hardware.tests.get(key) == "pass" for key in NETWORKS)
