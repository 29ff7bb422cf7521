"""eReuse snapshots: the erasure actions of their disks (workbench 11 and its forms).

EraseSectors reads again what it wrote (badblocks); EraseBasic does not (shred). A step, or the
action, that is not of severity *Info* went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import signs
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered, said_serial
from inventory.evidence.wiping.signs import Signs

NAME = "ereuse_erasure"
VERSION = 1
DISKS = frozenset({"HardDrive", "SolidStateDrive", "DataStorage"})
ACTIONS = frozenset({"EraseBasic", "EraseSectors", "ErasePhysical"})


def recognises(material: Material) -> bool:
    """Tell a snapshot that holds an erasure."""
    text = material.text
    return (
        material.looks_like_json
        and '"components"' in text
        and any(f'"{action}"' in text for action in ACTIONS)
    )


def describe(material: Material) -> ErasureReport:
    """Return one entry per erasure of a disk; raise Unreadable when there is none."""
    told = material.json
    if isinstance(told, dict) and "components" not in told and isinstance(told.get("data"), dict):
        told = told["data"]
    found = list(_actions(told)) if isinstance(told, dict) else []
    if not found:
        raise Unreadable("no_erasure", "Ce relevé eReuse ne montre aucun effacement de disque.")
    tool = f"{_text(told, 'software') or 'eReuse'} {_text(told, 'version')}".strip()
    discs = numbered(_disc(path, disk, action) for path, disk, action in found)
    return ErasureReport(reader=NAME, reader_version=VERSION, tool=tool, discs=discs)


def _actions(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    components = told.get("components")
    for place, disk in enumerate(components if isinstance(components, list) else []):
        if not isinstance(disk, dict) or disk.get("type") not in DISKS:
            continue
        for name in ("actions", "events"):
            actions = disk.get(name)
            for index, action in enumerate(actions if isinstance(actions, list) else []):
                if isinstance(action, dict) and action.get("type") in ACTIONS:
                    yield f"/components/{place}/{name}/{index}", disk, action


def _disc(path: str, disk: dict[str, Any], action: dict[str, Any]) -> DiscEntry:
    severity = action.get("severity")
    steps = action.get("steps")
    steps = [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    weighed = Signs("success" if severity == "Info" else "failed" if severity else "unclear")
    weighed.need(steps, *signs.WORDS_CUT)
    for step in steps:
        if step.get("severity") != "Info":
            weighed.refuse("step-failed", "Une étape n'a pas réussi.")
        known = step.get("type") in {"StepZero", "StepRandom"}
        weighed.need(known, "step-unknown", "Une étape n'est pas d'un type connu.")
    if action.get("error") is True or (isinstance(action.get("error"), str) and action["error"]):
        weighed.refuse("step-failed", "L'outil signale une erreur.")
    sectors = action.get("type") == "EraseSectors"
    weighed.need(sectors, *signs.NOT_VERIFIED)
    started, ended = _moment(action.get("startTime")), _moment(action.get("endTime"))
    weighed.need(started and ended, *signs.NO_END)
    ends = [_moment(step.get("endTime")) for step in steps]
    if started and ended and not _agree(started, ended, ends):
        weighed.refuse(
            "dates-disagree", "Les heures de l'effacement et de ses étapes se contredisent."
        )
    size = disk.get("size")
    sized = isinstance(size, int | float) and not isinstance(size, bool) and 0 < size < 10**9
    return DiscEntry(
        serial=said_serial(_text(disk, "serialNumber")),
        model=_text(disk, "model"),
        size_bytes=round(size * 1_000_000) if sized and size is not None else None,
        bus=_text(disk, "interface"),
        method="overwrite_multi" if len(steps) > 1 else "overwrite",
        method_said=_text(action, "type"),
        rounds=f"{len(steps)}/{len(steps)}",
        verified=sectors,
        started=started,
        ended=ended,
        word=str(severity)[:20],
        result=weighed.result,
        against=weighed.reasons,
        path=path,
    )


def _agree(started: datetime, ended: datetime, ends: list[datetime | None]) -> bool:
    """Every step within the action, and the last one at its end."""
    told = [end for end in ends if end is not None]
    if len(told) != len(ends) or not told or started > ended:
        return False
    return started <= min(told) and max(told) <= ended and (ended - max(told)).days == 0


def _moment(text: Any) -> datetime | None:
    """With its zone: eReuse always says it."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found.strip()[:120] if isinstance(found, str) else ""
