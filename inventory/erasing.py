"""A wipe log of a device or a loose medium: kept as it came, each entry matched or told why not.

The same for the API and the page. Sending the file records what needs nobody's word; what needs
the operator's (which disk, which clock, a failure) waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from filiere.network.actor import Actor
from inventory.auditing import readable, record, told_of
from inventory.bearers import Bearer, bearer_seen_by
from inventory.erasing_words import DONE, FAILURE, NO_READER, too_many
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import readers
from inventory.evidence.wiping.report import ErasureReport
from inventory.keeping import keep
from inventory.models import Evidence
from inventory.operations.erase import MOST_OUTCOMES
from inventory.perform import perform
from inventory.reading_words import Said
from inventory.refusals import Missing, Refused
from inventory.standing import standing
from inventory.subjects.recording import one_transaction
from inventory.wipe_matches import NOTHING_SAID, Told, Words, propose
from inventory.wiped import report_of

UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class LogTaken:
    """What became of a wipe log. ``answer`` is what a scan would be told."""

    evidence: Evidence
    report: ErasureReport | None
    entries: tuple[Told, ...]
    answer: dict[str, Any]
    missing: tuple[Said, ...]

    @property
    def recorded(self) -> bool:
        return any(one.status == "recorded" for one in self.entries)


def keep_log(*, actor: Actor, code: str, raw: bytes, key: str = "") -> tuple[Bearer, Evidence]:
    """Keep a wipe log, read or not; a device's journal tells of it.

    Raises
    ------
    Refused
        The device or medium is not theirs, the file is empty, cut or worked on: nothing is kept.
    """
    bearer = bearer_seen_by(actor, code)
    not_now = bearer.refusal_to_keep(actor)
    report = _report(raw)
    kept = keep(bearer.device, actor, raw, report.reader if report else "")
    reader = report.reader if report else UNREAD
    others = Evidence.objects.filter(pk=kept.evidence.pk).exclude(
        organisation=actor.organisation_id
    )
    if others.exists():
        raise Refused("kept-elsewhere", "Ce fichier est déjà celui d'une autre organisation.")
    if bearer.device is not None:
        record(bearer.device, actor, kept, media=[], reader=reader, not_now=not_now, key=key)
    else:
        with one_transaction():
            kept.write()
    return bearer, kept.evidence


def take_log(*, actor: Actor, code: str, raw: bytes, words: Words = NOTHING_SAID) -> LogTaken:
    """Keep a wipe log and record the proofs that it holds.

    Raises
    ------
    Refused
        As ``keep_log``.
    """
    bearer, evidence = keep_log(actor=actor, code=code, raw=raw)
    return confirm(actor=actor, bearer=bearer, evidence=evidence, words=words)


def confirm(
    *,
    actor: Actor,
    bearer: Bearer,
    evidence: Evidence,
    words: Words = NOTHING_SAID,
    key: str = "",
) -> LogTaken:
    """Record, in one operation, every entry that stands."""
    code = bearer.code
    report = report_of(evidence.pk, str(settings.EVIDENCE_DIR))
    if report is None:
        return LogTaken(evidence, None, (), standing(code, actor), (NO_READER,))
    entries = propose(bearer.world(actor), evidence.pk, report, words)
    chosen = [
        one
        for one in entries
        if one.outcome and (words.only is None or one.entry.index in words.only)
    ]
    missing = tuple(Said(note.code, note.detail) for note in report.notes)
    if chosen:
        try:
            if len(chosen) > MOST_OUTCOMES:
                raise too_many(len(chosen), MOST_OUTCOMES)
            data = {"outcomes": [one.outcome for one in chosen]}
            perform(operation="erase", code=code, actor=actor, data=data, key=key)
        except Refused as refused:
            missing = (*missing, *told_of(refused))
            return LogTaken(evidence, report, entries, standing(code, actor), missing)
        done = {one.entry.index for one in chosen}
        entries = tuple(
            replace(one, status="recorded", said=DONE if one.status == "ready" else FAILURE)
            if one.entry.index in done
            else one
            for one in entries
        )
    return LogTaken(evidence, report, entries, standing(code, actor), missing)


def _report(raw: bytes) -> ErasureReport | None:
    """What the file tells; None for one that no reader knows."""

    def read() -> ErasureReport | None:
        try:
            return readers.read(raw, limit=settings.EVIDENCE_MAX_BYTES)
        except Unreadable as error:
            if error.code == "unknown_format":
                return None
            raise

    return readable(read)


def kept_log(actor: Actor, sha: str) -> Evidence:
    """The wipe log of this name, that this organisation sent.

    Raises
    ------
    Missing
        There is none.
    """
    mine = Evidence.objects.filter(pk=sha[:64], organisation_id=actor.organisation_id)
    found = mine.first()
    if found is None or report_of(found.pk, str(settings.EVIDENCE_DIR)) is None:
        raise Missing("unknown-log", "Ce journal d'effacement n'est pas connu chez vous.")
    return found
