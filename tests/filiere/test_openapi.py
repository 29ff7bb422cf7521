"""The OpenAPI document is whole, true, and read without anybody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from filiere.api import api
from inventory.api.documented import Problem
from inventory.parsing import parse_data
from tests.inventory.api.house import House

DOCUMENT: dict[str, Any] = api.document
OPERATIONS = [
    pytest.param(method, path, operation, id=f"{method} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
BOUND = {
    operation.view_func.__name__: operation
    for router in api._get_bound_routers()
    for view in router.path_operations.values()
    for operation in view.operations
}

SENT_EMPTY = frozenset({"post_counts"})
"""The address says it all."""


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_operation_and_status_is_described_with_an_example(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"] and len(operation["description"]) > 40
    for parameter in operation["parameters"]:
        assert parameter.get("description"), parameter
    if "{" in path:
        assert next(p for p in operation["parameters"] if p["in"] == "path")["example"]
    for status, response in operation["responses"].items():
        ((media, content),) = response["content"].items()
        assert response["description"] and "example" in content, status
        assert (media == "application/problem+json") == (int(status) >= 400)
        assert int(status) < 400 or content["example"]["status"] == int(status)
    if method == "post":
        sent = operation.get("requestBody", {"content": {}})["content"]
        assert bool(sent) == (operation["operationId"] not in SENT_EMPTY)
        assert all(one["example"] for one in sent.values())
        assert {"400", "401", "403", "409", "413", "422", "500"} <= set(operation["responses"])


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_example_of_an_answer_is_one(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    models = BOUND[operation["operationId"]].response_models
    for status, response in operation["responses"].items():
        example = next(iter(response["content"].values()))["example"]
        if int(status) >= 400:
            Problem.model_validate(example)
        elif "application/pdf" in response["content"]:
            assert example.startswith("%PDF")
        elif models[int(status)] is None:
            assert example, "a file"
        else:
            models[int(status)].model_validate({"response": example})


def test_examples_of_what_is_sent_are_taken() -> None:
    from inventory.api.collections import Gift
    from inventory.api.labels import SheetAsked
    from inventory.api.requests import Closing
    from inventory.api.scans import Batch
    from inventory.circuit import CIRCUIT
    from inventory.subjects.requests import Asked

    for path, model in (
        ("/api/scans", Batch),
        ("/api/collections", Gift),
        ("/api/requests", Asked),
        ("/api/labels/sheets", SheetAsked),
        ("/api/requests/{request_id}/close", Closing),
    ):
        content = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]
        parse_data(model, content["application/json"]["example"])
    for scan in DOCUMENT["paths"]["/api/scans"]["post"]["requestBody"]["content"][
        "application/json"
    ]["example"]["scans"]:
        parse_data(CIRCUIT[scan["operation"]].data, scan["data"])


def test_every_reference_leads_somewhere() -> None:
    wanted = set(re.findall(r"#/components/schemas/([\w.-]+)", str(DOCUMENT)))
    assert wanted <= set(DOCUMENT["components"]["schemas"])
    assert "$defs" not in str(DOCUMENT["paths"])


def test_what_is_public_says_so_and_nothing_else_is(db: None) -> None:
    public = {
        path
        for path, methods in DOCUMENT["paths"].items()
        for operation in methods.values()
        if not operation.get("security")
    }
    report = {f"/api/report/diagnostic.{ending}" for ending in ("pdf", "xlsx", "json")}
    assert public == {"/api/circuit", "/api/devices/{code}/passport", *report}


def test_real_answers_are_as_described(house: House) -> None:
    code = house.ready()
    house.request()
    for path in (
        "/api/devices",
        f"/api/devices/{code}",
        f"/api/devices/{code}/journal",
        f"/api/devices/{code}/passport",
        "/api/requests",
        "/api/circuit",
    ):
        described = DOCUMENT["paths"][path.replace(code, "{code}")]["get"]["operationId"]
        answer = house.point.get(path)
        assert answer.status_code == 200, answer.content
        BOUND[described].response_models[200].model_validate({"response": answer.json()})


def test_the_document_and_its_page_are_read_by_anyone(db: None) -> None:
    client = Client()
    assert client.get("/api/openapi.json").json() == DOCUMENT
    page = client.get("/api/docs")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Enregistrer des scans" in html
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", html) == []
    assert "<script" not in html.split("</head>")[1].split("<footer")[0]
