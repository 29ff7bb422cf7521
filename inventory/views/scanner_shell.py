"""What keeps the scanner working without network: its service worker, and who is there now."""

from __future__ import annotations

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.views.scanner_seat import Seat, at_the_scanner

WORKER = "inventory/scan/worker.js"
MODULES = (
    *("page", "answer", "camera", "clock", "codes", "field", "history", "kept", "memory", "photo"),
    *("pictures", "places", "problems", "queue", "reader", "several", "sound", "store", "wedge"),
)
SHELL = (
    "npm/bootstrap/css/bootstrap.min.css",
    "filiere/filiere.css",
    "filiere/icon.svg",
    "filiere/chevron-dark.svg",
    "filiere/manifest.webmanifest",
    "npm/atkinson/files/atkinson-hyperlegible-latin-400-normal.woff2",
    "npm/atkinson/files/atkinson-hyperlegible-latin-700-normal.woff2",
    "inventory/scan.css",
    *(f"inventory/scan/{name}.js" for name in MODULES),
)
LATER = (
    "npm/barcode-detector/ponyfill.js",
    "npm/barcode-detector/zxing-exported.js",
    "npm/zxing-wasm/zxing_reader.wasm",
)
"""The camera's reader, a megabyte: kept once the rest is there."""


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, in the folder that it serves, with the list of what it keeps."""
    file = finders.find(WORKER)
    source = Path(str(file)).read_text(encoding="utf-8")
    shell = [reverse("inventory:scanner"), *map(static, SHELL)]
    head = (
        f"const SHELL = {json.dumps(shell)};\nconst LATER = {json.dumps([*map(static, LATER)])};\n"
    )
    return HttpResponse(
        head + source,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@require_safe
@at_the_scanner(in_hand=False)
def state(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who is at this browser, and a token for what it still has to send."""
    told = {"who": who_of(seat), "token": get_token(request), "now": timezone.now().isoformat()}
    return JsonResponse(told)


def who_of(seat: Seat) -> str:
    """Whose scans a browser keeps apart: a shared point's, or a member's."""
    if seat.point:
        return f"point-{seat.actor.scan_point_id}"
    return f"member-{seat.actor.membership_id}"
