"""What is really so: which disk is where, and whose data really lie on it.

Kept beside the record, never read by it. People write on what they hold; the house erases
honestly when it gives a proof that holds, unless that proof is withdrawn later: then the data
were there all the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GONE = "gone"


@dataclass(slots=True)
class Disk:
    """One physical medium. ``place`` is a device's code, ``org:<id>`` or *gone*."""

    key: str
    kind: str
    serial: str
    size: int
    place: str
    data: set[str] = field(default_factory=set)
    erasures: list[tuple[str, set[str]]] = field(default_factory=list)
    record: str = ""

    def listed(self) -> dict[str, object]:
        """As an honest technician lists it."""
        told: dict[str, object] = {"kind": self.kind, "size_gb": self.size}
        return told | ({"serial": self.serial} if self.serial else {})


@dataclass(slots=True)
class Truth:
    """``known`` are data whose presence outside has been said: a recall, an incident."""

    disks: dict[str, Disk] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)

    def add(self, disk: Disk) -> Disk:
        self.disks[disk.key] = disk
        return disk

    def inside(self, code: str) -> list[Disk]:
        return [disk for disk in self.disks.values() if disk.place == code]

    def recorded(self, medium_id: str) -> Disk | None:
        return next((d for d in self.disks.values() if d.record == medium_id), None)

    def write(self, code: str, who: str) -> None:
        """Whoever has the device uses it."""
        for disk in self.inside(code):
            disk.data.add(who)

    def erase(self, disk: Disk, proof: str) -> None:
        """An honest erasure; what it took away is remembered under its proof."""
        disk.erasures.append((proof, set(disk.data)))
        disk.data.clear()

    def reveal(self, proof: str) -> Disk | None:
        """That erasure did nothing: its data lay there until the next honest one."""
        for disk in self.disks.values():
            for index, (key, data) in enumerate(disk.erasures):
                if key == proof:
                    del disk.erasures[index]
                    later = disk.erasures[index:]
                    (later[0][1] if later else disk.data).update(data)
                    return disk
        return None

    def strangers_data(self, code: str, allowed: set[str]) -> dict[str, set[str]]:
        """Data in this device of anybody but those who may have them there."""
        free = allowed | self.known.get(code, set())
        return {d.key: d.data - free for d in self.inside(code) if d.data - free}
