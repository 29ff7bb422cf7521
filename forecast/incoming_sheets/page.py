"""The page of every sheet that comes in: choose it, look at it, keep all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from filiere.network.actor import Actor
from filiere.network.refusals import Refused
from forecast.incoming_sheets.draft import draft_of, drop_draft, keep_draft
from forecast.incoming_sheets.preview import Preview
from inventory.selectors.sheets import Sheet, read
from inventory.selectors.sheets import Unreadable as UnreadableSheet

SHOWN_ROWS, SHOWN_PROBLEMS = 12, 100


class FileForm(forms.Form):
    """The file to read."""

    file = forms.FileField(
        label="Fichier",
        help_text="CSV ou XLSX : 100 000 lignes et 20 Mo au plus.",
        widget=forms.FileInput(
            {
                "accept": ".csv,.xlsx,text/csv,"
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


@dataclass(frozen=True, slots=True)
class Import:
    """What one kind of sheet is: its words, how it is looked at, how it is kept.

    ``purpose`` tells its draft from that of another; ``keep`` gets preview, name and SHA-256 and
    says in French what was done.
    """

    purpose: str
    title: str
    words: str
    titles: tuple[str, ...]
    look: Callable[[Sheet], Preview]
    keep: Callable[[Preview, str, str], str]
    back: str
    extra: dict[str, Any] = field(default_factory=dict)


def sheet_page(request: HttpRequest, actor: Actor, what: Import) -> HttpResponse:
    """Answer one request of the page."""
    mine = actor.organisation_id
    does = request.POST.get("does", "")
    if does == "leave":
        drop_draft(mine)
        return see(request.path)
    if does == "read":
        return _read(request, mine, what)
    drafted = draft_of(mine, what.purpose)
    if drafted is None:
        return _ask(request, what, FileForm())
    return _look(request, mine, what, drafted)


def see(address: str) -> HttpResponseRedirect:
    """Look at this page now: what was posted is done."""
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer


def _ask(request: HttpRequest, what: Import, form: FileForm, status: int = 200) -> HttpResponse:
    context = {"what": what, "form": form, **what.extra}
    return render(request, "forecast/sheet_file.html", context, status=status)


def _read(request: HttpRequest, mine: int, what: Import) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        raw = file.read()
        try:
            keep_draft(mine, what.purpose, read(raw, file.name), raw)
        except UnreadableSheet as refused:
            form.add_error("file", refused.detail)
        else:
            return see(request.path)
    return _ask(request, what, form, 422)


def _look(
    request: HttpRequest, mine: int, what: Import, drafted: tuple[Sheet, str]
) -> HttpResponse:
    sheet, digest = drafted
    found = what.look(sheet)
    refused = ""
    if request.method == "POST" and request.POST.get("does") == "import":
        if found.missing or (found.wrong and request.POST.get("without") != "on"):
            refused = "Des lignes sont à corriger. Corrigez le fichier, ou importez sans elles."
        else:
            try:
                said = what.keep(found, sheet.name, digest)
            except Refused as why:
                refused = why.detail
            else:
                drop_draft(mine)
                messages.success(request, said)
                return see(what.back)
    context = {
        "what": what,
        "sheet": sheet,
        "seen": found,
        "refused": refused,
        "problems": found.problems[:SHOWN_PROBLEMS],
        "more": max(len(found.problems) - SHOWN_PROBLEMS, 0),
        "header": [sheet.header[rank] for rank in found.columns.values()],
        "rows": _first(sheet, found),
        **what.extra,
    }
    status = 422 if refused else 200
    return render(request, "forecast/sheet_look.html", context, status=status)


def _first(sheet: Sheet, found: Preview) -> list[tuple[int, list[str]]]:
    good = {row.number for row in found.rows[:SHOWN_ROWS]}
    return [
        (line.number, [line.cells[rank] for rank in found.columns.values()])
        for line in sheet.rows
        if line.number in good
    ]
