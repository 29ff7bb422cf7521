"""Bon de livraison: the devices that a workshop brings to a structure on one slip."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Arrival, Delivery
from inventory.papers import signed
from inventory.papers.as_it_was import AsItWas, as_they_were
from inventory.papers.paper import Paper, address_lines, emitter, local, said, some
from inventory.refusals import Missing
from inventory.selectors.let_go import let_go_by
from inventory.vocabulary import DeviceKind
from labels.codes import shown

Slip = tuple[Delivery, list[AsItWas]]


def seen(actor: Actor, key: str) -> Slip:
    """The slip of this delivery, by the id of one of its rows or by its number.

    Its structure sees it, and the workshop that delivered.

    Raises
    ------
    Missing
        No such slip, or not theirs.
    """
    mine = actor.organisation_id
    theirs = Q(structure_id=mine) | let_go_by(mine) | Q(device__custodian_id=mine)
    rows = Delivery.objects.filter(Q(pk=key) | Q(theirs, slip=key)).order_by("-delivered_at")
    for row in rows.select_related("structure__territory")[:50]:
        slip = every(row)
        if mine in (row.structure_id, slip[1][0].entry.organisation_id):
            return slip
    raise Missing("unknown-slip", "Ce bon de livraison n'existe pas chez vous.")


def by_key(key: str) -> Slip:
    """Whoever asks: for the check of a paper whose mark is ours."""
    row = Delivery.objects.filter(pk=key).select_related("structure__territory").first()
    if row is None:
        raise Missing("unknown-slip", "Ce bon de livraison n'existe pas.")
    return every(row)


def every(row: Delivery) -> Slip:
    """All that the same workshop delivered to the same structure under the same number.

    The first delivery of the slip names it, so that each of them leads to one paper.
    """
    rows = Delivery.objects.filter(structure_id=row.structure_id, slip=row.slip)
    ordered = sorted(rows, key=lambda one: (one.delivered_at, one.pk))
    devices = as_they_were(
        "deliver", "delivery", {one.pk for one in ordered}, {one.device_id for one in ordered}
    )
    workshop = next(one.entry.organisation_id for one in devices if _wrote(one, row))
    own = [one for one in devices if one.entry.organisation_id == workshop]
    first = next(one for one in ordered if any(_wrote(device, one) for device in own))
    first.structure = row.structure
    return first, own


def _wrote(device: AsItWas, row: Delivery) -> bool:
    return device.code == row.device_id and f'"{row.pk}"' in device.entry.effects


def content(slip: Slip) -> Paper:
    row, devices = slip
    workshop: Organisation = devices[0].entry.organisation
    structure = row.structure
    day = local(row.delivered_at)
    return Paper(
        kind="livraison",
        key=row.pk,
        number=row.slip,
        title="Bon de livraison",
        emitter=emitter(workshop),
        day=day,
        sentence=(
            f"{workshop.name} livre à {structure.name}, le {said(day)}, "
            f"{some(len(devices), 'appareil')} sans données, dont la liste suit."
        ),
        body={
            "facts": _facts(structure),
            "devices": [one.listed() for one in devices],
            "totals": [("En tout", _counted(devices)), ("Réception", _arrived(row, devices))],
            "commitments": COMMITMENTS,
            "signatures": [
                signed.block(f"Livré par {workshop.name}", "Nom, date et signature"),
                signed.block(f"Reçu par {structure.name}", "Nom, qualité, date et signature"),
            ],
        },
    )


COMMITMENTS = [
    (
        "Comptage",
        (
            "Comptez les appareils et comparez les codes des étiquettes à cette liste. S'il en "
            "manque un, rayez-le ici et dites-le sur sa page."
        ),
    ),
    (
        "Garde",
        (
            "La structure a la garde de ces appareils dès sa signature. Personne n'est encore "
            "équipé : chaque distribution s'enregistre à part."
        ),
    ),
    (
        "Sans données",
        (
            "Chaque support de stockage avait sa preuve d'effacement en quittant l'atelier. Un "
            "appareil qui a servi avant d'être distribué revient à l'atelier pour être effacé."
        ),
    ),
]


def _facts(structure: Organisation) -> list[tuple[str, Any]]:
    return [("Livré à", structure.name), ("Adresse", ", ".join(address_lines(structure)))]


def _arrived(row: Delivery, devices: list[AsItWas]) -> str:
    """What the structure said since of what arrived; nothing until it did."""
    told = Arrival.objects.filter(
        delivery__slip=row.slip,
        delivery__structure=row.structure_id,
        delivery__device__in=[one.code for one in devices],
    ).order_by("delivery__device")
    rows = list(told.values_list("delivery__device_id", "arrived", "told_at"))
    if not rows:
        return ""
    day = said(max(local(at) for _, _, at in rows))
    missing = [shown(code) for code, arrived, _ in rows if not arrived]
    if missing:
        return f"dite le {day} ; manque : {', '.join(missing)}"
    return f"confirmée le {day}" if len(rows) == len(devices) else f"en partie, le {day}"


def _counted(devices: list[AsItWas]) -> str:
    kinds = Counter(one.columns["kind"] for one in devices)
    told = [f"{count} × {DeviceKind(kind).label}" for kind, count in sorted(kinds.items())]
    return ", ".join(told)
