"""A terminal's transcript: the commands typed, what each printed, the hours that `date` said.

A paste from a screen has prompts (`root@shredos:~# `), colours, Windows line ends. A command
without a prompt before it is not one: nothing is guessed from what a command prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from inventory.evidence.unreadable import Unreadable

LARGEST = 1024 * 1024
MOST = 200
"""Commands of one transcript: a bench of disks, not a year."""
PROMPT = re.compile(
    r"^(?:\[[^\]\n]{1,60}\]|[\w.-]{1,40}@[\w.-]{1,60}(?::[^#$%>\n]{0,80}|\s[^#$%>\n]{0,80})?)?"
    r"\s?[#$%>]\s+(?=\S)"
)
_COLOURS = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)")
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)\b")
_DATE = re.compile(
    r"""^\w{3,9}\.?,?\ (?:(\d{1,2})\ )?([^\W\d]{3,9})\.?\ {1,2}(?:(\d{1,2})\ )?
    (?:(\d{4})[ ,à]{1,3})?(\d\d):(\d\d):(\d\d)(?:\ ([AP]M))?
    (?:\ \(?([A-Z]{3,4}|[+-]\d\d:?\d\d)\)?)?(?:\ (\d{4}))?$""",
    re.VERBOSE,
)
_MONTHS = {
    **dict.fromkeys(("jan", "janv", "january", "janvier"), 1),
    **dict.fromkeys(("feb", "fév", "févr", "february", "février"), 2),
    **dict.fromkeys(("mar", "mars", "march"), 3),
    **dict.fromkeys(("apr", "avr", "avril", "april"), 4),
    **dict.fromkeys(("may", "mai"), 5),
    **dict.fromkeys(("jun", "juin", "june"), 6),
    **dict.fromkeys(("jul", "juil", "juillet", "july"), 7),
    **dict.fromkeys(("aug", "aoû", "août", "august"), 8),
    **dict.fromkeys(("sep", "sept", "septembre", "september"), 9),
    **dict.fromkeys(("oct", "octobre", "october"), 10),
    **dict.fromkeys(("nov", "novembre", "november"), 11),
    **dict.fromkeys(("dec", "déc", "décembre", "december"), 12),
}
_ZONES = {"UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "WET": 0, "WEST": 1}
_OTHER_HOUR = re.compile(r"-u?[drfs]|--(?:d|f(?!u)|ref|s)")
"""Options of `date` that print or set another hour than the clock's."""
_SHOWING = frozenset({"-l", "-b", "-bl", "-lb", "--verbose", "--print-bytes", "-s", "--silent"})
"""Options of `cmp` that leave it to read everything."""


@dataclass(slots=True)
class Command:
    """One command and what it printed; ``line`` is where it was typed."""

    line: int
    text: str
    printed: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The command's words, `sudo` and `time` left out."""
        found = self.text.split()
        while found and found[0] in {"sudo", "time", "LANG=C", "LC_ALL=C"}:
            found = found[1:]
        return found

    @property
    def name(self) -> str:
        """The tool, without its folder."""
        return self.words[0].rsplit("/", 1)[-1] if self.words else ""

    @property
    def output(self) -> str:
        """All that it printed."""
        return "\n".join(self.printed)

    @property
    def devices(self) -> list[str]:
        """The devices it names."""
        return [word for word in self.words if word.startswith("/dev/")]


def commands(text: str) -> list[Command]:
    """The commands of a transcript, in order; raise Unreadable for too many."""
    if len(text) > LARGEST:
        raise Unreadable("too_large", "Cette transcription est trop longue pour être lue.")
    found: list[Command] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COLOURS.sub("", raw.rsplit("\r", 1)[-1] if raw.strip("\r") else "")[:2000]
        prompt = PROMPT.match(line)
        if len(found) > MOST:
            raise Unreadable("too_many", "Cette transcription compte trop de commandes.")
        if prompt:
            found.append(Command(number, line[prompt.end() :].strip()))
        elif found:
            found[-1].printed.append(line.rstrip())
    return found


def told_by_date(command: Command) -> datetime | None:
    """The hour that `date` printed; naive when it says no zone that we know."""
    if command.name != "date" or any(_OTHER_HOUR.match(word) for word in command.words[1:]):
        return None
    return next(filter(None, map(_moment, command.printed)), None)


def _moment(line: str) -> datetime | None:
    line = line.strip()
    try:
        if found := _ISO.search(line):
            return datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].replace('Z', '+00:00')}")
        return _spelt(line)
    except (ValueError, KeyError):
        return None


def _spelt(line: str) -> datetime | None:
    """`Sat Nov 21 21:23:30 UTC 2026`, `sam. 21 nov. 2026 21:23:30 CET`."""
    found = _DATE.match(line)
    if found is None:
        return None
    day, year = found[1] or found[3], found[4] or found[10]
    if not day or not year:
        return None
    hour = int(found[5])
    if found[8]:
        hour = hour % 12 + (12 if found[8] == "PM" else 0)
    naive = datetime(  # noqa: DTZ001 - the zone follows
        int(year), _MONTHS[found[2].casefold()], int(day), hour, int(found[6]), int(found[7])
    )
    zone = found[9] or ""
    if zone in {"UTC", "GMT"}:
        return naive.replace(tzinfo=UTC)
    if zone in _ZONES:
        return naive.replace(tzinfo=timezone(timedelta(hours=_ZONES[zone])))
    return naive


def reads_zeros(command: Command, device: str) -> bool | None:
    """Whether this command read the whole device as zeros; None when it is no such reading.

    `cmp /dev/zero /dev/sda` prints `EOF on /dev/sda` when every byte up to the end is zero,
    and `differ` at the first that is not.
    """
    if command.name != "cmp" or device not in command.devices or "/dev/zero" not in command.devices:
        return None
    asked = [word for word in command.words[1:] if word not in _SHOWING]
    if sorted(asked) != sorted(["/dev/zero", device]):
        return None  # a part of it, or another command behind it
    said = command.output
    eof = re.search(rf"cmp: EOF on [‘'`]?{re.escape(device)}\b", said) or re.search(
        rf"cmp: fin de fichier (?:sur|dans) [«‘'`]?\s?{re.escape(device)}\b", said, re.IGNORECASE
    )
    return bool(eof) and not re.search(r"differ|diff[ée]rent|error|erreur", said, re.IGNORECASE)
