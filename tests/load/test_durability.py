"""What is acknowledged is kept: the settings, as the server's own connections say them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.load.clients import drive, request
from tests.load.ground import prepare, scan
from tests.running import Site

SiteMaker = Callable[..., AbstractContextManager[Site]]
KEEPS = {
    "sqlite": {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1},
    "postgresql": {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"},
}
CLIENTS = 8


@pytest.fixture
def diagnoses(site: SiteMaker) -> list[dict[str, Any]]:
    """What the connection of each of some scans said, right after it was answered ``done``."""
    with site(application="tests.load.diagnosis:application") as running:
        ground = prepare(running.env, audited=CLIENTS)
        now = datetime.now(UTC).isoformat()
        work = [
            [
                request(
                    "/api/scans",
                    {"scans": [scan(code, "count") | {"occurred_at": now}]},
                    ground.token,
                )
                for _ in range(4)
            ]
            for code in ground.codes
        ]
        answers, _ = drive(running.port, work)
    told = [answer for each in answers for answer in each]
    assert {result["status"] for answer in told for result in answer.told["results"]} == {"done"}
    return [json.loads(answer.header("X-Diagnosis")) for answer in told]


def test_each_connection_that_acknowledged_a_scan_is_durable(
    diagnoses: list[dict[str, Any]], engine: str
) -> None:
    keeps = KEEPS["postgresql" if engine else "sqlite"]
    assert len(diagnoses) == CLIENTS * 4
    for diagnosis in diagnoses:
        assert {name: diagnosis[name] for name in keeps} == keeps
    print(f"\n{len(diagnoses)} connexions lues : {keeps}")  # noqa: T201


def test_a_scan_on_sqlite_takes_the_right_to_write_before_it_reads(
    diagnoses: list[dict[str, Any]], engine: str
) -> None:
    if engine:
        assert {diagnosis["transaction_isolation"] for diagnosis in diagnoses} == {"read committed"}
        return
    for diagnosis in diagnoses:
        heard = diagnosis["statements"]
        assert {words for words in heard if words.startswith("BEGIN")} == {"BEGIN IMMEDIATE"}
        assert heard.count("COMMIT") == 1
        # A refused BEGIN is tried again, and nothing is read in between.
        first = heard.index("BEGIN IMMEDIATE")
        last = len(heard) - 1 - heard[::-1].index("BEGIN IMMEDIATE")
        assert set(heard[first : last + 1]) == {"BEGIN IMMEDIATE"}
        assert last < heard.index("COMMIT")
