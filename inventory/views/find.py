"""The code field: one scan or a few typed words, one answer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from inventory.codes import nearest
from inventory.papers.checking import token_in
from inventory.scanning.places import page_of
from labels.codes import LENGTH, InvalidCode, parse, shown, site_of

ELSEWHERE = "Cette étiquette est celle d'un autre site. Ouvrez l'adresse qu'elle porte."


@require_safe
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Go to what the code names; a word goes to the list; a slip is answered with its neighbour."""
    typed = request.GET.get("code", "").strip()[:300]
    actor = actor_of_request(request)
    host = site_of(typed)
    if host and host != site_of(settings.SITE_URL.rstrip("/") + "/"):
        return _not_found(request, typed, ELSEWHERE)
    if token := token_in(typed):
        return redirect("inventory:paper_check", token=token)
    try:
        code = parse(typed)
    except InvalidCode as error:
        return _no_code(request, typed, actor, error)
    return redirect(page_of(code, actor) or reverse("inventory:passport", args=[code]))


def _no_code(
    request: HttpRequest, typed: str, actor: Actor | None, error: InvalidCode
) -> HttpResponse:
    near = nearest(typed, actor) if actor else []
    looks_like_a_code = error.kind == "check" or abs(len(typed.replace("-", "")) - LENGTH) <= 1
    if actor and typed and not near and not looks_like_a_code:
        return redirect(f"{reverse('inventory:devices')}?{urlencode({'q': typed})}")
    return _not_found(request, typed, error.detail, near)


def _not_found(
    request: HttpRequest, typed: str, sentence: str, near: list[str] | None = None
) -> HttpResponse:
    context = {
        "typed": typed,
        "sentence": sentence,
        "near": [(code, shown(code)) for code in near or []],
    }
    return render(request, "inventory/not_found.html", context, status=404)
