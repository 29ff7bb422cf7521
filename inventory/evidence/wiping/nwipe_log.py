"""nwipe and ShredOS: the log, in all its versions that end with a table (0.28 and after).

Read from nwipe's own source (src/logging.c, src/method.c, src/nwipe.c) and real logs of 0.33
and 0.42. A user's abort ends with status 0 and no error: only the word of the table tells. A
log that was cut has no table. The model is cut to 17 characters, the serial follows the last `/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inventory.evidence.material import Material
from inventory.evidence.wiping import nwipe_words, signs
from inventory.evidence.wiping.nwipe_disc import Lines, discs
from inventory.evidence.wiping.nwipe_runs import LINE, Run, runs
from inventory.evidence.wiping.report import (
    DiscEntry,
    ErasureReport,
    Sign,
    numbered,
    of_one_run,
    said_serial,
)
from inventory.evidence.wiping.signs import Signs

NAME = "nwipe"
VERSION = 2
_ERRORS = re.compile(r"(!?)\s+(\S{1,20}) \|\s+(\d+) \|\s+(\d+) \|\s+(\d+)\s*")
_ERASED = re.compile(r"(!?)\s+(\S{1,20}) \|\s+(\d+) \|\s+(\d+) \|\s+([\d.]+)%\s*")
_STATUS = re.compile(
    r"(!?)\s+(\S{1,20}) \|(.{8})\|\s*\d+ [ kKMGTP]?i?B/s \| (\d+:\d\d:\d\d) \| (.*)/([^/]*)"
)
NO_TABLE = Sign(
    "no-table",
    "Ce journal, ou l'une de ses parties, s'arrête avant le tableau des résultats : "
    "l'effacement n'est pas allé au bout.",
)
_WITH_ERASURES = (0, 42)
"""The first version known to print the *Erasure Summary*."""


def recognises(material: Material) -> bool:
    """Tell a log by its stamped lines and the words of its methods or its banner."""
    head = material.text[:200_000]
    if re.search(r"(?:^|\n)\s*\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\]", head) is None:
        return False
    return LINE.search(head) is not None and any(
        word in head for word in ("nwipe", "Nwipe", "Drive Status", "Invoking method")
    )


def describe(material: Material) -> ErasureReport:
    """Return one entry per disc and run."""
    cut = runs(material.text)
    found = [disc for run in cut for disc in of_one_run(_entries(run))]
    versions = [run.version for run in cut if run.version]
    tool = f"nwipe {versions[-1]}" if versions else "nwipe"
    unfinished = any("status" not in run.titles for run in cut)
    return ErasureReport(
        reader=NAME,
        reader_version=VERSION,
        tool=tool,
        discs=numbered(found),
        notes=(NO_TABLE,) if unfinished else (),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """One run as its discs are weighed: its lines by disc, the rows of its last table."""

    run: Run
    known: dict[str, Lines]
    rows: list[tuple[int, re.Match[str]]]
    bare_errors: bool
    grave: bool


def _entries(run: Run) -> list[DiscEntry]:
    known, bare = discs(run.events)
    rows = [(line, row) for line, text in run.rows.get("status", []) if (row := _row(text))]
    passes = ("_pass:", "_verify:", "_retry:")
    failing = any(event.level == "error" and any(p in event.text for p in passes) for event in bare)
    grave = any(event.level in {"fatal", "sanity"} for event in bare)
    told = _Told(run, known, rows, failing, grave)
    entries = [_of_row(told, line, row) for line, row in rows]
    for disc in known.values():
        if disc.invoked and not any(_same(disc, row[2]) for _, row in rows):
            entries.append(_unfinished(run, disc))
    return entries


def _row(text: str) -> re.Match[str] | None:
    return _STATUS.fullmatch(text.rstrip())


def _same(disc: Lines, name: str) -> bool:
    """The table keeps the end of a long name."""
    return disc.name == name or (len(name) >= 8 and disc.name.endswith(name))


def _of_row(told: _Told, line: int, row: re.Match[str]) -> DiscEntry:
    run, rows, known = told.run, told.rows, told.known
    name = row[2]
    ours = [disc for disc in known.values() if _same(disc, name)]
    disc = ours[0] if len(ours) == 1 else Lines(f"/dev/{name}")
    rounds = int(run.total[3]) if run.total else 0
    blank = bool(run.total and run.total[4] == "B")
    label = run.total[2] if run.total else disc.method
    method = nwipe_words.method(label, device=name, rounds=max(rounds, 1), blank=blank)
    weighed = Signs(nwipe_words.STATUSES.get(row[3].strip(), "unclear"))
    _weigh_row(weighed, row, [one for _, one in rows if one[2] == name], disc, len(ours))
    _weigh_tables(weighed, run, name)
    _weigh_lines(weighed, run, disc, label)
    _weigh_end(weighed, told)
    weighed.need(method, *signs.NOT_AN_ERASURE)
    weighed.need(disc.ended, *signs.NO_END)
    return DiscEntry(
        device=name,
        serial=said_serial(disc.serial) or said_serial(row[6]),
        model=(disc.model or row[5]).strip(),
        size_bytes=disc.size,
        bus=disc.bus,
        method=method,
        method_said=" ".join(label.split()),
        rounds=f"{disc.rounds[0]}/{disc.rounds[1]}" if disc.rounds else "",
        verified=disc.verified or disc.erased_by_drive,
        started=disc.started,
        ended=disc.ended,
        word=row[3].strip(),
        result=weighed.result,
        against=weighed.reasons,
        path=f"line {line}",
    )


def _weigh_row(
    weighed: Signs, row: re.Match[str], same: list[re.Match[str]], disc: Lines, named: int
) -> None:
    """The row itself: alone for this disc, of a disc that the lines know, the same serial."""
    weighed.need(len(same) == 1 and named == 1, *signs.CONTRADICTORY)
    weighed.need(row[1] != "!", *signs.CONTRADICTORY)
    said, found = said_serial(row[6]), said_serial(disc.serial)
    if said != found and not (said and found.endswith(f"/{said}")):
        weighed.refuse(*signs.CONTRADICTORY)
    cut = row[5].strip()
    if disc.model and not " ".join(disc.model.split()).startswith(" ".join(cut.split())):
        weighed.refuse(*signs.CONTRADICTORY)


def _weigh_tables(weighed: Signs, run: Run, name: str) -> None:
    errors = [row for _, text in run.rows.get("errors", []) if (row := _ERRORS.fullmatch(text))]
    mine = [row for row in errors if row[2] == name]
    weighed.need(len(mine) == 1, *signs.WORDS_CUT)
    if any(row[1] == "!" or any(int(one) for one in row.groups()[2:]) for row in mine):
        weighed.refuse(*signs.ERRORS)
    if "erasures" in run.titles or _number(run.version) >= _WITH_ERASURES:
        erased = [
            row for _, text in run.rows.get("erasures", []) if (row := _ERASED.fullmatch(text))
        ]
        mine = [row for row in erased if row[2] == name]
        weighed.need(len(mine) == 1, *signs.WORDS_CUT)
        if any(row[1] == "!" or int(row[3]) < int(row[4]) or not int(row[4]) for row in mine):
            weighed.refuse(*signs.NOT_ALL)
    if run.titles.count("status") != 1 or run.titles.count("errors") != 1:
        weighed.refuse(*signs.CONTRADICTORY)


def _weigh_lines(weighed: Signs, run: Run, disc: Lines, label: str) -> None:
    """What the run says of the disc, line by line."""
    weighed.need(
        disc.invoked <= 1 and not (disc.method and disc.method != label), *signs.CONTRADICTORY
    )
    if disc.bad:
        weighed.refuse(
            "bad-line",
            f"Le journal signale un incident sur ce disque (ligne {disc.bad[0].number}).",
        )
    if disc.partial:
        weighed.refuse(*signs.NOT_ALL)
    if disc.blanking:
        weighed.need(disc.blanked, *signs.WORDS_CUT)
    asked = int(run.total[3]) if run.total else 0
    if not disc.erased_by_drive:
        weighed.need(disc.rounds is not None and disc.rounds == (asked, asked), *signs.WORDS_CUT)
        weighed.need(disc.invoked == 1, *signs.WORDS_CUT)
    verifying = run.total is not None and run.total[5] in {"VL", "VA"}
    weighed.need(disc.erased_by_drive or (verifying and disc.verified), *signs.NOT_VERIFIED)
    if disc.started and disc.ended and disc.ended < disc.started:
        weighed.refuse("clock", "L'horloge de la machine a reculé pendant l'effacement.")


def _weigh_end(weighed: Signs, told: _Told) -> None:
    """How the run closed: its total, its last row of stars, one verdict that agrees."""
    run, rows = told.run, told.rows
    weighed.need(run.totals == 1 and run.closed and len(run.verdicts) == 1, *signs.WORDS_CUT)
    others = any(nwipe_words.STATUSES.get(row[3].strip()) != "success" for _, row in rows)
    if any("success" not in verdict for verdict in run.verdicts) and not others:
        weighed.refuse(*signs.CONTRADICTORY)
    if any("success" in verdict for verdict in run.verdicts) and others:
        weighed.refuse(*signs.CONTRADICTORY)
    if told.grave:
        weighed.refuse("fatal", "Le journal signale une erreur grave.")
    if told.bare_errors and len(rows) == 1:
        weighed.refuse(*signs.ERRORS)


def _unfinished(run: Run, disc: Lines) -> DiscEntry:
    """A disc that was begun, and is in no table."""
    weighed = Signs("unfinished")
    if any("aborted" in verdict for verdict in run.verdicts):
        weighed = Signs("aborted")
    rounds = int(run.options.get("rounds", "1")) if run.options.get("rounds", "1").isdigit() else 1
    return DiscEntry(
        device=disc.name,
        serial=said_serial(disc.serial),
        model=disc.model.strip(),
        size_bytes=disc.size,
        bus=disc.bus,
        method=nwipe_words.method(disc.method, device=disc.name, rounds=rounds),
        method_said=disc.method,
        started=disc.started,
        result=weighed.result,
        against=weighed.reasons,
        path=f"line {run.first_line}",
    )


def _number(version: str) -> tuple[int, int]:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)
