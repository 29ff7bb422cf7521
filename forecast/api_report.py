"""GET /api/report/diagnostic: the diagnostic as PDF, spreadsheet or JSON, public once published."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import PUBLIC, documented
from filiere.network.identity import actor_of_request
from filiere.network.territories import resolve
from forecast.report.access import Given, given
from forecast.report.content import to_json
from forecast.report.files import pdf_of, xlsx_of

router = Router(tags=["Diagnostic"])
PROBLEMS = (404, 422, *PUBLIC)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportQuery(Schema):
    """Quel territoire, et quelle édition."""

    territory: str = Field(
        ...,
        max_length=100,
        description="EPCI, département ou région : identifiant (dep:84, reg:93…), code ou nom.",
    )
    edition: str = Field(
        "",
        max_length=10,
        description="Numéro d'une édition publiée ; à défaut la dernière. « travail » : le "
        "document de travail, lu des pilotes connectés seulement.",
    )


def _said(what: str, media_type: str, example: str) -> dict[str, Any]:
    return documented(
        f"Lire le diagnostic ({what})",
        "Public dès qu'une édition est publiée, sans compte ; sinon 404, sauf pour les pilotes "
        "connectés, à qui le document de travail est rendu. Page, PDF, tableur et JSON sont quatre "
        "dessins du même contenu.",
        answer=None,
        example=example,
        problems=PROBLEMS,
        media_type=media_type,
    )


def _given(request: HttpRequest, asked: ReportQuery) -> Given:
    return given(actor_of_request(request), resolve(asked.territory), asked.edition)


def _file(told: Given, content: bytes, media_type: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    edition = told.edition.number if told.edition else "travail"
    name = f"diagnostic-{slugify(told.territory.name)}-{edition}.{ending}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer


@router.get("/diagnostic.pdf", auth=None, **_said("PDF", "application/pdf", "%PDF-1.7"))
def get_report_pdf(request: HttpRequest, asked: Query[ReportQuery]) -> HttpResponse:
    told = _given(request, asked)
    return _file(told, pdf_of(told), "application/pdf", "pdf")


@router.get("/diagnostic.xlsx", auth=None, **_said("tableur", XLSX, "PK"))
def get_report_xlsx(request: HttpRequest, asked: Query[ReportQuery]) -> HttpResponse:
    told = _given(request, asked)
    return _file(told, xlsx_of(told), XLSX, "xlsx")


@router.get(
    "/diagnostic.json",
    auth=None,
    **_said("JSON", "application/json", json.dumps({"title": "Diagnostic"})),
)
def get_report_json(request: HttpRequest, asked: Query[ReportQuery]) -> HttpResponse:
    told = _given(request, asked)
    return _file(told, to_json(told.content), "application/json", "json")
