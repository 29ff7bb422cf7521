"""A form kept while its author signed in again: read what it was, send it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network import kept_forms


@require_safe
@never_cache
@login_required
def kept_form(request: HttpRequest, key: str) -> HttpResponse:
    """The same fields, to the same address, by one button."""
    found = kept_forms.find(key, request.user.pk or 0)
    if found is None:
        raise Http404
    return render(request, "network/kept_form.html", {"found": found})
