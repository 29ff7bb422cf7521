"""Files read again by better readers: what would change, then the change itself.

The file and the journal stay as they are. A medium that the new reading shows, and that
neither the old reading nor the record knows, is told by an operation: the device is not clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import reading_words
from inventory.dossiers import NOT_READINGS, outcomes_kept, outcomes_now
from inventory.evidence.as_stored import as_stored, readers_of
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.merge_media import merge_media
from inventory.evidence.opening import Outcome, together
from inventory.evidence.unreadable import Unreadable
from inventory.models import Device, Evidence, EvidenceReading, StorageMedium
from inventory.operations.audit import MOST_MEDIA
from inventory.perform import perform
from inventory.refusals import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """What reading one file again would change."""

    evidence: Evidence
    before: tuple[Outcome, ...]
    after: tuple[Outcome, ...]
    values: tuple[tuple[str, str, str], ...]
    discovered: tuple[MediumSeen, ...]

    @property
    def lost(self) -> bool:
        """True when the readers of today read nothing more of it: nothing is applied."""
        return not any(one.description for one in self.after)


def changes(device: Device | None = None) -> Iterator[Change]:
    """Yield every file whose reading would change, the oldest first."""
    rows = Evidence.objects.exclude(reader__in=NOT_READINGS).filter(device__isnull=False)
    if device is not None:
        rows = rows.filter(device=device)
    for evidence in rows.select_related("device", "reading").order_by("received_at").iterator():
        before, after = outcomes_kept(evidence), outcomes_now(evidence)
        if as_stored(before) == as_stored(after):
            continue
        old, new = _one(before), _one(after)
        found = _discovered(evidence, old, new) if new else ()
        yield Change(evidence, before, after, tuple(_values(old, new)), found)


def apply(change: Change, *, occurred_at: datetime | None = None) -> None:
    """Keep the new reading; tell of what it discovers, in the same transaction.

    ``occurred_at`` is for a demo: when it was read again, however long ago.

    Raises
    ------
    Refused
        The circuit does not take it now: nothing is kept.
    """
    device = change.evidence.device
    if change.lost or device is None:
        return
    with transaction.atomic():
        if change.discovered:
            reader, version = next(iter(sorted(readers_of(change.after).items())))
            seen = replace(_whole(change.after), media=change.discovered)
            perform(
                operation="reread",
                code=device.pk,
                actor=_house(device),
                data={
                    "evidence": change.evidence.pk,
                    "reader": reader,
                    "version": version,
                    "media": reading_words.media(seen)[:MOST_MEDIA],
                },
                occurred_at=occurred_at,
                any_past=occurred_at is not None,
            )
        EvidenceReading.objects.update_or_create(
            evidence=change.evidence,
            defaults={"readers": readers_of(change.after), "found": as_stored(change.after)},
        )


def _one(outcomes: tuple[Outcome, ...]) -> Description | None:
    return _whole(outcomes) if any(one.description for one in outcomes) else None


def _whole(outcomes: tuple[Outcome, ...]) -> Description:
    try:
        return together(outcomes)
    except Unreadable as refusal:
        raise Refused(refusal.code, refusal.detail) from refusal


def _values(old: Description | None, new: Description | None) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of the device that would change: name, before, after."""
    before = {one.field: str(one.value) for one in old.values} if old else {}
    after = {one.field: str(one.value) for one in new.values} if new else {}
    for field in sorted(before.keys() | after.keys()):
        if before.get(field) != after.get(field):
            yield field, before.get(field, ""), after.get(field, "")


def _discovered(
    evidence: Evidence, old: Description | None, new: Description
) -> tuple[MediumSeen, ...]:
    """Media inside the device that neither the old reading nor the record knows."""
    inside = replace(new, media=new.own_media)
    said = [("old", replace(old, media=old.own_media))] if old else []
    found = [one.seen for one in merge_media([*said, ("new", inside)]) if set(one.files) == {"new"}]
    here = Q(device=evidence.device_id) | Q(last_code=evidence.device_id)
    return tuple(_unknown(found, list(StorageMedium.objects.filter(here))))


def _unknown(found: Sequence[MediumSeen], known: list[StorageMedium]) -> Iterator[MediumSeen]:
    """Yield the media that no row answers; a row answers one medium."""
    for seen in sorted(found, key=lambda one: not one.serial_key):
        row = next((row for row in known if _is(row, seen)), None)
        if row is None:
            yield seen
        else:
            known.remove(row)


def _is(row: StorageMedium, seen: MediumSeen) -> bool:
    if row.serial_key and seen.serial_key:
        return row.serial_key == seen.serial_key
    sizes = None in (row.size_gb, seen.size_gb) or row.size_gb == seen.size_gb
    return row.kind == seen.kind and sizes


def _house(device: Device) -> Actor:
    """The house itself, in the name of who holds the device or let it out."""
    ours = device.custodian_id or device.released_by_id
    owner = Organisation.objects.filter(pk=ours).first() if ours else None
    if owner is None:
        raise Refused("not-in-custody", "Personne ne tient cet appareil.")
    return Actor("system", None, None, None, owner.pk, owner.kind, "supervisor", "filiere")
