"""Labels by pages: choose a medium drawn to scale, mint ahead or take a collection's, print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.actor import Actor
from inventory.batches import batch_seen_by
from inventory.forms.keys import key_of, new_key
from inventory.forms.labels import MOST_USUAL, SheetForm, keep, kept, usual
from inventory.ids import id_in
from inventory.label_media import media_of, medium_of
from inventory.label_register import free_codes, printed_now
from inventory.labelling import (
    batch,
    label,
    labels_of,
    labels_of_collection,
    mint_batch,
    parts,
    printed,
)
from inventory.models import Collection
from inventory.refusals import Missing, Refused
from inventory.selectors import collections_seen_by
from inventory.views.access import page
from labels.drawing import drawing, sample
from labels.layout import plan
from labels.printers import configured
from labels.render import Label
from labels.sheets import SHEETS, Sheet

# A PDF is shown by the browser's own reader, which styles itself inline.
READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SAMPLE = ("7KQ2MDX44", "Portable Dell", "Latitude 5490")


@dataclass(frozen=True)
class Source:
    """Which labels: of a collection, of a batch minted just before, of one code, or none yet."""

    labels: Sequence[Label] | None
    collection: Collection | None = None
    batch: str = ""
    roll: str = ""
    code: str = ""
    series: str = ""
    part: int = 1
    parts: int = 1

    @property
    def asked(self) -> dict[str, str]:
        if self.collection:
            return {"collecte": self.collection.pk} | self._part(self.part)
        if self.batch:
            return {"lot": self.batch}
        if self.series:
            return {"serie": self.series} | self._part(self.part)
        if self.roll:
            return {"rouleau": self.roll}
        return {"code": self.code} if self.code else {}

    def _part(self, number: int) -> dict[str, str]:
        return {"suite": str(number)} if self.parts > 1 else {}

    def links(self, sheet: Sheet) -> list[tuple[int, str]]:
        """The parts of a collection too large for one PDF, with their addresses."""
        if self.parts == 1:
            return []
        query = self.asked | {"planche": sheet.key}
        return [
            (part, address("labels", query | self._part(part))) for part in range(1, self.parts + 1)
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@page("print_labels")
def labels(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose; a POST mints codes ahead, then shows them ready to print."""
    if request.method != "POST":
        return _page(
            request,
            actor,
            source_asked(request.GET, actor),
            sheet_asked(request.GET, request, actor),
        )
    sheet = sheet_asked(request.POST, request, actor)
    form = SheetForm(sheet, request.POST, minting=True)
    if not form.is_valid():
        return _page(request, actor, Source(None), sheet, form=form, status=422)
    key = key_of(request.POST.get("key", ""))
    told = form.cleaned_data
    try:
        mint_batch(actor, count=told["nombre"], key=key, medium=sheet.key)
    except Refused as refused:
        form.add_error("nombre", refused.detail)
        return _page(request, actor, Source(None), sheet, form=form, status=422)
    query = {"lot": key, "planche": sheet.key, "debut": told["debut"]}
    answer = HttpResponse(status=303, headers={"Location": address("labels", query)})
    keep(answer, request, sheet, told["x"], told["y"])
    return answer


@require_safe
@page("print_labels")
def sheet_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The PDF of a collection's labels, or of a batch; what is wrong is said on the page."""
    source, sheet = source_asked(request.GET, actor), sheet_asked(request.GET, request, actor)
    if source.labels is None:
        raise Http404
    form = SheetForm(sheet, request.GET, minting=False)
    if not form.is_valid():
        return _page(request, actor, source, sheet, form=form, status=422)
    told = form.cleaned_data
    offset = (told["x"], told["y"])
    try:
        made = printed(sheet, source.labels, start_at=told["debut"], offset=offset)
    except Refused as refused:
        form.add_error(None, refused.detail)
        return _page(request, actor, source, sheet, form=form, status=422)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="etiquettes-{sheet.key}.pdf"'
    answer["Content-Security-Policy"] = READER
    keep(answer, request, sheet, *offset)
    printed_now(actor, [one.code for one in source.labels])
    return answer


def source_asked(query: QueryDict, actor: Actor) -> Source:
    if key := query.get("collecte", ""):
        found = collections_seen_by(actor).filter(pk=_uuid(key), custodian_id=actor.organisation_id)
        collection = found.first()
        if collection is None:
            raise Http404
        every = parts(labels_of_collection(actor, collection))
        part = _number(query.get("suite", "1"), len(every))
        return Source(every[part - 1], collection, part=part, parts=len(every))
    if key := query.get("lot", ""):
        if not id_in(key):
            raise Http404
        return Source([label(code) for code in batch(actor, key)], batch=key)
    if key := query.get("rouleau", ""):
        return Source([label(code) for code in free_codes(actor, _uuid(key))], roll=_uuid(key))
    if key := query.get("serie", ""):
        done = batch_seen_by(actor, _uuid(key)).items.filter(state="done").order_by("number")
        every = parts(labels_of(actor, list(done.values_list("code", flat=True))))
        part = _number(query.get("suite", "1"), len(every))
        return Source(every[part - 1], series=_uuid(key), part=part, parts=len(every))
    if typed := query.get("code", ""):
        try:
            (one,) = labels_of(actor, [typed])
        except Refused as refused:
            raise Missing(refused.code, refused.detail) from refused
        return Source([one], code=one.code)
    return Source(None)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Http404 from None


def sheet_asked(query: QueryDict, request: HttpRequest, actor: Actor) -> Sheet:
    """The medium asked, else the one this browser used last.

    Raises
    ------
    Missing
        ``unknown-medium``: another one would be printed on the wrong sheet.
    """
    if asked := query.get("planche"):
        return medium_of(actor, asked)
    try:
        return medium_of(actor, kept(request)["planche"])
    except Missing:
        return SHEETS[MOST_USUAL]


def address(name: str, query: dict[str, Any]) -> str:
    return f"{reverse(f'inventory:{name}')}?{urlencode(query)}"


def _page(
    request: HttpRequest,
    actor: Actor,
    source: Source,
    sheet: Sheet,
    *,
    form: SheetForm | None = None,
    status: int = 200,
) -> HttpResponse:
    minting = source.labels is None
    start = _start(request, sheet)
    remembered = {name: value for name, value in kept(request).items() if name != "planche"}
    ahead = usual(sheet, start)
    initial = {"planche": sheet.key, "debut": start, "nombre": ahead, **remembered}
    shown_form = form or SheetForm(sheet, minting=minting, initial=initial)
    count = len(source.labels) if source.labels is not None else ahead
    first = source.labels[0] if source.labels else label(*SAMPLE)
    context = {
        "form": shown_form,
        "key": new_key(),
        "sheet": sheet,
        "drawing": drawing(sheet),
        "sample": sample(sheet, first),
        "kind": plan(sheet).kind,
        "media": [_choice(one, source) for one in media_of(actor).values()],
        "source": source,
        "printers": configured(),
        "own": sheet.key not in SHEETS,
        "reprinted": request.GET.get("fait") == "1",
        "minting": minting,
        "count": count,
        "start": start,
        "last": start + count - 1,
        "parts": source.links(sheet),
        "pages": -(-(start - 1 + count) // sheet.per_page),
        "cells": [
            (cell, address("labels", source.asked | {"planche": sheet.key, "debut": cell.number}))
            for cell in drawing(sheet).cells
        ],
    }
    return render(request, "inventory/labels.html", context, status=status)


def _choice(sheet: Sheet, source: Source) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "drawing": drawing(sheet),
        "kind": plan(sheet).kind,
        "address": address("labels", source.asked | {"planche": sheet.key}),
    }


def _start(request: HttpRequest, sheet: Sheet) -> int:
    typed = request.POST.get("debut") or request.GET.get("debut", "1")
    return _number(typed, sheet.per_page)


def _number(typed: str, most: int) -> int:
    """What was typed, if it is a number from 1 to ``most``; else 1."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1
    return number if 1 <= number <= most else 1
