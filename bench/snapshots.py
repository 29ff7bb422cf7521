"""Readings: each reader against a bare parse of the same bytes, then posted to the site.

``python bench/snapshots.py [--rounds 15] [--posts 200] [--engines sqlite,postgresql]``. The files
are our own recordings and, when FILIERE_SHARED says where it lies, the corpus. A post is an
`lshw -json` of its own for each device, kept durably and audited; beside it the bare POST of
`bench.scanning.yardstick`, that inserts one row.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import uuid
from pathlib import Path
from typing import Any

from bench.reading.rates import LEAST, Rate, rates
from bench.scan import APPLICATION, BARE, _engine
from bench.scanning.table import Sample, heading, line
from tests.inventory.evidence.recorded import corpus, own
from tests.load.clients import drive, request
from tests.load.ground import Ground, ask, prepare
from tests.running import running_site

LSHW = Path(__file__).resolve().parent.parent / "tests/data/lshw/laptop_nvme_fr.json"
SNAPSHOT = "relevé lshw : gardé, lu, audité"
LARGEST = 4_000_000


def say_rates(rounds: int) -> bool:
    """Print a line for each reader; return whether those of JSON are quick enough."""
    found = rates([*own(), *corpus(LARGEST)], rounds)
    print(f"{'lecteur':20} {'forme':12} {'fichiers':>8} {'Kio':>8} {'par s':>9} {'rapport':>8}")
    for (reader, form), rate in found.items():
        print(_line(reader, form, rate))
    every = Rate()
    for (_, form), rate in found.items():
        if form == "JSON":
            every.files += rate.files
            every.reading += rate.reading
            every.bare += rate.bare
    print(_line("tous", "JSON", every))
    slow = [name for (name, form), rate in found.items() if form == "JSON" and rate.ratio < LEAST]
    print(
        "Ce qu'un instantané eReuse tient comme texte (hwinfo, dmidecode, inxi) compte pour le "
        "lecteur de ce texte, pas pour l'instantané."
    )
    print(f"JSON : au moins {LEAST} de json.loads ; en dessous : {', '.join(slow) or 'aucun'}.")
    return not slow


def _line(reader: str, form: str, rate: Rate) -> str:
    size = sum(map(len, rate.files)) / len(rate.files) / 1024 if rate.files else 0
    per_second = len(rate.files) / rate.reading if rate.reading else 0
    return (
        f"{reader:20} {form:12} {len(rate.files):8} {size:8.1f} {per_second:9.0f} {rate.ratio:8.2f}"
    )


def reading() -> dict[str, Any]:
    """One machine's own lshw: nobody else has its serials."""
    key = uuid.uuid4().hex[:12].upper()
    text = LSHW.read_text(encoding="utf-8")
    told = json.loads(text.replace("PF0FILI1", f"PF{key}").replace("S3FILIERE00512", f"S3{key}"))
    made: dict[str, Any] = told[0] if isinstance(told, list) else told
    return made


def posts(code: str, ground: Ground) -> bytes:
    return request(f"/api/devices/{code}/snapshots", reading(), ground.token)


def run(engine: str, url: str, folder: Path, count: int) -> None:
    clients = 4
    with running_site(folder, postgres=url, application=APPLICATION) as site:
        ground = prepare(site.env, audited=1, registered=2 * count + 220)
        ask(site.env, "bench.scanning.yardstick.make()")
        fresh = iter(ground.fresh)
        samples = {BARE: Sample(), SNAPSHOT: Sample()}
        told = {"key": str(uuid.uuid4()), "code": ground.codes[0], "place": ground.place}
        for number in range(3):
            each = count // 4 // clients if number else 2
            for what, sample in samples.items():
                work = [
                    [
                        request("/bare", told) if what == BARE else posts(next(fresh), ground)
                        for _ in range(each)
                    ]
                    for _ in range(clients)
                ]
                answers, elapsed = drive(site.port, work)
                flat = [one for answer in answers for one in answer]
                wrong = [one for one in flat if one.status != 200]
                if what == SNAPSHOT:
                    wrong += [one for one in flat if one.told.get("status") != "audited"]
                if wrong:
                    raise SystemExit(f"Réponse inattendue : {wrong[0].body[:400]!r}")
                if number:
                    sample.add([one.seconds for one in flat], elapsed)
        print(f"\n### {engine}, {clients} clients\n{heading()}")
        for what, sample in samples.items():
            print(line(what, sample, samples[BARE] if what != BARE else None), flush=True)
        bodies = [
            [f"/api/devices/{next(fresh)}/snapshots", json.dumps(reading())] for _ in range(100)
        ]
        file = site.data / "bodies.json"
        file.write_text(json.dumps([ground.token, bodies]), encoding="utf-8")
        spent = ask(site.env, f"bench.reading.layers.measure({str(file)!r})")
        print(f"\n{'Où va le temps d’un relevé posté (µs, seul)':50}")
        for layer, micro in sorted(spent.items(), key=lambda one: -one[1]):
            print(f"{layer:50} {micro:10.0f}")
        print(f"{'total':50} {sum(spent.values()):10.0f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--posts", type=int, default=400)
    told = parser.parse_args()
    quick = say_rates(told.rounds)
    for name in filter(None, told.engines.split(",")):
        with tempfile.TemporaryDirectory(prefix="filiere-bench-") as folder, _engine(name) as url:
            run(name, url, Path(folder), told.posts)
    return 0 if quick else 1


if __name__ == "__main__":
    raise SystemExit(main())
