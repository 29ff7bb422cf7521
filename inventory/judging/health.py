"""The health of batteries and disks: each measure against the thresholds of ``health.csv``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inventory.judging.figures import Row, table
from inventory.judging.hardware import Battery, Disk

WORST_FIRST = ("replace", "watch", "good", "unknown")
"""A verdict, the most pressing first; *unknown*: no tool measured it."""
EXIT_BITS = {
    3: "exit_failing",
    4: "exit_prefail_now",
    5: "exit_prefail_past",
    6: "exit_error_log",
    7: "exit_self_test",
}
"""smartctl(8), exit status. Bits 0 to 2 say that the tool failed, nothing of the disk."""
TOOL_FAILED = 0b111
FAILED = ("fail", "bad")


@dataclass(frozen=True, slots=True)
class Health:
    """``findings`` say in French what was found and by which threshold."""

    verdict: str
    findings: tuple[str, ...] = ()
    percent: int | None = None


def battery_health(kind: str, battery: Battery) -> Health:
    if not battery.present:
        return Health("replace", ("Pas de batterie vue.",))
    measured = {"battery_percent": battery.percent, "battery_cycles": battery.cycles}
    return _judged(kind, measured, battery.percent)


def disk_health(disk: Disk) -> Health:
    """A disk whose tool could not speak to it is unknown, not good."""
    measured: dict[str, int | None] = {
        name: getattr(disk, name)
        for name in (
            *("reallocated", "pending", "uncorrectable", "media_errors", "critical_warning"),
            *("wear_percent", "spare_percent", "power_on_hours"),
        )
    }
    if disk.smart_status:
        measured["smart_failed"] = int(disk.smart_status.lower().startswith(FAILED))
    if disk.exit_status is not None and not disk.exit_status & TOOL_FAILED:
        measured |= {name: disk.exit_status >> bit & 1 for bit, name in EXIT_BITS.items()}
    left = None if disk.wear_percent is None else max(0, 100 - disk.wear_percent)
    return _judged(disk.kind, measured, left)


COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "below": lambda value, limit: value < limit,
    "above": lambda value, limit: value > limit,
    "is": lambda value, limit: value == limit,
}


def _judged(kind: str, measured: dict[str, int | None], percent: int | None) -> Health:
    crossed = list(_crossed(kind, {k: v for k, v in measured.items() if v is not None}))
    if not crossed:
        return Health("good" if _told_enough(measured) else "unknown", (), percent)
    worst = min((row["verdict"] for row, _ in crossed), key=WORST_FIRST.index)
    hardest = {row["what"]: (row, value) for row, value in sorted(crossed, key=_softest_first)}
    return Health(worst, tuple(_said(*one) for one in hardest.values()), percent)


def _crossed(kind: str, measured: dict[str, int]) -> Iterator[tuple[Row, int]]:
    for row in table("health"):
        value = measured.get(row["what"])
        if value is None or row["kind"] not in ("", kind):
            continue
        if COMPARISONS[row["comparison"]](value, float(row["value"])):
            yield row, value


def _softest_first(one: tuple[Row, int]) -> int:
    return -WORST_FIRST.index(one[0]["verdict"])


def _told_enough(measured: dict[str, int | None]) -> bool:
    """Hours of work say nothing of health alone; no more do cycles."""
    return any(value is not None for name, value in measured.items() if name not in QUIET)


QUIET = frozenset({"power_on_hours", "battery_cycles"})


def _said(row: Row, value: int) -> str:
    if row["comparison"] == "is":
        return f"{row['label']}."
    unit = f"\u00a0{row['unit']}" if row["unit"] else ""
    sign = {"below": "moins de", "above": "plus de"}[row["comparison"]]
    return f"{row['label']} : {value}{unit} (seuil : {sign} {row['value']}{unit})."
