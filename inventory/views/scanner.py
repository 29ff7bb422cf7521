"""The scanner: one page, one scan, one answer."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiere.network import rights
from filiere.network.problem import problem_of, problem_response
from filiere.network.refusals import Refused as NetworkRefused
from inventory.appearance import OPERATION_ICONS, PLACE_ICONS
from inventory.forms.keys import key_of, new_key
from inventory.loose import loose_medium_seen_by
from inventory.parsing import parse_data
from inventory.refusals import Refused
from inventory.row import Row
from inventory.scanning import answers, places
from inventory.scanning.answers import Answer
from inventory.scanning.carrying import known_labels, label_of, mode_asked
from inventory.scanning.modes import CARRIED, Mode, rows_for
from inventory.scanning.scan import Scan, answer_scan
from inventory.scanning.subject import Scanned, scanned
from inventory.selectors import device_seen_by
from inventory.subjects.counting import open_count
from inventory.views.access import code_of, see
from inventory.views.operation import Subject, operate
from inventory.views.scanner_seat import Seat, at_the_scanner, wants_json
from inventory.views.scanner_shell import who_of

MODE_KEY, TOLD_KEY, FRESH_KEY = "scan_mode", "scan_told", "scan_fresh"
LAST = 10
LARGEST = 64 * 1024


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_scanner()
def scanner(request: HttpRequest, seat: Seat) -> HttpResponse:
    """GET the page, in the mode of the address or the last one; POST one scan."""
    if request.method == "POST":
        return _scan(request, seat) if wants_json(request) else _scan_of_a_form(request, seat)
    return _page(request, seat, _mode(request, seat))


def _mode(request: HttpRequest, seat: Seat) -> Mode:
    """The mode is in the address, so that two tabs do not share it; the session remembers it."""
    if "mode" not in request.GET:
        return mode_asked(QueryDict(request.session.get(MODE_KEY, "")), seat.actor)
    mode = mode_asked(request.GET, seat.actor)
    if mode.ready and request.session.get(MODE_KEY) != mode.query:
        request.session[MODE_KEY] = mode.query
    return mode


def _page(
    request: HttpRequest, seat: Seat, mode: Mode, shown: Answer | None = None
) -> HttpResponse:
    told: list[Answer] = request.session.get(TOLD_KEY, [])
    fresh = request.session.pop(FRESH_KEY, "") if FRESH_KEY in request.session else ""
    usual, others = rows_for(seat.actor)
    context = {
        "seat": seat,
        "shared": seat.point is not None,
        "mode": mode,
        "data": json.dumps(mode.data),
        "known": json.dumps(known_labels(seat.actor)),
        "begin": label_of(seat.actor, request.GET["lieu"]) if "lieu" in request.GET else "",
        "carried": CARRIED if rights.may(seat.actor, "create_collection") else "",
        "usual": usual,
        "others": others,
        "answer": shown or (told[0] if told else None),
        "looking": shown is not None,
        "told": told,
        "told_json": json.dumps(told),
        "fresh": fresh,
        "key": new_key(),
        "now": timezone.now().isoformat(),
        "icons": sorted({*OPERATION_ICONS.values(), *ICONS}),
        "who": who_of(seat),
        "site_url": settings.SITE_URL,
    }
    return render(request, "inventory/scanning/page.html", context)


ICONS = (
    "wifi-off",
    "file-text",
    "person",
    "check-circle-fill",
    "check-circle",
    "x-circle-fill",
    "hourglass-split",
    "arrow-right",
    "upc-scan",
    "upc",
    "question-circle",
    "camera",
    "image",
    "exclamation-triangle",
    "boxes",
    "signpost-split",
    *PLACE_ICONS.values(),
)


def _scan(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One scan of the page with script."""
    try:
        if len(request.body) > LARGEST:
            raise Refused("too-large", "Ce scan est trop lourd : il n'est pas lu.", status=413)
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError):
            raise Refused("not-json", "Ce scan ne se lit pas.", status=400) from None
        scan = parse_data(Scan, sent)
        actor = seat.held_by(scan.operator)
    except NetworkRefused as refused:
        return problem_response(problem_of(refused))
    answer = answer_scan(scan, actor)
    return JsonResponse(answer | {"now": timezone.now().isoformat()})


def _scan_of_a_form(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One scan of the page without script: answered on the page one is sent to."""
    mode = _mode_of_a_form(request, seat)
    operation = request.POST.get("operation", mode.name)[:40]
    sent = {
        "key": key_of(request.POST.get("key", "")),
        "code": request.POST.get("code", "")[:300],
        "operation": operation,
        "data": mode.data if operation == mode.name else {},
    }
    answer = answer_scan(parse_data(Scan, sent), seat.actor)
    if answer["go"]:
        return see(answer["go"])
    if answer.get("mode"):
        request.session[MODE_KEY] = answer["mode"]
    _remember(request, answer)
    return see("inventory:scanner")


@require_POST
@at_the_scanner()
def begin_count(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Open the count of a place chosen from the list, or go on with the one that is open."""
    key = key_of(request.POST.get("key", ""))
    try:
        count, _ = open_count(actor=seat.actor, place_id=request.POST.get("place", ""), key=key)
    except Refused as refused:
        messages.error(request, refused.detail)
        return see(f"{reverse('inventory:scanner')}?mode=count")
    told = places.counting(count, count.place.name)
    return see(f"{reverse('inventory:scanner')}?{told['mode']}")


def _mode_of_a_form(request: HttpRequest, seat: Seat) -> Mode:
    """As the page was when it was shown: another tab may have chosen since."""
    asked = request.POST.get("asked", request.session.get(MODE_KEY, ""))
    return mode_asked(QueryDict(asked[:2000]), seat.actor)


def _remember(request: HttpRequest, answer: Answer) -> None:
    told = [one for one in request.session.get(TOLD_KEY, []) if one["key"] != answer["key"]]
    request.session[TOLD_KEY] = [answers.brief(answer), *told][:LAST]
    request.session[FRESH_KEY] = answer["key"]


@require_safe
@at_the_scanner()
def device(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """« Dites-moi » for one device of the list."""
    key = code_of(code)
    found = Scanned(key, device=device_seen_by(seat.actor, key))
    shown = answers.looked_at(found, seat.actor, new_key())
    return _page(request, seat, _mode(request, seat), shown)


@require_safe
@at_the_scanner()
def medium(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    key = code_of(code)
    found = Scanned(key, medium=loose_medium_seen_by(seat.actor, key))
    shown = answers.looked_at(found, seat.actor, new_key())
    return _page(request, seat, _mode(request, seat), shown)


@require_http_methods(["GET", "POST"])
@at_the_scanner()
def device_operation(request: HttpRequest, seat: Seat, code: str, operation: str) -> HttpResponse:
    """The form of an operation, opened by a scan; once done, back to the scanner."""
    key = code_of(code)
    subject = Subject(key, device_seen_by(seat.actor, key), None, "inventory:scan_device")
    return _operate(request, seat, subject, operation)


@require_http_methods(["GET", "POST"])
@at_the_scanner()
def medium_operation(request: HttpRequest, seat: Seat, code: str, operation: str) -> HttpResponse:
    key = code_of(code)
    found = loose_medium_seen_by(seat.actor, key)
    return _operate(request, seat, Subject(key, None, found, "inventory:scan_medium"), operation)


def _operate(request: HttpRequest, seat: Seat, subject: Subject, operation: str) -> HttpResponse:
    if operation == "undo" and request.method != "POST":
        raise Http404

    def back(row: Row, key: str, replayed: bool) -> HttpResponse:
        found: Any = scanned(subject.code, seat.actor)
        _remember(request, answers.done(row, found, seat.actor, key, subject.code))
        return see("inventory:scanner")

    return operate(request, seat.actor, subject, operation, back)
