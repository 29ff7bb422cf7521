"""``/D/{code}``: what the QR of a label opens, for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network.identity import actor_of_request
from inventory.loose import loose_media_seen_by
from inventory.passport import passport
from inventory.refusals import Missing
from inventory.selectors import devices_seen_by
from inventory.views.access import nowhere
from labels.codes import InvalidCode, parse


@require_safe
@never_cache
def show_passport(request: HttpRequest, text: str) -> HttpResponse:
    """Who may see the device goes to its page, unless they ask for what everyone sees."""
    try:
        code = parse(text)
    except InvalidCode as error:
        return nowhere(request, error.detail)
    actor = actor_of_request(request)
    if actor and "public" not in request.GET:
        if devices_seen_by(actor).filter(pk=code).exists():
            return redirect("inventory:device", code)
        if loose_media_seen_by(actor).filter(code=code).exists():
            return redirect("inventory:medium", code)
    try:
        found = passport(code)
    except Missing as missing:
        return nowhere(request, missing.detail)
    template = "inventory/passport.html" if found else "inventory/label.html"
    return render(request, template, {"passport": found, "code": code})
