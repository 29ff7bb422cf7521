"""A shared phone: opened by a link, then in the hands of whoever taps their name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from filiere.network import shared_point
from filiere.network.operations.scan_points import use_link
from filiere.network.refusals import Refused
from inventory.views.access import see
from inventory.views.scanner_seat import Seat, at_the_scanner

LONGEST = 200


@sensitive_post_parameters("token")
@never_cache
@require_http_methods(["GET", "POST"])
def open_point(request: HttpRequest) -> HttpResponse:
    """The secret comes after the ``#`` and is posted: no address, and no log, ever holds it."""
    context: dict[str, Refused | None] = {"refused": None}
    if request.method != "POST":
        return render(request, "inventory/scanning/open.html", context)
    token = request.POST.get("token", "")[:LONGEST].rpartition("#")[2]
    try:
        point = use_link(token)
    except Refused as refused:
        context = {"refused": refused}
        return render(request, "inventory/scanning/open.html", context, status=refused.status)
    shared_point.put_in_session(request, point)
    return see("inventory:scan_operator")


@require_http_methods(["GET", "POST"])
@at_the_scanner(in_hand=False)
def operator(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One tap on one's name, and one scans."""
    if seat.point is None:
        return see("inventory:scanner")
    if request.method == "POST":
        chosen = request.POST.get("operator", "")
        known = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
        if known in seat.operators:
            shared_point.choose_operator(request, known)
            return see("inventory:scanner")
    context = {"seat": seat}
    status = 422 if request.method == "POST" else 200
    return render(request, "inventory/scanning/operator.html", context, status=status)
