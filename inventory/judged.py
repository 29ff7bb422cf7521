"""One device judged by what the workshop said of it and what its tools' files say."""

from __future__ import annotations

from datetime import date
from typing import Any

from inventory.dossiers import files_of, merged_of
from inventory.evidence.description import Description
from inventory.judging.hardware import Hardware
from inventory.judging.judgement import Judgement, judge
from inventory.judging.seen import hardware
from inventory.models import Device
from inventory.vocabulary import MediumStatus, Statement


def judged(device: Device, on: date) -> Judgement:
    """What can be said of this device on that day."""
    return judge(hardware_of(device), on)


def hardware_of(device: Device) -> Hardware:
    seen: dict[str, Any] = device.capabilities
    told: dict[str, Any] = {
        "brand": device.brand,
        "model": device.model,
        "cpu": str(seen.get("cpu", "")),
        "memory_mib": seen.get("memory_mb"),
        "system": device.system,
        "tests": device.tests,
        "blocking": tuple(device.blocking),
    }
    if device.statement != Statement.NEVER:
        told["disks"] = [
            (one.kind, one.model, one.size_gb, one.serial_key)
            for one in device.media.all()
            if one.status == MediumStatus.FITTED
        ]
    return hardware(device.kind, told, described(device))


def described(device: Device) -> Description | None:
    """What the files of its present cycle say together; None when none says anything."""
    merged = merged_of(files_of(device))
    return merged.description if merged else None
