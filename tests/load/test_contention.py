"""Many clients on few devices: one winner each, nothing lost, nothing done twice."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from tests.load.accounts import Entry, entries
from tests.load.clients import Client, request
from tests.load.ground import Ground, prepare, scan
from tests.running import Site

SiteMaker = Callable[..., AbstractContextManager[Site]]
CLIENTS, DEVICES, SCANS = 32, 8, 5000
TRIES = 12
"""How often a client insists when somebody else moved first."""
ANSWER = {"key", "status", "device", "medium", "next", "problem"}
PROBLEM = {"type", "title", "status", "detail", "code"}


@dataclass
class Tally:
    """What all clients sent and were answered, by key."""

    results: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    failures: list[str] = field(default_factory=list)

    def note(self, result: dict[str, Any]) -> None:
        with self.lock:
            self.results[result["key"]].append(result)

    def take(self) -> bool:
        """The right to send one scan more, until there have been enough."""
        with self.lock:
            if self.sent >= SCANS:
                return False
            self.sent += 1
            return True


class Technician:
    """One of several who scan the same devices; every other one is sent twice at once."""

    def __init__(self, number: int, site: Site, ground: Ground, tally: Tally) -> None:
        self.random = Random(number)
        self.client = Client(site.port)
        self.twin = Client(site.port)
        self.ground = ground
        self.tally = tally
        self.answered: list[bytes] = []

    def work(self) -> None:
        try:
            while self._one():
                pass
        except Exception as error:  # noqa: BLE001
            self.tally.failures.append(repr(error))
        finally:
            self.client.close()
            self.twin.close()

    def _one(self) -> bool:
        if self.answered and self.random.random() < 0.2:
            return self._send(self.random.choice(self.answered)) is not None
        told = self._choose()
        together = self.random.random() < 0.2
        for _ in range(TRIES):
            told["occurred_at"] = datetime.now(UTC).isoformat()
            sent = request("/api/scans", {"scans": [told]}, self.ground.token)
            result = self._twice(sent) if together else self._send(sent)
            if result is None:
                return False
            if result["status"] in ("done", "replayed"):
                self.answered.append(sent)
                return True
            if result["problem"]["code"] not in ("out-of-order", "busy", "moved-first"):
                return True
            time.sleep(self.random.random() * 0.01)
        return True

    def _choose(self) -> dict[str, Any]:
        code = self.random.choice(self.ground.codes)
        operation = self.random.choice(["count", "move", "weigh", "hold", "resume"])
        data = {
            "move": {"place": self.ground.place},
            "weigh": {"grams": self.random.randint(1, 5000)},
            "hold": {"reason": "part", "waiting_for": "supplier"},
        }
        return scan(code, operation, **data.get(operation, {}))

    def _send(self, sent: bytes, client: Client | None = None) -> dict[str, Any] | None:
        if not self.tally.take():
            return None
        answer = (client or self.client).post(sent)
        if answer.status != 200:
            raise AssertionError(f"{answer.status} {answer.body[:300]!r}")
        result: dict[str, Any] = answer.told["results"][0]
        self.tally.note(result)
        return result

    def _twice(self, sent: bytes) -> dict[str, Any] | None:
        """The same key at the same moment, from two places."""
        other: list[dict[str, Any] | None] = []
        thread = threading.Thread(target=lambda: other.append(self._send(sent, self.twin)))
        thread.start()
        mine = self._send(sent)
        thread.join()
        both = [result for result in (mine, *other) if result is not None]
        good = [result for result in both if result["status"] in ("done", "replayed")]
        for result in both if good else ():
            problem = result["problem"]
            if problem and problem["code"] in ("moved-first", "key-reused"):
                raise AssertionError(f"its own twin was told to be somebody else: {both}")
        return (good or both or [None])[0]


@pytest.mark.slow
def test_each_scan_is_done_once_and_no_chain_forks(site: SiteMaker) -> None:
    tally = Tally()
    with site() as running:
        ground = prepare(running.env, audited=DEVICES)
        people = [Technician(number, running, ground, tally) for number in range(CLIENTS)]
        threads = [threading.Thread(target=one.work) for one in people]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.monotonic() - began
        journal = entries(running.env)
        verified = running.manage("verify_journal")
    assert tally.failures == []
    assert tally.sent == SCANS
    statuses = _one_done_each(tally)
    _journal_says(journal, tally)
    _holds_alternate(journal)
    print(  # noqa: T201
        f"\n{CLIENTS} clients, {DEVICES} appareils, {tally.sent} scans en {elapsed:.0f} s "
        f"({tally.sent / elapsed:.0f}/s), {len(tally.results)} clés : {dict(statuses)}\n{verified}"
    )


def _one_done_each(tally: Tally) -> Counter[str]:
    """Each key is done at most once, and then always answered the same."""
    statuses: Counter[str] = Counter()
    for key, results in tally.results.items():
        told = Counter(result["status"] for result in results)
        statuses += told
        assert told["done"] <= 1, key
        assert told["done"] == 1 or not told["replayed"], key
        answers = {_content(r) for r in results if r["status"] in ("done", "replayed")}
        assert len(answers) <= 1, key
        for result in results:
            assert set(result) == ANSWER
            if result["status"] in ("conflict", "refused"):
                assert set(result["problem"]) >= PROBLEM, result
                assert (result["problem"]["status"] == 409) == (result["status"] == "conflict")
                assert result["problem"]["status"] < 500 or result["problem"]["code"] == "busy"
            else:
                assert result["problem"] is None
                assert result["device"]["code"]
    assert statuses["done"] >= SCANS // 4
    assert statuses["replayed"] >= SCANS // 20
    return statuses


def _content(result: dict[str, Any]) -> str:
    return json.dumps({name: result[name] for name in ("device", "next")}, sort_keys=True)


def _journal_says(journal: list[Entry], tally: Tally) -> None:
    """Entries under our keys are the scans that were done; no number of a chain is missing."""
    done = {
        key
        for key, results in tally.results.items()
        if any(result["status"] == "done" for result in results)
    }
    kept = Counter(key for _, _, _, key in journal if key)
    assert set(kept) == done
    assert set(kept.values()) == {1}
    chains: dict[str, list[int]] = defaultdict(list)
    for subject, sequence, _, _ in journal:
        chains[subject].append(sequence)
    assert len(chains) == DEVICES
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in chains.values())


def _holds_alternate(journal: list[Entry]) -> None:
    """Of those who held a device at once, one won: a second comes only after it was resumed."""
    held: dict[str, str] = {}
    for subject, _, operation, _ in journal:
        if operation in ("hold", "resume"):
            assert held.get(subject, "resume") != operation, subject
            held[subject] = operation
    assert len(held) == DEVICES
