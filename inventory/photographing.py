"""A photo, made small and silent: the file that ``photograph`` or an erasure names."""

from __future__ import annotations

from django.conf import settings

from filiere.network.actor import Actor
from inventory import pictures
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.evidence import store
from inventory.loose import loose_medium_seen_by
from inventory.models import Device, Evidence
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.selectors import device_seen_by
from inventory.subjects.recording import one_transaction

READER = "photo"


def keep_photo(*, actor: Actor, code: str, raw: bytes) -> str:
    """Keep a photo of a device and return its name; twice the same is one file.

    Raises
    ------
    Refused
        The device is not theirs to photograph, the file is not a photo or too large.
    """
    device = device_seen_by(actor, code)
    if refused := glance(world_of_device(device, actor), CIRCUIT["photograph"]):
        raise refused
    return _kept(actor, device, raw)


def keep_photo_of_medium(*, actor: Actor, code: str, raw: bytes) -> str:
    """Keep a photo of a loose medium, for who holds it; as ``keep_photo``."""
    medium = loose_medium_seen_by(actor, code)
    if medium.custodian_id != actor.organisation_id or actor.role not in CIRCUIT["erase"].roles:
        raise Refused(
            "not-in-custody",
            "Ce support n'est pas chez vous.",
            title="Pas chez vous",
            status=403,
        )
    return _kept(actor, None, raw)


def _kept(actor: Actor, device: Device | None, raw: bytes) -> str:
    small = pictures.clean(raw)
    limit = settings.EVIDENCE_MAX_BYTES
    try:
        kept = store.keep(small, root=settings.EVIDENCE_DIR, limit=limit)
    except store.EvidenceError as error:
        raise Refused(error.code.replace("_", "-"), error.detail) from error
    row = Evidence(
        sha256=kept.sha256,
        size=kept.size,
        reader=READER,
        device=device,
        organisation_id=actor.organisation_id,
    )
    with one_transaction():
        if not Evidence.objects.filter(pk=row.pk).exists():
            row.save(force_insert=True)
    return kept.sha256
