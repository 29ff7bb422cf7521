"""Third parties' certificates of erasure or destruction: opaque files, kept as they came.

Nothing reads them: what they say is typed beside (who signs, the number, the serial of each disc)
and counts as a statement, weaker than a log that was read.
"""

from __future__ import annotations

from django.conf import settings

from filiere.network.actor import Actor
from inventory.evidence import store
from inventory.facts import CERTIFICATE
from inventory.loose import loose_medium_seen_by
from inventory.models import Evidence
from inventory.refusals import Refused
from inventory.selectors import device_seen_by

MOST_BYTES = 10 * 1024 * 1024


def keep_certificate(*, actor: Actor, code: str, raw: bytes, loose: bool = False) -> str:
    """Keep this file and return its name, which the operation says; ``loose``: of a medium.

    Raises
    ------
    Refused
        It is empty or too large, or already kept as something else.
    """
    device = None
    if loose:
        loose_medium_seen_by(actor, code)
    else:
        device = device_seen_by(actor, code)
    if not raw.strip(b"\0 \r\n\t"):
        raise Refused("empty", "Ce fichier est vide.", title="Fichier illisible")
    if len(raw) > MOST_BYTES:
        raise Refused("too-large", "Cette attestation pèse plus de 10 Mo.", status=413)
    kept = store.keep(raw, root=settings.EVIDENCE_DIR, limit=settings.EVIDENCE_MAX_BYTES)
    row, _ = Evidence.objects.get_or_create(
        pk=kept.sha256,
        defaults={
            "size": kept.size,
            "reader": CERTIFICATE,
            "device": device,
            "organisation_id": actor.organisation_id,
        },
    )
    if (row.reader, row.organisation_id) != (CERTIFICATE, actor.organisation_id):
        raise Refused(
            "kept-otherwise",
            "Ce fichier est déjà gardé comme autre chose. Vérifiez lequel vous envoyez.",
        )
    return kept.sha256
