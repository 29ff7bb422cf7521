"""The donor's list of a collection: imported whole or not at all, then matched row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from filiere.network.actor import Actor
from inventory.codes import mint_codes, read_code
from inventory.manifests.preview import Row
from inventory.models import Collection, ManifestRow
from inventory.perform import perform
from inventory.refusals import Conflict, Missing, Refused
from inventory.subjects.collection_lines import announced_again
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import CollectionState, SubjectKind

BATCH = 2000
COLUMNS = tuple(one.name for one in fields(Row))


def import_manifest(
    *,
    actor: Actor,
    collection_id: str,
    rows: Sequence[Row],
    digest: str,
    occurred_at: datetime | None = None,
) -> int:
    """Keep the list: what it counts of each kind is what is announced; how many rows.

    An earlier list is replaced, unless a device was registered from it already.
    """
    allowed(actor, "create_collection")
    if not rows:
        raise Refused("manifest-empty", "Aucune ligne de cette liste ne peut être importée.")
    counts = Counter(row.kind for row in rows)
    with one_transaction():
        collection = _open(actor, collection_id)
        if collection.manifest.exclude(device=None).exists():
            raise Conflict(
                "manifest-begun",
                "Des appareils sont déjà enregistrés depuis la liste de cette collecte : "
                "elle ne peut plus être remplacée.",
            )
        collection.manifest.all().delete()
        kept = (
            ManifestRow(collection=collection, **{name: getattr(row, name) for name in COLUMNS})
            for row in rows
        )
        ManifestRow.objects.bulk_create(kept, batch_size=BATCH)
        data = {
            "file": digest,
            "lines": [{"kind": kind, "count": count} for kind, count in sorted(counts.items())],
        }
        when = moment(actor, occurred_at)
        changes = announced_again(collection, counts)
        tell(SubjectKind.COLLECTION, collection.pk, "manifest", when, data, changes=changes)
    return len(rows)


def register_row(
    *,
    actor: Actor,
    collection_id: str,
    row_id: int,
    label: str = "",
    key: str = "",
    occurred_at: datetime | None = None,
) -> str:
    """Register the device of a row under the label at hand (a new code without one); the code.

    The donor's numbers go to the device, and with it to every paper.
    """
    with one_transaction():
        rows = ManifestRow.objects.select_for_update().filter(
            pk=row_id, collection_id=collection_id, collection__custodian_id=actor.organisation_id
        )
        row = rows.first()
        if row is None:
            raise Missing("unknown-row", "Cette ligne n'est pas dans la liste de cette collecte.")
        if row.device_id is not None:
            raise Conflict("row-taken", "Cette ligne a déjà son appareil. Choisissez-en une autre.")
        code = (
            read_code(label, actor)
            if label
            else mint_codes(count=1, organisation_id=actor.organisation_id)[0]
        )
        told = {name: getattr(row, name) for name in ("brand", "model", "serial", "asset_tag")}
        data = {"collection": collection_id, "kind": row.kind}
        data |= {name: text for name, text in told.items() if text}
        perform(
            operation="register",
            code=code,
            actor=actor,
            data=data,
            key=key,
            occurred_at=occurred_at,
            any_past=occurred_at is not None,
        )
        row.device_id = code
        row.save(update_fields=["device"])
    return code


def _open(actor: Actor, collection_id: str) -> Collection:
    mine = Collection.objects.select_for_update().filter(custodian_id=actor.organisation_id)
    found = mine.filter(pk=collection_id).first()
    if found is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    if found.state == CollectionState.SORTED:
        raise Refused("wrong-state", "Cette collecte est déjà triée.")
    return found
