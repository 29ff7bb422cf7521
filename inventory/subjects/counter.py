"""The counter: somebody comes with a voucher and leaves with a lot, in one transaction.

The voucher is the written request of the structure that signed it: the request is opened in its
name, the devices reserved for it and handed over, the request closed, by the verbs that do so
everywhere. A mediation place hands over what was delivered to it.
"""

from __future__ import annotations

from collections import Counter

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.guards import STRUCTURE_KINDS
from inventory.models import Device, Request, RequestLine
from inventory.operations.schema import Data, OrganisationId
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.subjects.distributing import Lot, hand_out, of_this_device
from inventory.subjects.recording import allowed, moment, one_transaction
from inventory.subjects.requests import Asked, AskedLine, end_request, open_request
from inventory.vocabulary import DeviceKind, Profile, RequestState, Step


class AtCounter(Data):
    """``structure`` signed the voucher; ``lot.voucher`` is its number, ``lot.reference`` if any."""

    structure: OrganisationId
    profile: Profile
    lot: Lot


def serve(*, actor: Actor, asked: AtCounter) -> str:
    """Request, reservations, hand-overs: all or nothing. The id of the first hand-over.

    Raises
    ------
    Refused
        ``voucher-missing``; a device that cannot leave; what the circuit refuses.
    """
    allowed(actor, "serve_at_counter")
    lot = asked.lot
    if not lot.voucher:
        raise Refused("voucher-missing", "Indiquez le numéro du bon d'orientation.")
    lot = lot.model_copy(update={"reference": lot.reference or f"Bon {lot.voucher}"})
    with one_transaction():
        devices = Device.objects.in_bulk(lot.codes)
        for code in lot.codes:
            _can_leave(devices.get(code), actor)
        ready = [devices[code] for code in lot.codes if devices[code].step == Step.READY]
        request = _request(actor, asked, lot, ready) if ready else None
        first = hand_out(actor, lot)
        if request is not None:
            request.refresh_from_db()
            end_request(request, RequestState.CLOSED, moment(actor, None))
    return first


def _can_leave(device: Device | None, actor: Actor) -> None:
    if device is None or device.custodian_id != actor.organisation_id:
        raise Refused("not-in-custody", "Un de ces appareils n'est pas chez vous.", status=403)
    at_structure = actor.organisation_kind in STRUCTURE_KINDS
    if device.step != (Step.DELIVERED if at_structure else Step.READY):
        word = Step(device.step).label
        raise Refused(
            "not-ready",
            f"Cet appareil est « {word} » : au comptoir ne part que ce qui est "
            + ("livré chez vous." if at_structure else "disponible."),
            status=409,
        )


def _request(actor: Actor, asked: AtCounter, lot: Lot, ready: list[Device]) -> Request:
    """The voucher as a request of its structure, each device reserved to its line."""
    known = Organisation.objects.filter(pk=asked.structure, kind__in=STRUCTURE_KINDS, active=True)
    if not known.exists():
        raise Refused("unknown-structure", "Choisissez la structure qui a signé le bon.")
    kinds = Counter(device.kind for device in ready)
    lines = [
        AskedLine(kind=DeviceKind(kind), profile=asked.profile, quantity=count)
        for kind, count in sorted(kinds.items())
    ]
    told = Asked(lines=lines, reference=lot.reference)
    request = open_request(
        actor, asked.structure, told, moment(actor, None), voucher=lot.voucher or ""
    )
    line_of = dict(RequestLine.objects.filter(request=request).values_list("kind", "id"))
    for device in ready:
        data = {"line": line_of[device.kind]}
        try:
            perform(operation="reserve", code=device.pk, actor=actor, data=data)
        except Refused as refused:
            raise of_this_device(refused, device, len(ready)) from refused
    return request
