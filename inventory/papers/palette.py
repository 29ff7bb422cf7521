"""Bordereau de palette: a lot closed and weighed, for whoever fetches and recycles it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Device, Entry, Pallet
from inventory.papers import signed
from inventory.papers.paper import Pairs, Paper, emitter, kilograms, local, number, said, some
from inventory.refusals import Missing
from inventory.vocabulary import DeviceKind, OutReason, SubjectKind, category
from inventory.wording import capital
from labels.codes import shown

CATEGORIES = {
    2: "2 · écrans et appareils à écran de plus de 100 cm²",
    6: "6 · petits équipements informatiques et de télécommunications",
}


def seen(actor: Actor, key: str) -> Pallet | None:
    """A pallet of one's own, or one whose devices one took to recycle."""
    pallet = every(key)
    if pallet is None:
        return None
    mine = actor.organisation_id
    if pallet.organisation_id == mine and rights.may(actor, "create_collection"):
        return pallet
    taken = Device.objects.filter(pallet_id=pallet.pk, custodian_id=mine, removed=True)
    return pallet if taken.exists() and pallet.organisation_id != mine else None


def every(key: str) -> Pallet | None:
    return Pallet.objects.filter(pk=key).select_related("organisation__territory").first()


def content(pallet: Pallet | None) -> Paper:
    """The slip of a closed pallet; who takes it is named once it is removed.

    Raises
    ------
    Missing
        No such pallet, or it is still open.
    """
    if pallet is None:
        raise Missing("unknown-pallet", "Cette palette n'existe pas chez vous.")
    if pallet.closed_at is None:
        raise Missing("pallet-open", "Cette palette est encore ouverte. Fermez-la et pesez-la.")
    workshop = pallet.organisation
    devices = list(Device.objects.filter(pallet_id=pallet.pk).order_by("pk"))
    told = _told([one.pk for one in devices])
    takers = _organisations(told)
    day = local(pallet.closed_at)
    return Paper(
        kind="palette",
        key=pallet.pk,
        number=number("BP", pallet.pk, pallet.closed_at),
        title="Bordereau de palette",
        emitter=emitter(workshop),
        day=day,
        sentence=(
            f"{workshop.name} remet pour recyclage la palette « {pallet.name} » : "
            f"{some(len(devices), 'appareil')}, {kilograms(pallet.weight_g or 0)} en tout, "
            f"close et pesée le {said(day)}."
        ),
        body={
            "facts": _facts(pallet, devices, told, takers),
            "categories": _categories(devices),
            "remarks": _remarks(devices),
            "devices": [_row(one, told.get(one.pk, {})) for one in devices],
            "signatures": [
                signed.block(f"Remis par {workshop.name}", "Nom, date et signature"),
                signed.block(
                    f"Enlevé par {' ; '.join(takers)}" if takers else "Enlevé par",
                    "Nom, véhicule, date et signature",
                ),
            ],
        },
    )


def _told(codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By code, what was said at the last orientation and at the removal."""
    entries = Entry.objects.filter(
        subject_kind=SubjectKind.DEVICE,
        subject_id__in=codes,
        operation__in=("recycle", "remove"),
    ).order_by("sequence")
    found: dict[str, dict[str, Any]] = {}
    for entry in entries.only("subject_id", "operation", "data", "occurred_at"):
        data = json.loads(entry.data)
        row = found.setdefault(entry.subject_id, {})
        if entry.operation == "recycle":
            row.clear()
            row["reason"] = data.get("reason", "")
        else:
            row |= data | {"at": entry.occurred_at}
    return found


def _organisations(told: dict[str, dict[str, Any]]) -> list[str]:
    keys = {row["operator"] for row in told.values() if row.get("operator")}
    return sorted(Organisation.objects.filter(pk__in=keys).values_list("name", flat=True))


def _facts(
    pallet: Pallet, devices: list[Device], told: dict[str, dict[str, Any]], takers: list[str]
) -> Pairs:
    removals = {said(local(row["at"])) for row in told.values() if row.get("at")}
    slips = sorted({row["slip"] for row in told.values() if row.get("slip")})
    orders = sorted({one.order_ref for one in devices if one.order_ref})
    blank = "………………………………………………"
    return [
        ("Palette", pallet.name),
        ("Poids total", kilograms(pallet.weight_g or 0)),
        ("Opérateur", " ; ".join(takers) or f"{blank} (à remplir à l'enlèvement)"),
        ("Enlevée le", ", ".join(sorted(removals)) or blank),
        ("N° de bordereau", ", ".join(slips) or blank),
        ("Ordre de destruction", ", ".join(orders) or _order(devices, blank)),
    ]


def _order(devices: list[Device], blank: str) -> str:
    return f"{blank} (signé, à joindre)" if any(one.to_destroy for one in devices) else ""


def _categories(devices: list[Device]) -> list[list[str]]:
    rows = []
    for number_, name in CATEGORIES.items():
        mine = [one for one in devices if category(one.kind) == number_]
        if mine:
            rows.append([name, *_sums(mine)])
    return [*rows, ["Total", *_sums(devices)]]


def _sums(devices: list[Device]) -> tuple[str, str, str]:
    grams = [one.capabilities["grams"] for one in devices if one.capabilities.get("grams")]
    return str(len(devices)), str(len(grams)), kilograms(sum(grams)) if grams else "–"


def _remarks(devices: list[Device]) -> list[str]:
    told = [
        (
            "Le poids total est celui de la palette pesée, emballage compris. Ce bordereau ne "
            "remplace ni le BSDD (Trackdéchets) d'un déchet dangereux, ni le bon d'enlèvement de "
            "l'éco-organisme."
        )
    ]
    count = sum(one.to_destroy for one in devices)
    if count:
        told.append(
            f"À détruire : {some(count, 'appareil')}, dont les supports n'ont pas pu être effacés. "
            "À garder sous clé, à détruire sous l'ordre signé qui les nomme, certificat à rendre."
        )
    return told


def _row(device: Device, told: dict[str, Any]) -> list[str]:
    reason = told.get("reason", "")
    grams = device.capabilities.get("grams")
    return [
        shown(device.pk),
        capital(DeviceKind(device.kind).label),
        f"{device.brand} {device.model}".strip(),
        OutReason(reason).label if reason in set(OutReason) else "",
        "À DÉTRUIRE" if device.to_destroy else "sans données",
        kilograms(grams) if grams else "–",
    ]
