"""Health, and the pages shown when something is wrong."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from filiere.network import kept_forms
from filiere.problems import is_api, worded


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the database answers and its walls stand."""
    from django.db import DatabaseError, connection

    from inventory.walls.install import missing

    try:
        absent = missing(connection)
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    if absent:
        return JsonResponse({"status": "walls", "missing": absent}, status=503)
    return JsonResponse({"status": "ok"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return worded(400)
    return _page(request, 400, "Demande illisible", "Revenez à la page précédente et réessayez.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return worded(403)
    return _page(request, 403, "Pas avec ce rôle", "Votre rôle ne donne pas accès à cette page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return worded(404)
    return _page(request, 404, "Introuvable", "Cette page n'existe pas, ou n'est pas pour vous.")


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return worded(500)
    sorry = "Une erreur s'est produite. Rien n'a été enregistré. Réessayez dans un instant."
    # Without the request: what failed may be the database that the top of the page asks.
    return HttpResponse(
        render_to_string("problem.html", {"title": "Erreur", "sentence": sorry}), status=500
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that does not come from a page of ours, or from one opened long ago.

    Nor is it given to somebody who signed in after whoever typed it.
    """
    if is_api(request):
        return worded(403)
    ours = from_our_page(request) and not kept_forms.changed_hands(request)
    if ours and (key := kept_forms.keep(request)):
        return redirect("network:kept_form", key)
    sentence = "Ce formulaire n'est plus valable. Revenez à la page, rechargez-la et recommencez."
    return _page(request, 403, "Page trop ancienne", sentence)


def from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from this very site."""
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    site = urlsplit(told)
    return site.scheme == request.scheme and site.netloc == request.get_host()


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence}
    return render(request, "problem.html", context, status=status)
