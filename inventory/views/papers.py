"""Papers as PDF, the page that checks one, public donors and their years."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from inventory import donors
from inventory.exports import csv_response
from inventory.models import Seal
from inventory.papers import checking, donateur, kinds
from inventory.papers.printing import pdf
from inventory.refusals import Missing
from inventory.views.access import nowhere, page


@require_safe
@page("read_devices")
def paper(request: HttpRequest, actor: Actor, kind: str, key: str) -> HttpResponse:
    """The PDF, shown in the browser, under a name that says what it is."""
    told = kinds.paper(kind, key, actor)
    answer = HttpResponse(pdf(told), content_type="application/pdf")
    name = f"{kinds.NAMES[kind]}-{slugify(told.number) or 'sans-numero'}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR of a paper opens: its number, who made it and what it certifies."""
    found = checking.read(token)
    if found is None:
        return nowhere(request, "Ce papier n'est pas de cette filière, ou son adresse est abîmée.")
    try:
        told = kinds.checked(*found)
    except Missing as missing:
        return nowhere(request, missing.detail)
    context = {"paper": told, "seal": Seal.objects.order_by("-number").first()}
    return render(request, "inventory/paper_check.html", context)


@require_safe
@page("read_collections")
def public_donors(request: HttpRequest, actor: Actor) -> HttpResponse:
    told = [
        (donor, [(year, f"{donor.pk}-{year}") for year in years])
        for donor, years in donors.donors_seen_by(actor)
    ]
    context = {"donors": told}
    return render(request, "inventory/donors.html", context)


@require_safe
@page("read_collections")
def donor_csv(request: HttpRequest, actor: Actor, donor: int, year: int) -> HttpResponse:
    """The figures of the annual report, for a spreadsheet."""
    try:
        scope = donateur.seen(actor, f"{donor}-{year}")
    except Missing as missing:
        raise Http404 from missing
    header, rows = donors.as_table(donors.report(scope))
    return csv_response(f"rapport {scope.donor.name[:60]} {year}", header, rows)
