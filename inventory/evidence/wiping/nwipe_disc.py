"""One disc of one nwipe run: what its lines and its rows say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping.nwipe_runs import Event

FOUND = re.compile(
    r"Found (/dev/\S{1,40}),\s*([A-Z][A-Z0-9/_-]*)?\s*,\s*(.*?),"
    r"\s*\d+ ?[kKMGTPE]?i?B,\s*S/N[=:](.*)"
)
SERIAL = re.compile(r"(/dev/\S{1,40}) has serial number (.+)")
SIZES = re.compile(r"(/dev/[^\s,]{1,40}), sect/blk/dev \d+/\d+/(\d{1,20})")
OLD_SIZE = re.compile(r"Device '(/dev/[^\s']{1,40})' is size (\d{1,20})\.?")
GEOMETRY = re.compile(r"(/dev/\S{1,40}): Device geometry is as follows")
TOTAL_BYTES = re.compile(r"Total device bytes\s*= (\d{1,20})")
NAME = re.compile(r"/dev/[A-Za-z0-9_/.-]{1,40}?(?=[\s,.:';()!]|$)")
INVOKED = re.compile(r"Invoking method '([^']{1,80})'")
FINISHED = re.compile(r"Finished (?:final )?round (\d{1,6}) of (\d{1,6}) on ")
VERIFIED_PASS = re.compile(
    r"Verified pass (\d{1,4}) of (\d{1,4}), round (\d{1,6}) of (\d{1,6}), on "
)
COUNTED = re.compile(r"(\d{1,20}) bytes (written to|read from) ")
STATUS = re.compile(
    r"Status: /dev/\S+, result=(-?\d+), pass_errors=(\d+), verify_errors=(\d+), fsync_errors=(\d+)"
)
BAD_WARNING = re.compile(
    r"fail|giving up|abort|cancel|short (?:read|write)|partial|skipping verification|mismatch"
    r"|hidden sectors (?:detected|found)|in use|Wrote \d+ bytes on|not supported on bus"
    r"|beyond|i/o error",
    re.IGNORECASE,
)
HARMLESS = re.compile(r"smartctl|temperature|hwmon|USB bridge|dmidecode|modprobe", re.IGNORECASE)


@dataclass(slots=True)
class Lines:
    """Shown every line that names this disc."""

    path: str
    serial: str = ""
    model: str = ""
    bus: str = ""
    size: int | None = None
    method: str = ""
    invoked: int = 0
    started: datetime | None = None
    ended: datetime | None = None
    rounds: tuple[int, int] | None = None
    blanking: bool = False
    blanked: bool = False
    verified: bool = False
    erased_by_drive: bool = False
    partial: bool = False
    bad: list[Event] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the tables print it, without its folder."""
        return self.path.removeprefix("/dev/")

    def see(self, event: Event) -> None:
        """One line about this disc, in the order of the log."""
        text = event.text
        if _is_bad(event):
            self.bad.append(event)
        self._progress(event, text)

    def _progress(self, event: Event, text: str) -> None:
        if invoked := INVOKED.match(text):
            self.invoked += 1
            self.method, self.started = invoked[1], event.at
        elif text.startswith("Attempting ") and "Erase" in text:
            self.started = self.started or event.at
        elif finished := FINISHED.match(text):
            self.rounds = (int(finished[1]), int(finished[2]))
            self.ended = event.at
        elif text.startswith("Blanking device "):
            self.blanking, self.verified = True, False
        elif text.startswith("[SUCCESS] Blanked device "):
            self.blanked, self.ended = True, event.at
        elif text.startswith(("[SUCCESS] Verified that ", "[SUCCESS] Verified FRP ")):
            self.verified, self.ended = True, event.at
        elif last := VERIFIED_PASS.match(text):
            self.verified = last[1] == last[2] and last[3] == last[4]
        elif text.startswith("Secure erase completed for "):
            self.erased_by_drive = True
        elif counted := COUNTED.match(text):
            done = int(counted[1])
            self.partial = self.partial or (self.size is not None and done < self.size)
            self.ended = event.at


def _is_bad(event: Event) -> bool:
    """True for a line that speaks against the disc it names."""
    text = event.text
    if event.level in {"error", "fatal", "sanity"}:
        return True
    if text.startswith("[FAILURE]") or "has been cancelled" in text:
        return True
    if event.level == "warning":
        return bool(BAD_WARNING.search(text)) and not HARMLESS.search(text)
    status = STATUS.match(text)
    return status is not None and any(int(one) for one in status.groups())


MOST = 300
"""Discs that one run may name: no machine holds more."""


def discs(events: list[Event]) -> tuple[dict[str, Lines], list[Event]]:
    """Each disc that the lines name, and what went wrong without naming one.

    Raises
    ------
    Unreadable
        More discs are named than a machine holds.
    """
    found: dict[str, Lines] = {}
    bare: list[Event] = []
    geometry = ""
    for event in events:
        geometry = _identity(event.text, found, geometry)
        named = [name.group() for name in NAME.finditer(event.text[:600])]
        for name in dict.fromkeys(named):
            found.setdefault(name, Lines(name)).see(event)
        if not named and event.level in {"error", "fatal", "sanity"}:
            bare.append(event)
        if len(found) > MOST:
            raise Unreadable("too_many", "Ce journal nomme trop de disques pour une machine.")
    return found, bare


def _identity(text: str, found: dict[str, Lines], geometry: str) -> str:
    """Keep who a disc is when the line tells it; return the disc whose size comes next."""
    if tells := FOUND.match(text):
        disc = found.setdefault(tells[1], Lines(tells[1]))
        disc.bus, disc.model, disc.serial = tells[2] or "", tells[3], tells[4].strip()
    elif tells := SERIAL.match(text):
        found.setdefault(tells[1], Lines(tells[1])).serial = tells[2].strip()
    elif tells := SIZES.match(text) or OLD_SIZE.match(text):
        found.setdefault(tells[1], Lines(tells[1])).size = int(tells[2])
    elif tells := GEOMETRY.match(text):
        return tells[1]
    elif geometry and (tells := TOTAL_BYTES.match(text.strip())):
        found.setdefault(geometry, Lines(geometry)).size = int(tells[1])
        return ""
    return geometry
