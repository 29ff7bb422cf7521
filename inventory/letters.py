"""What is written by e-mail at each turn of a request: plain words, and never a person's reference.

A letter leaves once its fact is committed; one that cannot leave is logged and stops nobody.
What is told of another day (an import, the demonstration) writes to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from filiere.network.models import Membership, Organisation
from filiere.network.vocabulary import Role
from inventory.models import Delivery, Request, RequestLine, Reservation
from inventory.vocabulary import ReservationState
from labels.codes import shown

AT_STRUCTURE = (Role.REQUESTER.value, Role.SUPERVISOR.value)
AT_WORKSHOP = (Role.SUPERVISOR.value,)


def request_received(request: Request) -> None:
    """To the structure that it left, to the workshops of its territory that it came."""
    _once_committed(partial(_received, request.pk))


def _received(key: str) -> None:
    from inventory.likely import workshops_near

    request = _request(key)
    told = {"request": request, "lines": list(request.lines.all())}
    _write("received", "Votre demande est partie", request.structure_id, AT_STRUCTURE, told)
    for workshop in workshops_near(request.structure):
        title = f"Nouvelle demande : {request.structure}"
        _write("asked", title, workshop.pk, AT_WORKSHOP, told)


def after(operation: str, code: str) -> None:
    """What an operation of the circuit has its structure told, whoever performed it, and how."""
    if operation == "reserve":
        _once_committed(partial(_reserved, code))
    elif operation == "deliver":
        _once_committed(partial(_delivered, code))


def _reserved(code: str) -> None:
    """At the first device, and once everything asked is there."""
    found = Reservation.objects.filter(device=code, state=ReservationState.ACTIVE)
    one = found.select_related("line__request__structure", "device__custodian").first()
    if one is None:
        return
    request = one.line.request
    held = Reservation.objects.filter(line__request=request).exclude(
        state=ReservationState.RELEASED
    )
    count = held.count()
    wanted = sum(RequestLine.objects.filter(request=request).values_list("quantity", flat=True))
    told = {"request": request, "count": count, "wanted": wanted, "workshop": one.device.custodian}
    if count == wanted:
        _write("ready", "Tout est prêt à livrer", request.structure_id, AT_STRUCTURE, told)
    elif count == 1:
        title = "Un premier appareil est réservé pour vous"
        _write("reserved", title, request.structure_id, AT_STRUCTURE, told)


def _delivered(code: str) -> None:
    """Once for a slip, with the first of its devices."""
    one = Delivery.objects.filter(device=code).order_by("-delivered_at", "-id").first()
    if one is None:
        return
    same = Delivery.objects.filter(slip=one.slip, structure_id=one.structure_id)
    if same.order_by("id").values_list("pk", flat=True).first() != one.pk:
        return
    title = f"Livraison {one.slip} : dites ce qui est arrivé"
    _write("delivered", title, one.structure_id, AT_STRUCTURE, {"delivery": one})


def missing(slip: str, key: str, structure: Organisation, workshop: int, codes: list[str]) -> None:
    """To the workshop, what its structure did not find in a delivery."""
    told = {"slip": slip, "key": key, "structure": structure, "codes": [shown(c) for c in codes]}
    title = f"Livraison {slip} : il manque {len(codes)} appareil{'s' if len(codes) > 1 else ''}"
    _once_committed(partial(_write, "missing", title, workshop, AT_WORKSHOP, told))


def fault(code: str, structure: Organisation, workshop: int, words: str) -> None:
    """To the workshop, that a device it had let go needs repair for its holder."""
    told = {"code": code, "shown": shown(code), "structure": structure, "fault": words}
    title = f"SAV demandé : {shown(code)}"
    _once_committed(partial(_write, "fault", title, workshop, AT_WORKSHOP, told))


def _once_committed(write: Callable[[], None]) -> None:
    """A function with a name: Django names the one that failed in its log."""

    def letter() -> None:
        write()

    transaction.on_commit(letter, robust=True)


def _request(key: str) -> Request:
    return Request.objects.select_related("structure").prefetch_related("lines").get(pk=key)


def address(name: str, *arguments: str) -> str:
    return str(settings.SITE_URL).rstrip("/") + reverse(name, args=arguments)


def _write(
    letter: str, title: str, organisation: int, roles: Iterable[str], told: Mapping[str, Any]
) -> None:
    to = sorted(
        Membership.objects.filter(
            organisation_id=organisation, active=True, role__in=roles, user__is_active=True
        )
        .exclude(user__email="")
        .values_list("user__email", flat=True)
    )
    if not to:
        return
    text = render_to_string(f"inventory/letters/{letter}.txt", {**told, "address": _where(told)})
    EmailMessage(title, text, None, [], bcc=to).send()


def _where(told: Mapping[str, Any]) -> str:
    if "delivery" in told:
        return address("inventory:delivery", told["delivery"].pk)
    if "key" in told:
        return address("inventory:delivery", told["key"])
    if "request" in told:
        return address("inventory:request", told["request"].pk)
    return address("inventory:device", told["code"])
