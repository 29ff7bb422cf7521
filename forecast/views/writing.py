"""The pilots' side: write a volet, publish an edition, take one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.views.access import with_right
from forecast.forms import WORDS, TextForm
from forecast.models import TextState, VoletText
from forecast.models.text import VOLETS
from forecast.report.access import WORKING, publish, withdraw
from forecast.report.files import draw_edition
from forecast.report.ground import check_level
from forecast.report.texts import told, versions, write_text

TITLES = dict(VOLETS)


@require_http_methods(["GET", "POST"])
@with_right("write_report")
def write(request: HttpRequest, actor: Actor, territory: str, volet: int) -> HttpResponse:
    """Write the next version of a volet; what was typed is kept when it cannot be signed."""
    area, past = _area(territory), []
    if volet not in TITLES:
        raise Http404("Un diagnostic a six volets.")
    past = versions(area.pk, volet)
    lines = len(past[0].actions) if past else 0
    status = 200
    if request.method == "POST":
        typed = sum(1 for name in request.POST if name.startswith("what-"))
        form = TextForm(request.POST, lines=max(lines, typed - 3))
        if form.is_valid():
            try:
                _sign(form, actor, area, volet)
            except Refused as refused:
                form.add_error(None, refused.detail)
                status = refused.status
            else:
                messages.success(request, f"Volet {volet} enregistré et signé.")
                return _see(
                    f"{resolve_url('forecast:diagnostic', area.pk)}?edition={WORKING}#volet-{volet}"
                )
        status = max(status, 422) if status == 200 else status
    else:
        form = TextForm(initial=_initial(past), lines=lines)
    context = {
        "form": form,
        "area": area,
        "volet": volet,
        "title": TITLES[volet],
        "versions": [told(one) for one in past],
        "working": WORKING,
    }
    return render(request, "forecast/write.html", context, status=status)


def _sign(form: TextForm, actor: Actor, area: Territory, volet: int) -> VoletText:
    said = form.cleaned_data
    return write_text(
        actor=actor,
        territory=area,
        volet=volet,
        after=said["after"],
        state=said["state"],
        analysis=said["analysis"],
        recommendations=said["recommendations"],
        actions=form.actions(),
    )


def _initial(past: list[VoletText]) -> dict[str, Any]:
    if not past:
        return {"after": 0, "state": TextState.PROJECT}
    last = past[0]
    found: dict[str, Any] = {
        "after": last.version,
        "state": last.state,
        "analysis": last.analysis,
        "recommendations": last.recommendations,
    }
    for place, action in enumerate(last.actions):
        found |= {f"{name}-{place}": action[name] for name, _ in WORDS}
    return found


@require_POST
@with_right("publish_report")
def publish_edition(request: HttpRequest, actor: Actor, territory: str) -> HttpResponse:
    area = _area(territory)
    after = request.POST.get("after", "")
    one = publish(actor=actor, territory=area, after=int(after) if after.isdigit() else 0)
    draw_edition(one)
    messages.success(request, f"Édition {one.number} publiée : tout le monde peut la lire.")
    return _see(resolve_url("forecast:diagnostic", area.pk))


@require_POST
@with_right("publish_report")
def withdraw_edition(
    request: HttpRequest, actor: Actor, territory: str, number: int
) -> HttpResponse:
    area = _area(territory)
    try:
        withdraw(actor=actor, territory=area, number=number)
    except Refused as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, f"Édition {number} retirée : elle n'est plus lisible.")
    return _see(f"{resolve_url('forecast:diagnostic', area.pk)}?edition={WORKING}")


def _area(territory: str) -> Territory:
    try:
        return check_level(resolve(territory))
    except Refused as refused:
        raise Http404(refused.detail) from refused


def _see(address: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer
