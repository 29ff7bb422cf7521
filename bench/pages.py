"""Pages with 100,000 devices and 1,000 requests, on each engine: how long, how many queries.

One client asks each page in turn over HTTP, signed in; every status is checked. Queries are
counted in the process, with few rows and with many: they must be the same.

``python -m bench.pages [--engines sqlite,postgresql] [--devices 100000] [--requests 1000]``
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bench.scanning import engines
from bench.scanning.table import Sample
from tests.load.clients import Client
from tests.load.ground import ask
from tests.running import running_site

TARGET_MS = 150
FEW = 300
ROUNDS = 40
AT_ONCE = 25_000
"""Devices that one process grows, in less than the ten minutes that it is given."""
PAGES = (
    ("accueil de l'encadrant·e", "workshop", "/"),
    ("appareils", "workshop", "/appareils/"),
    ("appareils, cherchés", "workshop", "/appareils/?q=latitude&kind=laptop"),
    ("appareils, une étape", "workshop", "/appareils/?step=ready"),
    ("un appareil", "workshop", "/appareils/{code}/"),
    ("stock", "workshop", "/stock/"),
    ("demandes, de l'atelier", "workshop", "/demandes/"),
    ("demandes, de la structure", "social_structure", "/demandes/"),
    ("accueil de la structure", "social_structure", "/"),
    ("accueil du pilotage", "steering", "/"),
    ("indicateurs, de l'atelier", "workshop", "/indicateurs/"),
    ("indicateurs, du réseau", "steering", "/indicateurs/"),
    ("indicateurs, un EPCI", "steering", "/indicateurs/?territoire=dep:84&type=laptop"),
)


def get(path: str, session: str) -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n\r\n"
    return head.encode()


def run(url: str, ground: Path, devices: int, requests: int, rounds: int) -> bool:
    """Whether every page keeps to the target, and its queries do not grow."""
    with running_site(ground, postgres=url, commands=["load_territories"]) as site:
        module = "bench.paging.ground"
        ask(site.env, f"{module}.begin()")
        ask(site.env, f"{module}.grow({FEW}, 30)")
        ask(site.env, f"{module}.settle()")
        told = ask(site.env, f"{module}.visitors()")
        asked = [(who, path.format(**told)) for _, who, path in PAGES]
        few = ask(site.env, f"{module}.queries({asked!r})")
        began = time.perf_counter()
        ask(site.env, f"{module}.grow(0, {requests - 30})")
        for start in range(FEW, devices, AT_ONCE):
            ask(site.env, f"{module}.grow({min(AT_ONCE, devices - start)}, 0)")
        grown = ask(site.env, f"{module}.settle()")
        print(f"rempli en {time.perf_counter() - began:.0f} s : {grown}", flush=True)
        many = ask(site.env, f"{module}.queries({asked!r})")
        spent = ask(site.env, f"{module}.costs({asked!r})")
        wrong = ask(site.env, f"{module}.check()")
        print(f"comptes des indicateurs comparés au journal : {wrong or 'rien ne diffère'}")
        print(
            f"{'':30} {'p50 ms':>8} {'p95 ms':>8} {'calcul ms':>10} {'requêtes':>9} (peu de lignes)"
        )
        fine = not wrong
        for number, (name, who, path) in enumerate(PAGES):
            sample = measure(site.port, get(path.format(**told), told[who]), rounds)
            p50, p95 = sample.quantile(0.5), sample.quantile(0.95)
            slow = "" if p95 < TARGET_MS else "   trop lent"
            grows = "" if many[number] == few[number] else "   requêtes qui changent"
            fine &= not slow and not grows
            counts = f"{many[number]:9} ({few[number]})"
            print(
                f"{name:30} {p50:8.1f} {p95:8.1f} {spent[number]:10.1f} {counts}{slow}{grows}",
                flush=True,
            )
    return fine


def measure(port: int, asking: bytes, rounds: int) -> Sample:
    """One client, one page after the other; the first answers warm each process."""
    client, sample = Client(port), Sample()
    for number in range(rounds + 4):
        answer = client.post(asking)
        if answer.status != 200:
            raise SystemExit(f"Réponse inattendue : {answer.status} {answer.body[:300]!r}")
        if number >= 4:
            sample.add([answer.seconds], answer.seconds)
    client.close()
    return sample


@contextmanager
def _engine(name: str) -> Iterator[str]:
    with engines.postgres() if name == "postgresql" else nullcontext("") as url:
        yield url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--devices", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    told = parser.parse_args()
    fine = True
    for name in told.engines.split(","):
        print(f"\n### {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="filiere-bench-") as folder, _engine(name) as url:
            fine &= run(url, Path(folder), told.devices, told.requests, told.rounds)
    if not fine:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
