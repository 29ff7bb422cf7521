"""The logo of the house that runs the site, when a setting names its file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def _file() -> Path | None:
    """The file that the setting names, if it is an image that a page shows."""
    named = Path(settings.SITE_LOGO) if settings.SITE_LOGO else None
    return named if named and named.suffix.lower() in TYPES and named.is_file() else None


def address() -> str:
    """Where the logo is: the one of the setting, else ours."""
    return reverse("logo") if _file() else static("filiere/icon.svg")


@require_safe
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest) -> HttpResponse:
    file = _file()
    if file is None:
        raise Http404
    return HttpResponse(file.read_bytes(), content_type=TYPES[file.suffix.lower()])
