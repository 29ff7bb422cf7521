"""One nwipe log cut into its runs: a log file is appended to, run after run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping.nwipe_words import MOMENT, TOOL, moment

LARGEST = 2 * 1024 * 1024
MOST_LINES = 15_000
MOST_RUNS = 200
LONGEST = 1000
MOST_ROWS = 250
"""Rows of one table: a machine holds fewer disks."""
LINE = re.compile(
    rf"\[({MOMENT})\]\s{{1,4}}(?:nwipe: )?\s{{0,3}}"
    r"(debug|info|notice|warning|error|fatal|sanity): ?(.*)"
)
VERDICT = re.compile(
    r"Nwipe (successfully completed|exited with errors,|was aborted by the user)", re.IGNORECASE
)
TABLES = {
    "Error Summary": "errors",
    "Erasure Summary": "erasures",
    "Drive Status": "status",
}
_TITLE = re.compile(r"\*{8,} ([^*|]{3,40}) \*{8,}")
_TOTAL = re.compile(
    rf"\[({MOMENT})\] Total Throughput .{{1,20}}?/s, (.+), (\d+)R\+(N?B)\+(V[LA]|NV)"
)
_STARS = re.compile(r"\*{60,}")
_OPTION = re.compile(r" {2,4}(method|rounds|verify|banner) *= *(.+)")


@dataclass(frozen=True, slots=True)
class Event:
    """One stamped line."""

    number: int
    at: datetime | None
    level: str
    text: str


@dataclass(slots=True)
class Run:
    """One run: what it was told to do, its lines, the rows of its tables, how it closed."""

    first_line: int
    version: str = ""
    options: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    rows: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    total: re.Match[str] | None = None
    totals: int = 0
    closed: bool = False
    verdicts: list[str] = field(default_factory=list)


def runs(text: str) -> list[Run]:
    """The runs of a log, in order."""
    if len(text) > LARGEST or text.count("\n") > MOST_LINES:
        raise _too_long()
    found = list(islice(_Cutter(text).runs(), MOST_RUNS + 1))
    if len(found) > MOST_RUNS:
        raise _too_long()
    return found


def _too_long() -> Unreadable:
    return Unreadable("too_large", "Ce journal est trop long pour être de nwipe : divisez-le.")


class _Cutter:
    """Reads the lines once; knows in which run and in which table it is."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.table = ""

    def runs(self) -> Iterator[Run]:
        run = Run(1)
        for number, whole in enumerate(self.lines, 1):
            line = whole[:LONGEST]
            found = LINE.match(line.strip())
            if found is None:
                self._beside(run, number, line)
                continue
            self.table = ""
            event = Event(number, moment(found[1]), found[2], found[3])
            if _opens(run, event):
                yield run
                run = Run(number)
            _keep(run, event)
        yield run

    def _beside(self, run: Run, number: int, line: str) -> None:
        """A line without stamp: of a table, or nothing to us."""
        bare = line.strip()
        if title := _TITLE.fullmatch(bare):
            self.table = TABLES.get(title[1], "")
            run.titles.append(self.table)
        elif total := _TOTAL.fullmatch(bare):
            run.total, run.totals = total, run.totals + 1
            self.table = "total"
        elif _STARS.fullmatch(bare):
            run.closed = run.closed or self.table == "total"
            self.table = ""
        elif self.table in TABLES.values() and "|" in line and "Device" not in line:
            rows = run.rows.setdefault(self.table, [])
            if len(rows) < MOST_ROWS:
                rows.append((number, line))


def _opens(run: Run, event: Event) -> bool:
    """True when this line belongs to a new run."""
    if run.verdicts:
        return True
    banner = event.level == "info" and TOOL.search(f"info: {event.text}") is not None
    if banner and event.text.startswith("nwipe "):
        return bool(run.version or run.options)
    again = event.text.startswith("Program options are set as follows")
    return again and ("options" in run.options or bool(run.titles))


def _keep(run: Run, event: Event) -> None:
    run.events.append(event)
    if event.text.startswith("Program options are set as follows"):
        run.options["options"] = "1"
    if option := _OPTION.fullmatch(f"  {event.text.strip()}"):
        run.options[option[1]] = option[2].strip()
    if tool := TOOL.search(f"{event.level}: {event.text}") or TOOL.search(event.text):
        run.version = run.version or tool[1]
    if verdict := VERDICT.match(event.text):
        run.verdicts.append(verdict[1].lower())
