"""A wipe log on a device: kept as it came, each entry matched to a medium or told why not.

The same for the API and the page. Sending the file records what needs nobody's word; what needs
the operator's (which disk, which clock, a failure) waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from filiere.network.actor import Actor
from inventory.auditing import readable, record, refusal_to_keep, told_of
from inventory.circuit import CIRCUIT
from inventory.erasing_words import DONE, EARLIER, FAILS, FAILURE, KNOWN, NO_READER, READY
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import readers
from inventory.evidence.wiping.matching import Match, match
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, Result
from inventory.keeping import keep
from inventory.models import Device, Evidence
from inventory.operations.erase import Erase, Outcome, proof_refused
from inventory.operations.wiped import evidence_refused, said
from inventory.perform import perform
from inventory.promise import named
from inventory.reading import world_of_device
from inventory.reading_words import Said, plain
from inventory.refusals import Missing, Refused
from inventory.selectors import device_seen_by
from inventory.standing import standing
from inventory.state import MediumState, World
from inventory.wiped import report_of
from inventory.world import with_facts

UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the file, the medium it is about, and what came of it.

    ``status``: recorded, ready (would be), asks (the operator must say which disk), failed (the
    file says that this disk failed), refused, unmatched.
    """

    entry: DiscEntry
    status: str
    said: Said
    medium: MediumState | None = None
    outcome: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """The disc as the file names it."""
        return said(self.entry)

    @property
    def medium_name(self) -> str:
        """The medium as the record names it."""
        return named(self.medium) if self.medium else ""


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


@dataclass(frozen=True, slots=True)
class Words:
    """What the operator says of a file: ``discs`` the medium that an entry is about."""

    discs: Mapping[int, str]
    clock: str = ""
    failures: bool = False
    only: frozenset[int] | None = None


NOTHING_SAID = Words({})


def keep_log(*, actor: Actor, code: str, raw: bytes, key: str = "") -> tuple[Device, Evidence]:
    """Keep a wipe log, read or not, and tell of it in the device's journal.

    Raises
    ------
    Refused
        The device is not theirs, or the file is empty, cut or worked on: nothing is kept.
    """
    device = device_seen_by(actor, code)
    not_now = refusal_to_keep(device, actor)
    report = _report(raw)
    kept = keep(device, actor, raw, report.reader if report else "")
    reader = report.reader if report else UNREAD
    others = Evidence.objects.filter(pk=kept.evidence.pk).exclude(
        organisation=actor.organisation_id
    )
    if others.exists():
        raise Refused("kept-elsewhere", "Ce fichier est déjà celui d'une autre organisation.")
    record(device, actor, kept, media=[], reader=reader, not_now=not_now, key=key)
    return device, kept.evidence


def take_log(*, actor: Actor, code: str, raw: bytes, words: Words = NOTHING_SAID) -> LogTaken:
    """Keep a wipe log and record the proofs that it holds.

    Raises
    ------
    Refused
        As ``keep_log``.
    """
    device, evidence = keep_log(actor=actor, code=code, raw=raw)
    return confirm(actor=actor, device=device, evidence=evidence, words=words)


def confirm(
    *,
    actor: Actor,
    device: Device,
    evidence: Evidence,
    words: Words = NOTHING_SAID,
    key: str = "",
) -> LogTaken:
    """Record, in one operation, every entry that stands."""
    report = report_of(evidence.pk, str(settings.EVIDENCE_DIR))
    if report is None:
        return LogTaken(evidence, None, (), standing(device.pk, actor), (NO_READER,))
    entries = propose(device, actor, evidence.pk, report, words)
    chosen = [
        one
        for one in entries
        if one.outcome and (words.only is None or one.entry.index in words.only)
    ]
    missing = tuple(Said(note.code, note.detail) for note in report.notes)
    if chosen:
        try:
            data = {"outcomes": [one.outcome for one in chosen]}
            perform(operation="erase", code=device.pk, actor=actor, data=data, key=key)
        except Refused as refused:
            missing = (*missing, *told_of(refused))
            return LogTaken(evidence, report, entries, standing(device.pk, actor), missing)
        done = {one.entry.index for one in chosen}
        entries = tuple(
            replace(one, status="recorded", said=DONE if one.status == "ready" else FAILURE)
            if one.entry.index in done
            else one
            for one in entries
        )
    return LogTaken(evidence, report, entries, standing(device.pk, actor), missing)


def propose(
    device: Device, actor: Actor, sha: str, report: ErasureReport, words: Words = NOTHING_SAID
) -> tuple[Told, ...]:
    """Each entry with its medium, and whether it stands as a proof of it: nothing is written."""
    world = world_of_device(device, actor)
    chosen = {
        entry.index: _medium(world, entry, words.discs.get(entry.index, ""))
        for entry in report.discs
    }
    outcomes = {
        entry.index: _outcome(sha, report.tool, entry, medium, words)
        for entry in report.discs[:40]
        if (medium := chosen[entry.index]) is not None
    }
    if outcomes:
        asked = Erase.model_construct(outcomes=list(outcomes.values()))
        world = with_facts(world, CIRCUIT["erase"], asked)
    found = [
        _told(world, entry, chosen[entry.index], outcomes.get(entry.index), words)
        for entry in report.discs
    ]
    return tuple(_last_only(found))


def _medium(world: World, entry: DiscEntry, said_id: str) -> MediumState | None:
    """The medium that the operator says, else the one of this serial, else the only one alike."""
    if said_id:
        return next((one for one in world.fitted if one.id == said_id), None)
    matches = [
        (match(entry, serial_key=one.serial_key, size_gb=one.size_gb, model=one.model), one)
        for one in world.fitted
    ]
    for wanted in (Match.SERIAL, Match.SHAPE):
        alike = [one for found, one in matches if found is wanted]
        if alike:
            return alike[0]
    return None


def _outcome(sha: str, tool: str, entry: DiscEntry, medium: MediumState, words: Words) -> Outcome:
    zone = UTC if words.clock == "utc" else ZoneInfo(settings.TIME_ZONE)
    ended = entry.ended_at(zone)
    failed = entry.result is Result.FAILED
    return Outcome(
        medium=medium.id,
        outcome="failed" if failed else "proof",
        method=entry.method or None,
        tool=plain(tool) or None,
        ended=ended.astimezone(UTC).isoformat() if ended else None,
        verified=entry.verified and not failed,
        evidence=sha,
        evidence_index=entry.index,
        named=words.discs.get(entry.index) == medium.id,
    )


def _told(
    world: World,
    entry: DiscEntry,
    medium: MediumState | None,
    outcome: Outcome | None,
    words: Words,
) -> Told:
    if medium is None or outcome is None:
        return Told(entry, "unmatched", _unmatched(world, entry))
    data = outcome.model_dump(mode="json", exclude_none=True)
    if outcome.outcome == "failed":
        refused = evidence_refused(world, medium, outcome)
        if refused is None and not medium.failed:
            return Told(entry, "failed", FAILS, medium, data if words.failures else None)
        return Told(entry, "refused", _said(refused) if refused else KNOWN, medium)
    if not entry.succeeded:
        other = evidence_refused(world, medium, outcome)
        first = other if other is not None and other.code == "another-disc" else None
        return Told(
            entry, "refused", _said(first) if first else Said("wipe-not-success", entry.why), medium
        )
    refused = proof_refused(world, medium, outcome)
    if refused is None:
        return Told(entry, "ready", READY, medium, data)
    status = "asks" if refused.code == "name-the-disc" else "refused"
    return Told(entry, status, _said(refused), medium)


def _last_only(entries: list[Told]) -> list[Told]:
    """Of several entries that stand for one medium, the last: the others say so."""
    last = {one.medium.id: one.entry.index for one in entries if one.outcome and one.medium}
    return [
        replace(one, status="refused", said=EARLIER, outcome=None)
        if one.outcome and one.medium and last[one.medium.id] != one.entry.index
        else one
        for one in entries
    ]


def _unmatched(world: World, entry: DiscEntry) -> Said:
    if not world.fitted:
        return Said("no-medium", "Aucun support n'est déclaré dans cet appareil.", ("audit",))
    return Said(
        "another-disc",
        f"Ce disque ({said(entry)}) n'est pas dans cet appareil : vérifiez le code scanné.",
    )


def _said(refused: Refused) -> Said:
    return Said(refused.code, refused.detail, refused.suggest)


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
