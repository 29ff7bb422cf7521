"""A tool's file kept: in the store, its row, what was read of it; never under two devices."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from filiere.network import prepared
from filiere.network.actor import Actor
from filiere.network.prepared import Prepared
from inventory.evidence import store
from inventory.evidence.as_stored import as_stored, readers_of
from inventory.evidence.opening import Outcome
from inventory.models import Device, Evidence, EvidenceReading
from inventory.refusals import Refused

KNOWN = Prepared(lambda sha256: Evidence.objects.filter(pk=sha256).order_by().values())
_COLUMNS = ("sha256", "size", "reader", "device_id", "organisation_id", "received_at")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store; its rows are not yet written."""

    evidence: Evidence
    outcomes: tuple[Outcome, ...] = ()

    def write(self) -> None:
        """Write the rows once, however often the file comes: the first ones stand.

        Raises
        ------
        Refused
            A reading known as another device's, or of an earlier cycle: it tells nothing of
            this one as it is now.
        """
        evidence = self.evidence
        known = KNOWN.one(evidence.pk)
        if known is None:
            evidence.received_at = timezone.now()
            prepared.insert(Evidence, {name: getattr(evidence, name) for name in _COLUMNS})
        elif self.outcomes and known["device_id"] not in (None, evidence.device_id):
            raise Refused(
                "file-of-another-device",
                "Ce même fichier est déjà joint à un autre appareil. Refaites le relevé ici.",
                title="Un autre appareil ?",
                suggest=("audit",),
            )
        elif self.outcomes and evidence.device and _before(known["received_at"], evidence.device):
            raise Refused(
                "file-of-an-earlier-cycle",
                "Ce fichier date d'avant le retour de cet appareil. Refaites le relevé.",
                suggest=("audit",),
            )
        if self.outcomes:
            columns = {
                "evidence_id": evidence.pk,
                "readers": readers_of(self.outcomes),
                "found": as_stored(self.outcomes),
                "read_at": timezone.now(),
            }
            prepared.insert(EvidenceReading, columns, unless_there=True)


def already_kept(device: Device, raw: bytes) -> bool:
    """Tell whether these bytes are a reading of this device in its present cycle."""
    sha256 = hashlib.sha256(raw).hexdigest()
    known = Evidence.objects.filter(pk=sha256, device=device, reading__isnull=False).first()
    return known is not None and not _before(known.received_at, device)


def _before(received_at: datetime, device: Device) -> bool:
    return device.cycle > 1 and received_at < device.cycle_opened_at


def keep(
    device: Device | None, actor: Actor, raw: bytes, reader: str, outcomes: tuple[Outcome, ...] = ()
) -> Kept:
    """Put the bytes in the store; the rows wait for a transaction."""
    kept = store.keep(raw, root=settings.EVIDENCE_DIR, limit=settings.EVIDENCE_MAX_BYTES)
    evidence = Evidence(
        sha256=kept.sha256,
        size=kept.size,
        reader=reader,
        device=device,
        organisation_id=actor.organisation_id,
    )
    return Kept(evidence, outcomes)
