"""The donor's list: import it after a look, then register its devices one by one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.forms.keys import new_key
from inventory.forms.manifest import (
    ColumnsForm,
    FileForm,
    RowForm,
    WordsForm,
    columns_said,
    default_said,
    words_said,
)
from inventory.manifests.draft import draft_of, drop_draft, keep_draft
from inventory.manifests.preview import Preview, preview
from inventory.models import Collection, ManifestRow
from inventory.refusals import Missing, Refused
from inventory.selectors import collections_seen_by
from inventory.sheets import read
from inventory.subjects.manifests import import_manifest as import_rows
from inventory.subjects.manifests import register_row
from inventory.views.access import page, see
from inventory.vocabulary import CollectionState, DeviceKind
from labels.codes import shown

SHOWN_ROWS, SHOWN_PROBLEMS, SHOWN_FOUND = 15, 100, 12


def _mine(actor: Actor, key: UUID) -> Collection:
    seen = collections_seen_by(actor).select_related("donor", "commune")
    found = seen.filter(pk=str(key), custodian_id=actor.organisation_id).first()
    if found is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    return found


@require_http_methods(["GET", "POST"])
@page("create_collection")
def import_manifest(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Choose a file, look at what it says, correct, import: all of it, or nothing."""
    found = _mine(actor, key)
    does = request.POST.get("does", "")
    if does == "leave":
        drop_draft(found)
        return see("inventory:import_manifest", found.pk)
    if does == "read":
        return _read(request, found)
    drafted = draft_of(found)
    if drafted is None:
        return _ask_file(request, found, FileForm())
    return _look(request, actor, found)


def _ask_file(
    request: HttpRequest, found: Collection, form: FileForm, status: int = 200
) -> HttpResponse:
    context = {"collection": found, "form": form}
    return render(request, "inventory/manifest_file.html", context, status=status)


def _read(request: HttpRequest, found: Collection) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        raw = file.read()
        try:
            keep_draft(found, read(raw, file.name), raw)
        except Refused as refused:
            form.add_error("file", refused.detail)
        else:
            return see("inventory:import_manifest", found.pk)
    return _ask_file(request, found, form, 422)


def _look(request: HttpRequest, actor: Actor, found: Collection) -> HttpResponse:
    """The choices stand in the address: looking again changes nothing."""
    drafted = draft_of(found)
    if drafted is None:
        raise Missing("unknown-draft", "Cette liste n'attend plus. Choisissez le fichier.")
    sheet, digest = drafted
    typed = request.GET.dict()
    said, default = words_said(typed), default_said(typed)
    seen = preview(sheet, columns_said(typed, len(sheet.header)), default=default, said=said)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            return _imported(request, actor, found, seen, digest)
        except Refused as why:
            refused = why
    context = {
        "collection": found,
        "sheet": sheet,
        "seen": seen,
        "counts": [(DeviceKind(kind), count) for kind, count in sorted(seen.counts.items())],
        "rows": [(row, DeviceKind(row.kind)) for row in seen.rows[:SHOWN_ROWS]],
        "dated": {"bought", "reformed", "protected"} & set(seen.columns),
        "problems": seen.problems[:SHOWN_PROBLEMS],
        "more": max(0, len(seen.problems) - SHOWN_PROBLEMS),
        "columns": ColumnsForm(sheet=sheet, columns=seen.columns, default=default),
        "words": WordsForm([*said, *seen.unknown], said),
        "query": request.GET.urlencode(),
        "refused": refused,
        "replaces": found.manifest.exists(),
    }
    status = refused.status if refused else 200
    return render(request, "inventory/manifest_look.html", context, status=status)


def _imported(
    request: HttpRequest, actor: Actor, found: Collection, seen: Preview, digest: str
) -> HttpResponse:
    if seen.wrong and not request.POST.get("without"):
        raise Refused(
            "manifest-wrong",
            "Des lignes sont à corriger. Corrigez-les dans le fichier, ou cochez « Importer "
            "sans ces lignes ».",
        )
    count = import_rows(actor=actor, collection_id=found.pk, rows=seen.rows, digest=digest)
    drop_draft(found)
    messages.success(
        request,
        f"{count} ligne{'s' * (count > 1)} importée{'s' * (count > 1)}. "
        "Ensuite : enlever, puis scanner chaque étiquette en face de sa ligne.",
    )
    return see("inventory:manifest", found.pk)


@require_http_methods(["GET", "POST"])
@page("create_collection")
def manifest(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Find a row by serial, inventory number or words; register its device under a label."""
    found = _mine(actor, key)
    refused: Refused | None = None
    if request.method == "POST":
        form = RowForm(request.POST)
        if form.is_valid():
            try:
                code = register_row(
                    actor=actor,
                    collection_id=found.pk,
                    row_id=form.cleaned_data["row"],
                    label=form.cleaned_data["label"],
                    key=str(form.cleaned_data["key"] or ""),
                )
            except Refused as why:
                refused = why
            else:
                said = f"Enregistré : {shown(code)}. Ensuite : l'étiquette suivante."
                messages.success(request, said)
                return see("inventory:manifest", found.pk)
    return _list(request, found, refused)


def _list(request: HttpRequest, found: Collection, refused: Refused | None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    q = asked.get("q", "").replace("\x00", "").strip()[:120]
    rows = ManifestRow.objects.filter(collection=found)
    left = rows.filter(device=None)
    matching = list(_matching(left, q)[: SHOWN_FOUND + 1])
    context = {
        "collection": found,
        "q": q,
        "label": asked.get("label", "")[:300],
        "total": rows.count(),
        "left": left.count(),
        "rows": [(row, DeviceKind(row.kind), new_key()) for row in matching[:SHOWN_FOUND]],
        "more": len(matching) > SHOWN_FOUND,
        "taken": rows.exclude(device=None).order_by("-device__cycle_opened_at")[:10],
        "receiving": found.state == CollectionState.FETCHED,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "inventory/manifest.html", context, status=status)


def _matching(rows: QuerySet[ManifestRow], q: str) -> QuerySet[ManifestRow]:
    """Rows whose numbers are exactly what was scanned; else those that hold every word."""
    if not q:
        return rows.order_by("number")
    exact = rows.filter(Q(serial__iexact=q) | Q(asset_tag__iexact=q))
    if exact.exists():
        return exact.order_by("number")
    for word in q.split()[:6]:
        rows = rows.filter(
            Q(serial__icontains=word)
            | Q(asset_tag__icontains=word)
            | Q(model__icontains=word)
            | Q(brand__icontains=word)
        )
    return rows.order_by("number")
