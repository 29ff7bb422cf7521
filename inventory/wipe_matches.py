"""Each entry of a wipe log, the medium it is about, and whether it stands: nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from inventory.circuit import CIRCUIT
from inventory.erasing_words import EARLIER, FAILS, KNOWN, READY
from inventory.evidence.wiping.matching import Match, match
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, Result
from inventory.operations.erase import Erase, Outcome, erasable, proof_refused
from inventory.operations.wiped import evidence_refused, said
from inventory.promise import named
from inventory.reading_words import Said, plain
from inventory.refusals import Refused
from inventory.state import MediumState, World
from inventory.world import with_facts


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
class Words:
    """What the operator says of a file: ``discs`` the medium that an entry is about."""

    discs: Mapping[int, str]
    clock: str = ""
    failures: bool = False
    only: frozenset[int] | None = None


NOTHING_SAID = Words({})


def propose(
    world: World, sha: str, report: ErasureReport, words: Words = NOTHING_SAID
) -> tuple[Told, ...]:
    """Each entry with its medium, and whether it stands as a proof of it."""
    chosen = {
        entry.index: _medium(world, entry, words.discs.get(entry.index, ""))
        for entry in report.discs
    }
    outcomes = {
        entry.index: _outcome(sha, report.tool, entry, medium, words)
        for entry in report.discs
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
        return next((one for one in erasable(world) if one.id == said_id), None)
    matches = [
        (match(entry, serial_key=one.serial_key, size_gb=one.size_gb, model=one.model), one)
        for one in erasable(world)
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
    if not erasable(world):
        return Said("no-medium", "Aucun support n'est déclaré dans cet appareil.", ("audit",))
    where = "n'est pas ce support" if world.device is None else "n'est pas dans cet appareil"
    return Said("another-disc", f"Ce disque ({said(entry)}) {where} : vérifiez le code scanné.")


def _said(refused: Refused) -> Said:
    return Said(refused.code, refused.detail, refused.suggest)
