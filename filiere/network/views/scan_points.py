"""Points of scan: list, create, open on a phone, revoke."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from filiere.network.actor import Actor
from filiere.network.forms import ScanPointForm
from filiere.network.operations.scan_points import (
    create_scan_point,
    link_scan_point,
    revoke_scan_point,
)
from filiere.network.qr import drawn
from filiere.network.refusals import Refused
from filiere.network.selectors import scan_points_seen_by
from filiere.network.views.access import with_right


@require_GET
@with_right("read_scan_points")
def scan_points(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "network/scan_points.html", {"points": scan_points_seen_by(actor)})


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("create_scan_point")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The answer to the POST is the only page that ever shows the token."""
    form = ScanPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_scan_point(
                actor=actor, organisation=actor.organisation_id, name=form.cleaned_data["name"]
            )
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            return render(request, "network/scan_point_created.html", {"made": made})
    return render(request, "network/create_scan_point.html", {"form": form})


@never_cache
@require_POST
@with_right("create_scan_point")
def link(request: HttpRequest, actor: Actor, scan_point: int) -> HttpResponse:
    """The only page that shows this link; the secret is after the ``#``, which no server logs."""
    point = get_object_or_404(scan_points_seen_by(actor), pk=scan_point)
    token = link_scan_point(actor=actor, scan_point=scan_point)
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('inventory:open_scanner')}#{token}"
    context = {"point": point, "address": address, "drawn": drawn(address)}
    return render(request, "network/scan_point_link.html", context)


@require_http_methods(["GET", "POST"])
@with_right("revoke_scan_point")
def revoke(request: HttpRequest, actor: Actor, scan_point: int) -> HttpResponse:
    point = get_object_or_404(scan_points_seen_by(actor), pk=scan_point)
    if request.method == "POST":
        revoke_scan_point(actor=actor, scan_point=scan_point)
        messages.success(request, f"« {point} » est révoqué : son jeton n'ouvre plus rien.")
        return redirect("network:scan_points")
    return render(
        request,
        "network/confirm.html",
        {
            "title": f"Révoquer « {point} »",
            "sentence": (
                "Son jeton n'ouvrira plus rien. Les scans gardés sur cet appareil et pas encore "
                "envoyés seront refusés."
            ),
            "verb": "Révoquer",
            "back": "network:scan_points",
        },
    )
