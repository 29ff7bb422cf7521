"""Which papers may be printed of what a page shows, for who looks at it: few queries, any size."""

from __future__ import annotations

from django.db.models import QuerySet

from filiere.network.actor import Actor
from inventory.models import Collection, Delivery, Device, HandOver, Pallet, Request
from inventory.papers.gift import FETCHED
from inventory.papers.paper import local
from inventory.selectors.let_go import let_go_by
from inventory.vocabulary import LegalBasis

Link = tuple[str, str, str]
"""Kind, key, what the link says."""
MOST = 20


def links(about: object, actor: Actor) -> list[Link]:
    """The papers of a collection, a device, a pallet or a request."""
    if isinstance(about, Collection):
        return of_collection(about)
    if isinstance(about, Pallet):
        return of_pallet(about)
    if isinstance(about, Device):
        return of_device(about, actor)
    if isinstance(about, Request):
        return of_request(about, actor)
    return []


def of_collection(collection: Collection) -> list[Link]:
    if collection.state not in FETCHED:
        return []
    found = [("enlevement", collection.pk, "Bon d'enlèvement")]
    received = any(line.received for line in collection.lines.all())
    if received and collection.legal_basis != LegalBasis.WASTE_STREAM:
        found.append(("don", collection.pk, "Attestation de don"))
    return found


def of_pallet(pallet: Pallet) -> list[Link]:
    return [("palette", pallet.pk, "Bordereau de palette")] if pallet.closed_at else []


def of_device(device: Device, actor: Actor) -> list[Link]:
    """Those of its present cycle, and of the gift it came in."""
    mine = actor.organisation_id
    found = []
    if mine == device.donor_id or (device.cycle == 1 and mine == device.custodian_id):
        given = device.collection
        if mine in (given.custodian_id, given.donor_id) and given.state in FETCHED:
            found.append(("enlevement", given.pk, "Bon d'enlèvement"))
    if mine in (device.structure_id, device.released_by_id):
        since = device.cycle_opened_at
        brought = Delivery.objects.filter(device=device, delivered_at__gte=since)
        found += _slips(brought.order_by("delivered_at"))
        handed = HandOver.objects.filter(device=device, cycle=device.cycle).order_by("handed_at")
        found += [("remise", one.pk, "Fiche de remise") for one in handed[:MOST]]
    if device.pallet_id and mine in (device.custodian_id, device.released_by_id):
        closed = Pallet.objects.filter(pk=device.pallet_id, closed_at__isnull=False)
        found += [link for one in closed for link in of_pallet(one)]
    return found


def of_request(request: Request, actor: Actor) -> list[Link]:
    """Slips and hand-overs that served it: for its structure all, for a workshop its own."""
    served = request.lines.values("reservations__pk")
    brought = Delivery.objects.filter(reservation_id__in=served)
    handed = HandOver.objects.filter(reservation_id__in=served)
    if actor.organisation_id != request.structure_id:
        brought = brought.filter(let_go_by(actor.organisation_id))
        handed = handed.filter(let_go_by(actor.organisation_id))
    lots: dict[str, Link] = {}
    for one in handed.order_by("handed_at")[:MOST]:
        said = f"Fiche de remise du {local(one.handed_at):%d/%m/%Y}"
        lots.setdefault(one.lot or one.pk, ("remise", one.pk, said))
    return [*_slips(brought.order_by("delivered_at")), *lots.values()]


def _slips(rows: QuerySet[Delivery]) -> list[Link]:
    found: dict[str, Link] = {}
    for one in rows[:MOST]:
        found.setdefault(one.slip, ("livraison", one.pk, f"Bon de livraison {one.slip}"))
    return list(found.values())
