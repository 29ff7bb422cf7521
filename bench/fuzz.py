"""100,000 mutations of our recordings and of the corpus, then of unhappy wipe logs.

``python bench/fuzz.py [--count 100000] [--seed N]``: what ``.ci/run`` does with 5,000. It goes
by lots, each with its own seed, and on after a failure: every one is printed, none is hidden.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tests.inventory.evidence.test_fuzz import fuzz as readings
from tests.inventory.evidence.wiping.test_fuzz import fuzz as wipes

LOT = 2_000
Told = TypeVar("Told")


def lots(count: int, seed: int, act: Callable[[int, int], Told]) -> Iterator[tuple[int, Told]]:
    """Yield what each lot that holds said; print those that fail."""
    for number, start in enumerate(range(0, count, LOT)):
        of = seed + number
        size = min(LOT, count - start)
        try:
            yield size, act(size, of)
        except Exception:  # noqa: BLE001 - printed whole
            print(f"ÉCHEC, lot {number}, graine {of} :\n{traceback.format_exc()}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    told = parser.parse_args()
    print(f"graine {told.seed}, {told.count} mutations, par lots de {LOT}", flush=True)
    start = time.monotonic()
    folder = Path(tempfile.gettempdir())

    def keeping(count: int, seed: int) -> tuple[int, float]:
        return readings(count, seed, folder / f"filiere-mutation-{seed}")

    held = list(lots(told.count, told.seed, keeping))
    done, read = sum(size for size, _ in held), sum(one for _, (one, _) in held)
    slowest = max((took for _, (_, took) in held), default=0.0)
    print(
        f"relevés : {read} lus, {done - read} refusés, {told.count - done} dans des lots en échec"
        f" ; le plus long {slowest:.2f} s de processeur ; {time.monotonic() - start:.0f} s",
        flush=True,
    )
    wiped = list(lots(told.count, told.seed, wipes))
    fine, apart = sum(size for size, _ in wiped), sum(one for _, one in wiped)
    print(
        f"effacements manqués : {fine - apart} jamais lus comme réussis, {apart} où le mot même "
        f"était récrit (à part), {told.count - fine} dans des lots en échec"
    )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"mémoire au plus {most:.0f} Mio ; {time.monotonic() - start:.0f} s en tout")
    return 0 if done == fine == told.count else 1


if __name__ == "__main__":
    raise SystemExit(main())
