"""The calendar of collections, the tour of a day, and files for an agenda."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from inventory.models import Collection
from inventory.planning import agenda, month_of, visits, week_of
from inventory.proposals.contact import Contact, contacts_of
from inventory.selectors import collections_seen_by
from inventory.views.access import page
from inventory.vocabulary import CollectionState


@require_safe
@page("create_collection")
def plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A month, or the week that holds a day."""
    weekly = "semaine" in request.GET
    period = (
        week_of(request.GET.get("semaine", "")) if weekly else month_of(request.GET.get("mois", ""))
    )
    by_day: dict[date, list[Collection]] = {}
    for one in visits(actor, period.first, period.last):
        if one.planned_on:
            by_day.setdefault(one.planned_on, []).append(one)
    mine = Collection.objects.filter(custodian_id=actor.organisation_id)
    context = {
        "period": period,
        "weekly": weekly,
        "grid": [[(day, by_day.get(day, [])) for day in week] for week in period.weeks],
        "listed": [(day, by_day.get(day, [])) for day in period.days if weekly or day in by_day],
        "today": timezone.localdate(),
        "undated": mine.filter(state=CollectionState.PROPOSED)
        .select_related("donor", "commune")
        .order_by("created_at")[:50],
    }
    return render(request, "inventory/calendar.html", context)


@require_safe
@page("create_collection")
def tour(request: HttpRequest, actor: Actor, day: str) -> HttpResponse:
    """The stops of a day, by commune, with whom to call: for the driver, on paper too."""
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    stops = list(visits(actor, when, when).prefetch_related("lines"))
    contacts = contacts_of(stops)
    context = {
        "day": when,
        "stops": [(one, _call(one, contacts.get(one.pk, Contact()))) for one in stops],
    }
    return render(request, "inventory/tour.html", context)


def _call(collection: Collection, told: Contact) -> Contact:
    """What the gift says, completed by what is known of the organisation."""
    donor = collection.donor
    if donor is None:
        return told
    return Contact(
        organisation=donor.name,
        person=told.person,
        phone=told.phone or donor.phone,
        email=told.email or donor.email,
        address=told.address or donor.address,
        remarks=told.remarks,
    )


@require_safe
@page("create_collection")
def whole_agenda(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every collection to come, to be saved: there is no address that an agenda could keep."""
    today = timezone.localdate()
    coming = visits(actor, today, date(2999, 12, 31)).filter(state=CollectionState.PLANNED)
    return _file(agenda(coming), "collectes")


@require_safe
@page("read_collections")
def one_agenda(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    seen = collections_seen_by(actor).select_related("donor", "commune")
    found = seen.filter(pk=str(key)).exclude(planned_on=None).first()
    if found is None:
        raise Http404
    return _file(agenda([found]), "collecte")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer
