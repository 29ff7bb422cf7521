"""What the database says at one moment, as the values that operations see."""

from __future__ import annotations

from dataclasses import dataclass

from filiere.network.prepared import Prepared
from inventory.facts import medium_states
from inventory.models import Device, Entry, StorageMedium
from inventory.promise import clear
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import MediumStatus
from inventory.world import device_state
from tests.inventory.telling import CHANGED, MADE

DEVICES = Prepared(lambda: Device.objects.order_by("code").values())
MEDIA = Prepared(lambda: StorageMedium.objects.order_by("id").values())
ENTRIES = Prepared(lambda: Entry.objects.exclude(operation__in=(MADE, CHANGED)).values("pk"))


@dataclass(frozen=True, slots=True)
class Record:
    devices: dict[str, DeviceState]
    media: dict[str, MediumState]
    entries: int
    """Those of scans; what the scene is furnished with meanwhile is not theirs."""

    def fitted(self, code: str) -> list[MediumState]:
        return [m for m in self.media.values() if m.device_id == code]

    def loose(self) -> list[MediumState]:
        """Media with a label of their own that are not in a device, lost ones too."""
        out = (MediumStatus.LOOSE, MediumStatus.LOST)
        return [m for m in self.media.values() if m.status in out]

    def is_clear(self, code: str) -> bool:
        return clear(self.devices[code], self.fitted(code))


def read() -> Record:
    """All devices and media of the history; there are no others in its savepoint."""
    devices = [device_state(row) for row in DEVICES.all()]
    return Record(
        devices={device.code: device for device in devices},
        media={medium.id: medium for medium in medium_states(MEDIA.all())},
        entries=len(ENTRIES.all()),
    )
