"""``/D/{code}``: what the QR of a label opens, for everyone; and its card to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network.identity import actor_of_request
from inventory.papers import passeport
from inventory.passport import passport
from inventory.passport_words import LANGUAGES, said
from inventory.refusals import Missing
from inventory.scanning.places import page_of
from inventory.views.access import nowhere
from labels.codes import InvalidCode, parse

CHOICES = (
    ("fr", "fr", "Français"),
    ("falc", "fr", "Facile à lire"),
    ("en", "en", "English"),
)
PRINT = {"fr": "Imprimer la carte", "falc": "Imprimer", "en": "Print the card"}


@require_safe
@never_cache
def show_passport(request: HttpRequest, text: str) -> HttpResponse:
    """Who may see the device goes to its page, unless they ask for what everyone sees."""
    try:
        code = parse(text)
    except InvalidCode as error:
        return nowhere(request, error.detail)
    actor = actor_of_request(request)
    if not {"public", "langue"} & set(request.GET) and (own := page_of(code, actor)):
        return redirect(own)
    try:
        found = passport(code)
    except Missing as missing:
        return nowhere(request, missing.detail)
    if found is None:
        return render(request, "inventory/label.html", {"code": code})
    language = _language(request)
    context = {
        "passport": found,
        "code": code,
        "said": said(found, language),
        "print": PRINT[language],
        "languages": CHOICES,
        "public": "public" in request.GET,
    }
    return render(request, "inventory/passport.html", context)


@require_safe
@never_cache
def passport_card(request: HttpRequest, text: str) -> HttpResponse:
    """The passport on an A6 card, as PDF."""
    try:
        found = passport(parse(text))
    except InvalidCode as error:
        return nowhere(request, error.detail)
    except Missing as missing:
        return nowhere(request, missing.detail)
    if found is None:
        return nowhere(request, "Ce code n'a pas de passeport.")
    content = passeport.pdf(found, _language(request))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="passeport-{found.code}.pdf"'
    return answer


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("langue", "")
    return asked if asked in LANGUAGES else "fr"
