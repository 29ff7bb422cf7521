"""Labels elsewhere than in a PDF: dots for a roll, ZPL, a printer that the server reaches."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST, require_safe

from filiere.network.actor import Actor
from inventory.forms.keys import key_of
from inventory.forms.labels import SheetForm
from inventory.label_register import printed_now
from inventory.labelling import labels_to_print
from inventory.models import Device
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.views.access import page
from inventory.views.labels import address, sheet_asked, source_asked
from labels.bitmap import png
from labels.layout import DoesNotFit
from labels.printers import configured
from labels.render import ImpossibleStart, Label
from labels.sending import PrinterSilent, send
from labels.sheets import Sheet
from labels.zpl import zpl


@require_safe
@page("print_labels")
def dots(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The labels of a roll as ZPL, or as PNG (several: in a ZIP, in order)."""
    labels, sheet, told = _asked(request.GET, actor, request)
    if not sheet.is_roll:
        raise Http404
    offset = (told["x"], told["y"])
    printed_now(actor, [one.code for one in labels])
    if form == "zpl":
        return _file(
            zpl(sheet, labels, offset=offset), "application/octet-stream", "etiquettes.zpl"
        )
    if len(labels) == 1:
        return _file(png(sheet, labels[0], offset=offset), "image/png", f"{labels[0].code}.png")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for rank, label in enumerate(labels, 1):
            archive.writestr(f"{rank:04d}-{label.code}.png", png(sheet, label, offset=offset))
    return _file(made.getvalue(), "application/zip", "etiquettes.zip")


@require_POST
@page("print_labels")
def to_printer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Print now, on a printer of the settings."""
    labels, sheet, told = _asked(request.POST, actor, request)
    named = {printer.name: printer for printer in configured()}
    printer = named.get(request.POST.get("imprimante", ""))
    if printer is None:
        raise Http404
    try:
        send(printer, sheet, labels, told["debut"], (told["x"], told["y"]))
    except (PrinterSilent, DoesNotFit, ImpossibleStart) as error:
        messages.error(request, str(error))
    else:
        printed_now(actor, [one.code for one in labels])
        messages.success(request, f"{len(labels)} étiquette(s) envoyée(s) à « {printer.name} ».")
    return _back(request, sheet, actor)


@require_POST
@page("print_labels")
def reprint(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One label again, told in the journal of what bears it; then its page, ready to print."""
    source = source_asked(request.POST, actor)
    if not source.code:
        raise Http404
    sheet = sheet_asked(request.POST, request, actor)
    if Device.objects.filter(pk=source.code).exists():
        key = key_of(request.POST.get("key", ""))
        try:
            perform(operation="reprint", code=source.code, actor=actor, data={}, key=key)
        except Refused as refused:
            messages.error(request, refused.detail)
            return _back(request, sheet, actor)
    query = {"code": source.code, "planche": sheet.key, "fait": "1"}
    return HttpResponse(status=303, headers={"Location": address("labels", query)})


def _asked(
    query: QueryDict, actor: Actor, request: HttpRequest
) -> tuple[list[Label], Sheet, dict[str, Any]]:
    source, sheet = source_asked(query, actor), sheet_asked(query, request, actor)
    form = SheetForm(sheet, query, minting=False)
    if source.labels is None or not form.is_valid():
        raise Http404
    told = form.cleaned_data
    return labels_to_print(source.labels), sheet, told


def _back(request: HttpRequest, sheet: Sheet, actor: Actor) -> HttpResponse:
    asked = source_asked(request.POST, actor).asked | {"planche": sheet.key}
    return HttpResponse(status=303, headers={"Location": address("labels", asked)})


def _file(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
