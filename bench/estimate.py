"""Time and memory of an estimate: Vaucluse, Provence-Alpes-Côte d'Azur, all of France.

``python bench/estimate.py [--draws 1000]``. Each is a process of its own: gisement (8 kinds, 3
holders) and need of every commune and of all that holds them, quantiles included; reading the
tables and storing the run are told apart. Memory is the process's own peak (VmHWM: ``ru_maxrss``
keeps that of the parent). The yardstick draws as many lognormals and sorts them,
nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.places import fresh_place, manage

TARGETS = {"dep:84": "Vaucluse", "reg:93": "PACA", "fr": "France"}
CHILD = """
import json, os, sys, time
import django
django.setup()
import numpy as np
from concurrent.futures import ThreadPoolExecutor
from forecast.areas import country
from forecast.compute import estimate
from forecast.uncertainty import normals, quantiles, stream
territory, draws = sys.argv[1], int(sys.argv[2])
start = time.monotonic()
asked = country(territory)
read = time.monotonic() - start
start, cpu = time.monotonic(), time.process_time()
found = estimate(asked, draws=draws)
took, worked = time.monotonic() - start, time.process_time() - cpu
status = open("/proc/self/status").read().split()
memory = int(status[status.index("VmHWM:") + 1]) / 1024**2
communes = int(asked.wanted.sum())
def block(number):
    told = normals(stream(1, str(number)), (25, 24, draws))
    np.exp(told, out=told)
    quantiles(told)
start = time.monotonic()
with ThreadPoolExecutor(2) as pool:
    list(pool.map(block, range(max(communes // 25, 1))))
bare = time.monotonic() - start
print(json.dumps([communes, read, took, worked, memory, bare]))
"""


def measured(draws: int) -> Iterator[tuple[str, list[float]]]:
    """Name of each territory, then communes, read, took, worked, memory, bare."""
    with tempfile.TemporaryDirectory() as folder, fresh_place(Path(folder), postgres="") as env:
        manage(env, "load_territories")
        for territory, name in TARGETS.items():
            told = subprocess.run(
                [sys.executable, "-c", CHILD, territory, str(draws)],
                env=env,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            yield name, json.loads(told.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--draws", type=int, default=1000)
    print(
        f"{'':10} {'communes':>9} {'lire':>7} {'estimer':>8} {'processeur':>11} "
        f"{'mémoire':>9} {'tirer et trier seuls':>21}"
    )
    for name, told in measured(parser.parse_args().draws):
        communes, read, took, worked, memory, bare = told
        print(
            f"{name:10} {communes:9} {read:6.1f}s {took:7.1f}s {worked:10.1f}s "
            f"{memory:6.2f}Gio {bare:20.1f}s",
            flush=True,
        )


if __name__ == "__main__":
    main()
