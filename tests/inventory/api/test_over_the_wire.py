"""Large and odd bodies through the real server: who sends too much hears why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.running import Site, running_site

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("over-the-wire")]

MEGABYTE = 1024 * 1024
MAKE = "create_organisation 'Atelier fictif' --kind workshop"


@pytest.fixture(scope="module")
def served(ground: Path, engine: str) -> Iterator[tuple[Site, str]]:
    with running_site(ground, postgres=engine, commands=[MAKE]) as site:
        told = site.manage("create_scan_point", "tri", "--organisation", "Atelier fictif")
        yield site, told.strip()


def post(served: tuple[Site, str], path: str, body: Any, **headers: str) -> tuple[int, Any]:
    site, token = served
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request("POST", path, body, {"Authorization": f"Bearer {token}", **named})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


@pytest.mark.parametrize("size", [10, 50])
@pytest.mark.parametrize(
    "path", ["/api/scans", "/api/collections", "/api/devices/7KQ2MDX44/snapshots"]
)
def test_too_much_is_refused_and_heard(served: tuple[Site, str], path: str, size: int) -> None:
    status, told = post(served, path, b"[" * size * MEGABYTE)
    expected = 404 if (size, path[-9:]) == (10, "snapshots") else 413
    assert (status, told["status"]) == (expected, expected)


def test_a_body_sent_in_pieces_is_told(served: tuple[Site, str]) -> None:
    pieces = iter([b'{"scans": [{}]}'])
    status, told = post(served, "/api/scans", pieces, Transfer_Encoding="chunked")
    assert (status, told.get("code")) in {(200, None), (400, "empty-body")}


def test_a_scan_of_nothing_is_answered(served: tuple[Site, str]) -> None:
    status, told = post(served, "/api/scans", b'{"scans": [{}]}')
    assert (status, told["results"][0]["status"]) == (200, "refused")
