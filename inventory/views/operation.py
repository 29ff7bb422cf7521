"""One operation on one device or loose medium: what it asks, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.checklist import checklist, first_of
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.documents import keep_certificate
from inventory.forms.audit import AuditForm
from inventory.forms.filling import fill
from inventory.forms.keys import key_of
from inventory.forms.operation import OperationForm
from inventory.forms.registry import form_for
from inventory.loose import loose_media_seen_by, loose_medium_seen_by
from inventory.models import Device, StorageMedium
from inventory.operations.witnesses import AWAITS
from inventory.perform import perform
from inventory.photographing import keep_photo, keep_photo_of_medium
from inventory.reading import NEEDS_A_FILE, offered, world_of_device, world_of_medium
from inventory.refusals import Refused
from inventory.row import Row
from inventory.selectors import device_seen_by, devices_seen_by
from inventory.state import World
from inventory.subjects.testifying import state
from inventory.views.access import code_of, page, see
from inventory.views.bench import reading_of, reads, with_photos
from inventory.views.devices import RARE
from inventory.vocabulary import Step

MOST_SUGGESTED = 2
After = Callable[[Row, str, bool], HttpResponse]
"""What follows an operation that was done: its row, the key, whether it was a replay."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is operated on: the device or the loose medium of this code."""

    code: str
    device: Device | None
    medium: StorageMedium | None
    page: str

    def photo_keeper(self, actor: Actor) -> Callable[[bytes], str]:
        """How a photo of it is kept; its name is what the operation says."""
        keep = keep_photo if self.device is not None else keep_photo_of_medium
        return lambda raw: keep(actor=actor, code=self.code, raw=raw)

    def document_keeper(self, actor: Actor) -> Callable[[bytes], str]:
        """How a third party's certificate of it is kept; its name is what the operation says."""
        loose = self.device is None
        return lambda raw: keep_certificate(actor=actor, code=self.code, raw=raw, loose=loose)

    def world(self, actor: Actor) -> World:
        if self.device is not None:
            return world_of_device(self.device, actor)
        if self.medium is not None:
            return world_of_medium(self.medium, actor)
        raise LookupError(self.code)

    def again(self, actor: Actor) -> Subject | None:
        """The same as it is now, if whoever acts still sees it."""
        if self.medium is not None:
            medium = loose_media_seen_by(actor).filter(code=self.code).first()
            return Subject(self.code, None, medium, self.page) if medium else None
        device = devices_seen_by(actor).filter(pk=self.code).first()
        return Subject(self.code, device, None, self.page) if device else None


@require_http_methods(["GET", "POST"])
@page("read_devices")
def device_operation(request: HttpRequest, actor: Actor, code: str, operation: str) -> HttpResponse:
    key = code_of(code)
    subject = Subject(key, device_seen_by(actor, key), None, "inventory:device")
    return operate(request, actor, subject, operation)


@require_http_methods(["GET", "POST"])
@page("read_devices")
def medium_operation(request: HttpRequest, actor: Actor, code: str, operation: str) -> HttpResponse:
    key = code_of(code)
    subject = Subject(key, None, loose_medium_seen_by(actor, key), "inventory:medium")
    return operate(request, actor, subject, operation)


def operate(
    request: HttpRequest,
    actor: Actor,
    subject: Subject,
    operation: str,
    after: After | None = None,
) -> HttpResponse:
    """The form of this operation, or doing it; ``after(row, key, replayed)`` says what follows."""
    row = CIRCUIT.get(operation)
    if row is None or row.creates or operation in NEEDS_A_FILE:
        raise Http404
    world = subject.world(actor)
    if world.device is None and row.loose is None:
        raise Http404
    if request.method != "POST":
        return _page(request, subject, world, _prefilled(form_for(row, world), request))
    if "more" in request.POST:
        return _page(request, subject, world, _grown(row, world, request))
    if reads(request, operation):
        return _read(request, actor, subject, row)
    return _posted(request, actor, subject, row, after)


def _posted(
    request: HttpRequest, actor: Actor, subject: Subject, row: Row, after: After | None
) -> HttpResponse:
    """Judge what was typed, and do it."""
    world = subject.world(actor)
    try:
        typed = with_photos(request, subject.photo_keeper(actor), subject.document_keeper(actor))
    except Refused as refused:
        return _page(
            request, subject, world, form_for(row, world, request.POST, request.FILES), refused
        )
    form = form_for(row, world, typed, request.FILES)
    if not form.is_valid():
        return _page(request, subject, world, form)
    key = key_of(request.POST.get("key", ""))
    try:
        outcome = perform(
            operation=row.name,
            code=subject.code,
            actor=actor,
            data=form.told,
            key=key,
            seen_step=request.POST.get("seen_step") or None,
        )
    except Refused as refused:
        if refused.code == AWAITS:
            return _for_the_second(request, actor, subject, form)
        return _page(request, subject, world, form, refused)
    replayed = outcome.status == "replayed"
    if after is not None:
        return after(row, key, replayed)
    return _done(request, actor, subject, row, replayed=replayed)


def _for_the_second(
    request: HttpRequest, actor: Actor, subject: Subject, form: OperationForm
) -> HttpResponse:
    """Keep what was said until the second of two people confirms it."""
    key = key_of(request.POST.get("key", ""))
    world = subject.world(actor)
    try:
        kept = state(actor=actor, world=world, operation=form.row.name, data=form.told, key=key)
    except Refused as refused:
        return _page(request, subject, world, form, refused)
    return see("inventory:testimony", kept.pk)


def _grown(row: Row, world: World, request: HttpRequest) -> OperationForm:
    """The form with what was typed, unjudged, and a few more blank rows."""
    grown = form_for(row, world)
    grown.remember(request.POST)
    return grown


def _read(request: HttpRequest, actor: Actor, subject: Subject, row: Row) -> HttpResponse:
    """Keep a tool's reading and fill the form by it: nothing typed is lost, nothing audited."""
    try:
        reading = reading_of(request, actor, subject.code)
    except Refused as refused:
        world = subject.world(actor)
        return _page(request, subject, world, _grown(row, world, request), refused)
    subject = subject.again(actor) or subject
    world = subject.world(actor)
    form = _grown(row, world, request)
    if isinstance(form, AuditForm):
        fill(form, reading)
    return _page(request, subject, world, form)


def _prefilled(form: OperationForm, request: HttpRequest) -> OperationForm:
    """The form with what the address says already answered: ``?line=…`` from the stock."""
    for name, value in request.GET.items():
        if name in form.fields:
            form.initial[name] = value
    return form


def _page(
    request: HttpRequest,
    subject: Subject,
    world: World,
    form: OperationForm,
    refused: Refused | None = None,
) -> HttpResponse:
    rows = {row.name: row for row in offered(world)}
    if refused is None and form.row.name not in rows:
        refused = _not_now(world, form.row)
    suggested = _suggested(refused, rows) if refused else []
    spent = refused is not None and refused.code == "key-reused"
    context = {
        "subject": subject,
        "device": subject.device,
        "medium": subject.medium,
        "row": form.row,
        "form": form,
        "refused": refused,
        "suggested": [row for row in suggested if row is not form.row][:MOST_SUGGESTED],
        "key": key_of("" if spent else request.POST.get("key", "")),
        "possible": form.row.name in rows or request.method == "POST",
        "back": subject.page,
    }
    status = 200
    if request.method == "POST" and (refused or form.errors):
        status = refused.status if refused else 422
    return render(request, "inventory/operation.html", context, status=status)


def _suggested(refused: Refused, rows: dict[str, Row]) -> list[Row]:
    """What would help, the usual first."""
    found = [rows[name] for name in refused.suggest if name in rows]
    return sorted(found, key=lambda row: row.name in RARE)


def _not_now(world: World, row: Row) -> Refused:
    """Why a page that was opened by its address has nothing to offer."""
    why = glance(world, row) if world.device is not None else None
    return why or Refused(
        "not-now", "Cette opération n'est pas possible maintenant, ou pas par vous."
    )


def _done(
    request: HttpRequest, actor: Actor, subject: Subject, row: Row, *, replayed: bool
) -> HttpResponse:
    said = "Déjà enregistré" if replayed else row.done
    after = subject.again(actor)
    if after is None:
        messages.success(request, f"{said}.")
        return see("inventory:home")
    world = after.world(actor)
    if row.name == "erase" and after.device and after.device.step == Step.AUDITED and not replayed:
        said = "Effacement enregistré"
    following = first_of(world, offered(world), checklist(world))
    then = f" Ensuite : {following.verb.lower()}." if following else ""
    messages.success(request, f"{said}.{then}")
    return see(after.page, after.code)
