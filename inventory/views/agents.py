"""Auditing without typing: the script that a live Linux runs, and the page that hands it out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiere.network.qr import drawn
from inventory.agents import powershell, shell
from inventory.views.scanner_seat import Seat, at_the_scanner


@require_safe
def audit_script(request: HttpRequest) -> HttpResponse:
    """The script, the same for everybody: it asks for the code and the token where it runs."""
    return HttpResponse(shell.script(settings.SITE_URL), content_type="text/plain; charset=utf-8")


@require_safe
def windows_script(request: HttpRequest) -> HttpResponse:
    """The same for Windows: one PowerShell script."""
    whole = powershell.script(settings.SITE_URL)
    return HttpResponse(whole, content_type="text/plain; charset=utf-8")


@require_safe
@at_the_scanner()
def auditing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The one-line command, its QR for a wedge scanner, and what to do without network."""
    context = {
        "lines": shell.lines(settings.SITE_URL),
        "drawn": drawn(shell.command(settings.SITE_URL)),
        "windows": powershell.command(settings.SITE_URL),
    }
    return render(request, "inventory/scanning/auditing.html", context)
