"""The assembled API: routers of each floor, one way to sign in, one way to say what is wrong."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.operation import Operation

from filiere.authentication import ScanPoint, Session
from filiere.openapi import finished
from filiere.problems import answer_problems, read_only, told
from forecast.api import router as forecast_router
from forecast.api_flows import router as flows_router
from forecast.api_reading import router as reading_router
from forecast.api_report import router as report_router
from forecast.api_scale import router as scale_router
from inventory.api import (
    certificates,
    circuit,
    collections,
    devices,
    erasures,
    evidence,
    journal,
    labels,
    passports,
    places,
    requests,
    scans,
)

DESCRIPTION = """\
Le circuit des appareils de la filière. Un point de scan s'authentifie par son jeton
(`Authorization: Bearer …`), une personne par sa session. Toute erreur est un document
`application/problem+json` (RFC 9457) : `code` est stable, `detail` se montre tel quel à qui scanne.
"""


class Page(DocsBase):
    """The documentation as a page of ours: read without script, from nowhere else."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        return render(request, "api/docs.html", {"document": readable(api.get_openapi_schema())})


class Api(NinjaAPI):
    """Ninja's, with its document drawn once and its *method not allowed* told as a problem."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        return self.document

    @cached_property
    def document(self) -> dict[str, Any]:
        drawn = super().get_openapi_schema(path_prefix="/api/")
        return finished(json.loads(json.dumps(drawn)))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = told(pattern.callback)
        return found


def readable(document: dict[str, Any]) -> dict[str, Any]:
    """The document as its page shows it: by subject, examples as text."""
    subjects: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            one = {
                **operation,
                "path": path,
                "method": method.upper(),
                "public": not operation.get("security"),
                "sent": _example(operation.get("requestBody", {})),
                "answers": [
                    {
                        "status": status,
                        "description": told["description"],
                        "example": _example(told),
                    }
                    for status, told in operation["responses"].items()
                ],
            }
            subjects.setdefault(operation["tags"][0], []).append(one)
    return {"info": document["info"], "subjects": list(subjects.items())}


def _example(part: dict[str, Any]) -> str:
    for content in part.get("content", {}).values():
        example = content.get("example")
        if isinstance(example, str):
            return example
        return json.dumps(example, ensure_ascii=False, indent=2)
    return ""


api = Api(
    title="filiere",
    version="1",
    description=DESCRIPTION,
    docs=Page(),
    docs_decorator=read_only,
    auth=[ScanPoint(), Session()],
)
answer_problems(api)
api.add_router("/scans", scans.router)
api.add_router("/collections", collections.router)
api.add_router("/devices", devices.router)
api.add_router("/devices", journal.router)
api.add_router("/devices", passports.router)
api.add_router("/devices", evidence.router)
api.add_router("/devices", erasures.router)
api.add_router("/devices", certificates.of_devices)
api.add_router("/collections", certificates.of_collections)
api.add_router("/requests", requests.router)
api.add_router("/places", places.of_places)
api.add_router("/counts", places.of_counts)
api.add_router("/labels", labels.router)
api.add_router("/forecast", forecast_router)
api.add_router("/forecast", flows_router)
api.add_router("/forecast", reading_router)
api.add_router("/forecast", scale_router)
api.add_router("/report", report_router)
api.add_router("/circuit", circuit.router)
