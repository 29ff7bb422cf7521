"""``kill -9`` under load: what was acknowledged is there, the rest is done once when re-sent."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from tests.load.accounts import entries
from tests.load.clients import Client, Cut, request
from tests.load.ground import Ground, prepare, scan
from tests.running import Site

SiteMaker = Callable[..., AbstractContextManager[Site]]
KILLS, CLIENTS = 20, 16
LOAD = 0.6
"""Seconds of load before each kill, at most; it falls anywhere in the second half."""


@dataclass
class Sent:
    """What one client sent, by key, and what it knows of it."""

    acknowledged: set[str] = field(default_factory=set)
    unknown: dict[str, bytes] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def load(site: Site, ground: Ground, code: str, number: int, sent: Sent) -> None:
    """Scan one device until the server is gone: first what nobody answered last time."""
    client = Client(site.port)
    random = Random(number)
    try:
        for key, again in list(sent.unknown.items()):
            _send(client, key, again, sent)
        while True:
            told = _scan(ground, code, random)
            _send(client, told["key"], request("/api/scans", {"scans": [told]}, ground.token), sent)
    except Cut:
        pass
    except Exception as error:  # noqa: BLE001
        sent.failures.append(repr(error))
    finally:
        client.close()


def _scan(ground: Ground, code: str, random: Random) -> dict[str, Any]:
    """A change of one row, or of several: a medium, its device and the journal."""
    now = {"occurred_at": datetime.now(UTC).isoformat()}
    if random.random() < 0.5:
        return scan(code, "move", place=ground.place) | now
    return scan(code, "weigh", grams=random.randint(1, 5000)) | now


def _send(client: Client, key: str, sent_bytes: bytes, sent: Sent) -> None:
    sent.unknown[key] = sent_bytes
    answer = client.post(sent_bytes)
    result = answer.told["results"][0] if answer.status == 200 else None
    if result is None or result["status"] not in ("done", "replayed"):
        raise AssertionError(f"{answer.status} {answer.body[:300]!r}")
    del sent.unknown[key]
    sent.acknowledged.add(key)


@pytest.mark.slow
def test_twenty_kills_lose_nothing_that_was_acknowledged(site: SiteMaker) -> None:
    random = Random(20)
    resent = 0
    with site() as running:
        ground = prepare(running.env, audited=CLIENTS)
        all_sent = [Sent() for _ in range(CLIENTS)]
        for _ in range(KILLS):
            resent += sum(len(sent.unknown) for sent in all_sent)
            _loaded_then_killed(running, ground, all_sent, LOAD * (0.5 + random.random() / 2))
            running.start()
            kept = _kept(running)
            assert set().union(*(sent.acknowledged for sent in all_sent)) <= set(kept)
        _settle(running, all_sent)
        kept = _kept(running)
        verified = running.manage("verify_journal")
    acknowledged = set().union(*(sent.acknowledged for sent in all_sent))
    assert [failure for sent in all_sent for failure in sent.failures] == []
    assert set(kept) == acknowledged
    assert set(kept.values()) == {1}
    assert len(acknowledged) > KILLS * CLIENTS
    assert resent > 0
    print(  # noqa: T201
        f"\n{KILLS} kill -9, {CLIENTS} clients : {len(acknowledged)} scans acquittés, tous là ; "
        f"{resent} sans réponse, renvoyés, faits une fois\n{verified}"
    )


def _loaded_then_killed(site: Site, ground: Ground, all_sent: list[Sent], seconds: float) -> None:
    threads = [
        threading.Thread(target=load, args=(site, ground, ground.codes[number], number, sent))
        for number, sent in enumerate(all_sent)
    ]
    for thread in threads:
        thread.start()
    before = sum(len(sent.acknowledged) for sent in all_sent)
    limit = time.monotonic() + 20
    while sum(len(sent.acknowledged) for sent in all_sent) < before + 2 * CLIENTS:
        assert time.monotonic() < limit, "the server answers too little to be killed under load"
        time.sleep(0.01)
    time.sleep(seconds)
    site.kill()
    for thread in threads:
        thread.join()


def _settle(site: Site, all_sent: list[Sent]) -> None:
    """Send again, for the last time, what nobody answered."""
    client = Client(site.port)
    for sent in all_sent:
        for key, again in list(sent.unknown.items()):
            _send(client, key, again, sent)
    client.close()


def _kept(site: Site) -> Counter[str]:
    """How many entries the journal holds under each key."""
    return Counter(key for _, _, _, key in entries(site.env) if key)
