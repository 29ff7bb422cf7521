"""A photo, kept as it came: the file that ``photograph`` or an erasure names."""

from __future__ import annotations

from django.conf import settings

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.evidence import store
from inventory.models import Evidence
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.selectors import device_seen_by
from inventory.subjects.recording import one_transaction

SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a PNG and a JPEG begin."""
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
    if not raw.startswith(SIGNATURES):
        raise Refused("not-a-photo", "Ce fichier n'est pas une photo : envoyez un JPEG ou un PNG.")
    limit = settings.EVIDENCE_MAX_BYTES
    try:
        kept = store.keep(raw, root=settings.EVIDENCE_DIR, limit=limit)
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
