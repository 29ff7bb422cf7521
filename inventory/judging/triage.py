"""A proposal for a device: refurbish, parts or recycle, with the rule behind. A person decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inventory import function_tests
from inventory.judging.figures import table
from inventory.judging.hardware import Hardware
from inventory.judging.health import battery_health, disk_health
from inventory.judging.mobiles import MOBILE
from inventory.judging.processors import processor
from inventory.judging.systems import COMPUTERS, NO, systems

PROPOSALS = {
    "refurbish": "Reconditionner",
    "parts": "Démonter pour pièces",
    "recycle": "Orienter vers le recyclage",
}
MANY = 3
LONG_OVER = timedelta(days=3 * 365)
DANGERS = frozenset({"swollen_battery", "unsafe_charger"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that is true here. ``status``: derived from a source, or an assumption of ours."""

    rule: str
    text: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Triage:
    """``first`` is what must be done before, whatever is decided; ``reasons`` decide."""

    proposal: str
    reasons: tuple[Reason, ...]
    first: tuple[str, ...]

    @property
    def label(self) -> str:
        return PROPOSALS[self.proposal]


def triage(hardware: Hardware, on: date) -> Triage | None:
    """The first rule of ``triage_rules.csv`` that is true proposes; None when nothing is known.

    Dangers and locks never decide: they are said first.
    """
    true = [row for row in table("triage_rules") if RULES[row["when"]](hardware, on)]
    deciding = [row for row in true if row["when"] not in ("unsafe", "locked")]
    if not deciding:
        return None
    proposal = deciding[0]["proposal"]
    reasons = tuple(
        Reason(row["when"], row["reason"], row["status"], row["source"])
        for row in deciding
        if row["proposal"] == proposal
    )
    before = [row["reason"] for row in true if row["when"] in ("unsafe", "locked")]
    repairs = _repairs(hardware) if proposal == "refurbish" else []
    return Triage(proposal, reasons, tuple(before + repairs))


def _repairs(hardware: Hardware) -> list[str]:
    """What refurbishing takes, as far as it is known."""
    told: list[str] = []
    if any(battery_health(hardware.kind, one).verdict == "replace" for one in hardware.batteries):
        told.append("Remplacer la batterie.")
    if any(disk_health(one).verdict == "replace" for one in hardware.disks):
        told.append("Remplacer le disque : il annonce une panne.")
    for test in function_tests.failed(hardware.kind, hardware.tests):
        told.append(f"Réparer : {test.label}.")
    return told


def _failed(hardware: Hardware, key: str) -> bool:
    return hardware.tests.get(key) == function_tests.Outcome.FAIL


def _locked(hardware: Hardware, on: date) -> bool:
    shown = {*hardware.locks, *hardware.blocking} - DANGERS
    return bool(function_tests.blocked(hardware.kind, shown))


def _no_system(hardware: Hardware, on: date) -> bool:
    told = systems(hardware, on)
    return bool(told) and all(one.verdict == NO for one in told)


def _too_small(hardware: Hardware, on: date) -> bool:
    memory = hardware.memory_mib
    return hardware.kind in COMPUTERS and memory is not None and memory < 1024 * 0.9


def _bits32(hardware: Hardware, on: date) -> bool:
    cpu = processor(hardware.cpu)
    bits = hardware.bits or (cpu.bits if cpu else 64)
    return hardware.kind in COMPUTERS and bits == 32


def _over_since(hardware: Hardware, on: date) -> timedelta | None:
    """For how long its maker has not mended it any more; None while it does, or unknown."""
    found = next(iter(systems(hardware, on)), None) if hardware.kind in MOBILE else None
    if found is None or found.served(on):
        return None
    return on - found.until if found.until else timedelta(0)


def _phone_over(hardware: Hardware, on: date) -> bool:
    return _over_since(hardware, on) is not None


def _phone_long_over(hardware: Hardware, on: date) -> bool:
    over = _over_since(hardware, on)
    return over is not None and over > LONG_OVER


def _suits(hardware: Hardware, on: date) -> bool:
    if hardware.kind not in COMPUTERS | MOBILE:
        return False
    known = hardware.kind in MOBILE or bool(hardware.cpu and hardware.memory_mib)
    return known and any(one.verdict != NO and one.served(on) for one in systems(hardware, on))


def _plain(hardware: Hardware, on: date) -> bool:
    known = bool(hardware.tests) and hardware.kind not in COMPUTERS | MOBILE
    return known and not function_tests.failed(hardware.kind, hardware.tests)


Rule = Callable[[Hardware, date], bool]
RULES: Mapping[str, Rule] = {
    "unsafe": lambda hardware, on: bool(DANGERS & set(hardware.blocking)),
    "locked": _locked,
    "dead": lambda hardware, on: _failed(hardware, "power_on"),
    "many_failures": lambda hardware, on: (
        len(function_tests.failed(hardware.kind, hardware.tests)) >= MANY
    ),
    "screen_broken": lambda hardware, on: (
        hardware.kind not in {"monitor", "desktop"} and _failed(hardware, "screen")
    ),
    "too_small": _too_small,
    "bits32": _bits32,
    "no_system": _no_system,
    "phone_long_over": _phone_long_over,
    "phone_over": _phone_over,
    "suits": _suits,
    "plain": _plain,
}
"""What each rule of the table looks at; a test holds both lists to the same names."""
