"""Labels to print: codes minted ahead or already on things one holds, and what each label says.

A label tells the code, what the thing is, and nothing that ages: no donor, no person, no serial.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.codes import mint_codes, read_code, unknown_code
from inventory.models import (
    Code,
    Collection,
    Device,
    LabelRoll,
    Pallet,
    Place,
    Receipt,
    StorageMedium,
)
from inventory.receipts import content, once
from inventory.refusals import Missing, Refused
from inventory.vocabulary import DeviceKind, MediumKind, PlaceKind, Step, SubjectKind
from inventory.wording import capital
from labels.layout import DoesNotFit
from labels.render import ImpossibleStart, Label, pdf
from labels.sheets import Sheet
from labels.symbols import address

MOST = 1000
"""Labels of one sheet asked at once: some 50 pages."""
SHORT = {
    DeviceKind.LAPTOP: "Portable",
    DeviceKind.DESKTOP: "Fixe",
    DeviceKind.FEATURE_PHONE: "Mobile",
}
"""A title is two words: the kind and the brand."""
BATCH = "labels"


def label(code: str, title: str = "", *lines: str) -> Label:
    """What is printed for this code, its QR leading to this site."""
    told = tuple(line for line in lines if line)
    return Label(code, address(settings.SITE_URL, code), title.strip(), told)


def labels_of(actor: Actor, typed: Sequence[str]) -> list[Label]:
    """The labels of these codes, in the order given: free codes of one's own, and what one holds.

    Raises
    ------
    Refused
        ``repeated-code``, ``invalid-code``, ``foreign-code``; Missing ``unknown-code`` for a code
        that nobody minted as for one that somebody else holds.
    """
    codes = [read_code(text, actor) for text in typed]
    if len(set(codes)) < len(codes):
        raise Refused(
            "repeated-code",
            "Un même code est demandé deux fois : deux appareils porteraient la même étiquette.",
            title="Données à corriger",
        )
    known = _devices(actor, codes) | _media(actor, codes)
    known |= {code: told for code, told in _others(actor, codes).items() if code not in known}
    for code in codes:
        if code not in known:
            raise unknown_code(code, actor)
    return [known[code] for code in codes]


def labels_of_collection(actor: Actor, collection: Collection) -> list[Label]:
    """The labels of a collection's devices that one holds, in the order they were registered."""
    held = Device.objects.filter(collection=collection, custodian_id=actor.organisation_id)
    held = held.exclude(step=Step.VOID).order_by("cycle_opened_at", "pk")
    return [_of_device(*row) for row in held.values_list("pk", "kind", "brand", "model")]


def parts(labels: Sequence[Label]) -> list[Sequence[Label]]:
    """The same labels in as many PDFs as it takes, in order; one, empty, when there is none."""
    return [labels[at : at + MOST] for at in range(0, len(labels), MOST)] or [labels]


def mint_batch(actor: Actor, *, count: int, key: str, medium: str = "") -> list[str]:
    """Mint codes for labels to print ahead; the same key gives the same codes again.

    Raises
    ------
    Refused
        ``too-many-labels``; Conflict ``key-reused`` when the key stands for another count.
    """
    if not 1 <= count <= MOST:
        raise too_many()

    def act() -> dict[str, Any]:
        roll = LabelRoll.objects.create(
            organisation_id=actor.organisation_id, medium=medium, minted_at=timezone.now()
        )
        own = actor.organisation_id
        return {BATCH: mint_codes(count=count, organisation_id=own, roll_id=roll.pk)}

    told, _ = once(actor=actor, key=key, fingerprint=content(BATCH, str(count)), act=act)
    codes: list[str] = told[BATCH]
    return codes


def batch(actor: Actor, key: str) -> list[str]:
    """The codes that one's organisation minted with this key.

    Raises
    ------
    Missing
        ``unknown-batch``.
    """
    kept = Receipt.objects.filter(organisation_id=actor.organisation_id, key=key)
    answer = kept.values_list("answer", flat=True).first()
    told = json.loads(answer) if answer else {}
    codes = told.get(BATCH) if isinstance(told, dict) else None
    if not isinstance(codes, list):
        raise Missing("unknown-batch", "Ces étiquettes n'existent pas chez vous.")
    return codes


def printed(
    sheet: Sheet,
    labels: Sequence[Label],
    *,
    start_at: int = 1,
    offset: tuple[float, float] = (0, 0),
    title: str = "Étiquettes",
) -> bytes:
    """The PDF to print.

    Raises
    ------
    Refused
        ``no-label``, ``too-many-labels``, ``impossible-start``, ``label-too-small``.
    """
    try:
        return pdf(sheet, labels_to_print(labels), start_at=start_at, offset=offset, title=title)
    except ImpossibleStart as error:
        raise Refused("impossible-start", str(error), title="Données à corriger") from error
    except DoesNotFit as error:
        raise Refused("label-too-small", str(error), title="Données à corriger") from error


def labels_to_print(labels: Sequence[Label]) -> list[Label]:
    """The same, some and not too many.

    Raises
    ------
    Refused
        ``no-label``, ``too-many-labels``.
    """
    if not labels:
        raise Refused("no-label", "Il n'y a aucune étiquette à imprimer ici.")
    if len(labels) > MOST:
        raise too_many()
    return list(labels)


def too_many() -> Refused:
    return Refused(
        "too-many-labels",
        f"Demandez de 1 à {MOST} étiquettes à la fois.",
        title="Données à corriger",
    )


def _of_device(code: str, kind: str, brand: str, model: str) -> Label:
    word = SHORT.get(DeviceKind(kind)) or capital(DeviceKind(kind).label)
    return label(code, f"{word} {brand}", model)


def _devices(actor: Actor, codes: Sequence[str]) -> dict[str, Label]:
    held = Device.objects.filter(pk__in=codes, custodian_id=actor.organisation_id)
    rows = held.values_list("pk", "kind", "brand", "model")
    return {row[0]: _of_device(*row) for row in rows}


def _media(actor: Actor, codes: Sequence[str]) -> dict[str, Label]:
    held = StorageMedium.objects.filter(code__in=codes, custodian_id=actor.organisation_id)
    rows = held.values_list("code", "kind")
    return {code: label(code, capital(MediumKind(kind).label)) for code, kind in rows if code}


def _others(actor: Actor, codes: Sequence[str]) -> dict[str, Label]:
    """Free codes that one's organisation minted, and those of its places and pallets."""
    own = Code.objects.filter(pk__in=codes, organisation_id=actor.organisation_id)
    own = own.exclude(bound_kind__in=[SubjectKind.DEVICE, SubjectKind.MEDIUM])
    places = Place.objects.filter(code__in=codes, organisation_id=actor.organisation_id)
    pallets = Pallet.objects.filter(code__in=codes, organisation_id=actor.organisation_id)
    told = {code: label(code) for code in own.values_list("pk", flat=True)}
    told |= {
        one.code: label(one.code, capital(PlaceKind(one.kind).label), one.name)
        for one in places
        if one.code
    }
    return told | {one.code: label(one.code, "Palette", one.name) for one in pallets if one.code}
