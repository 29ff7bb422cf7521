"""A scan against the least that a POST can do, on each engine.

One new scan a POST, by a point of scan and its token, each answered ``done``; beside it, in the
same process and the same run, slice after slice, a bare ninja POST that inserts one row without
authentication (`bench.scanning.yardstick`). Two scans are measured: *compter* (a row without
step: the device and its chain) and *auditer* (a first audit with one disk). Every status and
body is checked, entries and rows are counted.

``python -m bench.scan [--engines sqlite,postgresql] [--rounds 5] [--journal 200000]``
"""

from __future__ import annotations

import argparse
import json
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.scanning import engines
from bench.scanning.table import Sample, heading, line
from tests.load.accounts import count
from tests.load.clients import Answer, drive, request
from tests.load.ground import Ground, ask, prepare, scan
from tests.running import Site, running_site

APPLICATION = "bench.scanning.yardstick:application"
BARE, COUNT, AUDIT = "POST nu (une ligne, sans identité)", "scan : compter", "scan : auditer"
LENGTHS = {1: {BARE: 200, COUNT: 200, AUDIT: 80}, 16: {BARE: 1600, COUNT: 1600, AUDIT: 320}}
"""Requests of a slice, by number of clients."""
HUNDRED = 100


class Bench:
    """One engine, one running site, and what has been asked of it."""

    def __init__(self, site: Site, ground: Ground) -> None:
        self.site = site
        self.ground = ground
        self.fresh = iter(ground.fresh)
        self.done = 0
        self.bare = 0
        ask(site.env, "bench.scanning.yardstick.make()")
        self.first = self.before = self.entries()

    def entries(self) -> int:
        return count(self.site.env)

    def slice(self, what: str, clients: int, length: int) -> tuple[list[float], float]:
        """One slice: seconds of each request, and of the whole."""
        if what == BARE:
            work = [[self._bare() for _ in range(length // clients)] for _ in range(clients)]
            answers, elapsed = drive(self.site.port, work)
            self.bare += _all(answers, lambda told: "id" in told)
        else:
            work = [
                [self._scans([self._scan(what, client, clients)]) for _ in range(length // clients)]
                for client in range(clients)
            ]
            answers, elapsed = drive(self.site.port, work)
            self.done += _all(answers, _is_done)
        return [answer.seconds for each in answers for answer in each], elapsed

    def compare(self, clients: int, rounds: int) -> dict[str, Sample]:
        """The three, in turn; a first short slice of each warms the server."""
        samples = {what: Sample() for what in LENGTHS[clients]}
        for number in range(rounds + 1):
            for what, length in LENGTHS[clients].items():
                if number == 0:
                    self.slice(what, clients, 2 * clients)
                else:
                    samples[what].add(*self.slice(what, clients, length))
        return samples

    def hundreds(self, clients: int, posts: int) -> Sample:
        """Batches of a hundred counts."""
        work = [
            [
                self._scans([self._scan(COUNT, client, clients) for _ in range(HUNDRED)])
                for _ in range(posts // clients)
            ]
            for client in range(clients)
        ]
        answers, elapsed = drive(self.site.port, work)
        self.done += HUNDRED * _all(answers, _is_done)
        sample = Sample()
        sample.add([a.seconds for each in answers for a in each], elapsed, HUNDRED)
        return sample

    def layers(self, what: str, posts: int) -> dict[str, float]:
        """Where the time goes, in a process that serves one after the other."""
        bodies = [json.dumps({"scans": [self._scan(what, 0, 1)]}) for _ in range(posts)]
        file = self.site.data / "bodies.json"
        file.write_text(json.dumps([self.ground.token, bodies]), encoding="utf-8")
        self.done += posts
        told = ask(self.site.env, f"bench.scanning.layers.measure({str(file)!r})")
        return dict(told)

    def check(self) -> int:
        """Nothing was fast because it was wrong: what was answered is what there is."""
        entries = self.entries()
        rows = ask(self.site.env, "bench.scanning.yardstick.count()")
        if entries - self.before != self.done or rows != self.bare:
            raise SystemExit(
                f"Comptes faux : {entries - self.before} lignes de journal pour {self.done} scans, "
                f"{rows} lignes nues pour {self.bare} POST."
            )
        return entries

    def _bare(self) -> bytes:
        told = {"key": str(uuid.uuid4()), "code": self.ground.codes[0], "place": self.ground.place}
        return request("/bare", told)

    def _scans(self, scans: list[dict[str, Any]]) -> bytes:
        return request("/api/scans", {"scans": scans}, self.ground.token)

    def _scan(self, what: str, client: int, clients: int) -> dict[str, Any]:
        """A client scans devices of its own: nobody waits for anybody's row."""
        told = {"occurred_at": datetime.now(UTC).isoformat()}
        if what == COUNT:
            mine = self.ground.codes[client::clients]
            return scan(mine[uuid.uuid4().int % len(mine)], "count") | told
        disk = {"kind": "ssd", "serial": f"S{uuid.uuid4().hex[:14]}", "size_gb": 256}
        return scan(next(self.fresh), "audit", media=[disk]) | told


def _is_done(told: Any) -> bool:
    return all(result["status"] == "done" for result in told["results"])


def _all(answers: list[list[Answer]], right: Any) -> int:
    count = 0
    for each in answers:
        for answer in each:
            if answer.status != 200 or not right(answer.told):
                raise SystemExit(f"Réponse inattendue : {answer.status} {answer.body[:400]!r}")
            count += 1
    return count


def run(engine: str, url: str, ground: Path, rounds: int, length: int) -> None:
    one, many = LENGTHS[1][AUDIT] * rounds + 2, LENGTHS[16][AUDIT] * rounds + 32
    flat = 2 * (LENGTHS[1][AUDIT] * 2 + 2)
    with running_site(ground, postgres=url, application=APPLICATION) as site:
        made = prepare(site.env, audited=64, registered=one + many + flat + 500)
        bench = Bench(site, made)
        print(f"\n### {engine}, journal de {bench.before} lignes au départ")
        young = bench.compare(1, 2)
        for clients in (1, 16):
            samples = bench.compare(clients, rounds)
            print(f"\n{clients} client{'s' * (clients > 1)}\n{heading()}")
            for what, sample in samples.items():
                print(line(what, sample, samples[BARE] if what != BARE else None), flush=True)
        print(f"\nPar lots de {HUNDRED} (scans par seconde, durée d'un lot)\n{heading()}")
        for clients in (1, 4):
            print(line(f"{clients} client(s)", bench.hundreds(clients, 16)), flush=True)
        _say_layers(bench)
        bench.check()
        _say_flat(bench, young, length)


def _say_layers(bench: Bench) -> None:
    told = {what: bench.layers(what, 220) for what in (COUNT, AUDIT)}
    print(f"\n{'Où va le temps d’un scan (µs, seul)':42} {COUNT:>16} {AUDIT:>16}")
    for layer in told[AUDIT]:
        print(f"{layer:42} {told[COUNT].get(layer, 0):16.0f} {told[AUDIT][layer]:16.0f}")
    totals = [sum(told[what].values()) for what in (COUNT, AUDIT)]
    print(f"{'total':42} {totals[0]:16.0f} {totals[1]:16.0f}", flush=True)


def _say_flat(bench: Bench, young: dict[str, Sample], length: int) -> None:
    """The same single client, when the journal has grown."""
    grown = ask(bench.site.env, f"bench.scanning.fill.fill({length})")
    bench.before = int(grown) - bench.done
    old = bench.compare(1, 2)
    bench.check()
    print(f"\nJournal de {bench.first} puis de {grown} lignes : p50 d'un client, en ms")
    for what in (BARE, COUNT, AUDIT):
        before, after = young[what].quantile(0.5), old[what].quantile(0.5)
        print(f"{what:42} {before:8.2f} {after:8.2f}   {after / before:6.0%}", flush=True)


@contextmanager
def _engine(name: str) -> Iterator[str]:
    with engines.postgres() if name == "postgresql" else nullcontext("") as url:
        yield url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--journal", type=int, default=200_000)
    told = parser.parse_args()
    for name in told.engines.split(","):
        with tempfile.TemporaryDirectory(prefix="filiere-bench-") as folder, _engine(name) as url:
            run(name, url, Path(folder), told.rounds, told.journal)


if __name__ == "__main__":
    main()
