"""One device judged by what the workshop said of it and what its tools' files say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from inventory.evidence import store
from inventory.evidence.description import Description
from inventory.evidence.merge import Said, merge
from inventory.evidence.opening import read_file
from inventory.evidence.unreadable import Unreadable
from inventory.judging.hardware import Hardware
from inventory.judging.judgement import Judgement, judge
from inventory.judging.seen import hardware
from inventory.models import Device, StorageMedium
from inventory.vocabulary import MediumStatus

PHOTO = "photo"
MOST = 12
"""Files of one cycle that are read; a device seldom has more than three."""


def judged(device: Device, on: date, media: Iterable[StorageMedium] | None = None) -> Judgement:
    """What can be said of this device on that day."""
    return judge(hardware_of(device, media), on)


def hardware_of(device: Device, media: Iterable[StorageMedium] | None = None) -> Hardware:
    seen: dict[str, Any] = device.capabilities
    if media is None:
        media = device.media.filter(status=MediumStatus.FITTED).order_by("id")
    told = {
        "brand": device.brand,
        "model": device.model,
        "cpu": str(seen.get("cpu", "")),
        "memory_mib": seen.get("memory_mb"),
        "system": device.system,
        "tests": device.tests,
        "blocking": tuple(device.blocking),
        "disks": [(one.kind, one.model, one.size_gb, one.serial_key) for one in media],
    }
    return hardware(device.kind, told, described(device))


def described(device: Device) -> Description | None:
    """What the files of its present cycle say together; None when none can be read."""
    kept = device.evidence.filter(received_at__gte=device.cycle_opened_at)
    names = kept.exclude(reader__in=("", PHOTO)).order_by("-received_at", "pk")
    said = [
        Said(name[:12], read)
        for name in names.values_list("pk", flat=True)[:MOST]
        if (read := _read(name)) is not None
    ]
    return merge(said).description if said else None


@lru_cache(maxsize=256)
def _read(sha256: str) -> Description | None:
    """A file never changes under its name: it is read once."""
    try:
        return read_file(store.load(sha256, settings.EVIDENCE_DIR))
    except (store.EvidenceError, Unreadable):
        return None
