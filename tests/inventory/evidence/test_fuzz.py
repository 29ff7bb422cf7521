"""Whatever arrives, a reader describes it or refuses it: no crash, quickly, in little memory.

``FILIERE_FUZZ`` says how many mutations (few by default, 5,000 in ``.ci/run``, 100,000 in
``bench/fuzz.py``); ``FILIERE_FUZZ_SEED`` gives back a printed seed.
"""

import os
import random
import resource
import time
from pathlib import Path

from inventory.evidence.as_stored import as_stored, from_stored
from inventory.evidence.opening import open_file, together
from inventory.evidence.unreadable import Unreadable
from tests.inventory.evidence.mutations import mutated
from tests.inventory.evidence.recorded import corpus, own

COUNT = int(os.environ.get("FILIERE_FUZZ", "300"))
SEED = int(os.environ.get("FILIERE_FUZZ_SEED", str(random.SystemRandom().randrange(10**9))))
SLOWEST = 1.0
"""Seconds of processor for one file."""
MOST_GROWTH_MIB = 600


def fuzz(count: int, seed: int, kept: Path) -> tuple[int, float]:
    """Read so many mutations; return how many were read, and the slowest. Keep what fails."""
    chance = random.Random(seed)
    files = own() + corpus()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read, slowest = 0, 0.0
    for number in range(count):
        raw = mutated(chance.choice(files), chance, chance.choice(files))
        start = time.process_time()
        try:
            outcomes = open_file(raw)
            together(outcomes)
            read += 1
            assert from_stored(as_stored(outcomes))
        except Unreadable as refusal:
            assert refusal.detail.endswith("."), refusal.detail
        except BaseException:
            kept.write_bytes(raw)
            print(f"mutation {number} of seed {seed} fails: {kept}")  # noqa: T201
            raise
        took = time.process_time() - start
        if took > SLOWEST:
            kept.write_bytes(raw)
        assert took <= SLOWEST, (seed, number, took, str(kept))
        slowest = max(slowest, took)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < MOST_GROWTH_MIB, grown
    return read, slowest


def test_no_mutation_crashes_a_reader_or_holds_it_long(tmp_path: Path) -> None:
    print(f"graine {SEED}, {COUNT} mutations")  # noqa: T201
    read, slowest = fuzz(COUNT, SEED, tmp_path / "mutation")
    print(f"{read} lues, {COUNT - read} refusées, la plus longue {slowest:.2f} s")  # noqa: T201
    assert 0 < read < COUNT
