"""100,000 mutations of our recordings and of the corpus, read: no crash, none over a second.

``python bench/fuzz.py [--count 100000] [--seed N]``: what ``.ci/run`` does with 5,000.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.inventory.evidence.test_fuzz import fuzz


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    told = parser.parse_args()
    print(f"graine {told.seed}, {told.count} mutations", flush=True)
    start = time.monotonic()
    kept = Path(tempfile.gettempdir()) / f"filiere-mutation-{told.seed}"
    read, slowest = fuzz(told.count, told.seed, kept)
    print(
        f"{read} lues, {told.count - read} refusées, aucune en échec ; la plus longue "
        f"{slowest:.2f} s de processeur ; {time.monotonic() - start:.0f} s en tout"
    )


if __name__ == "__main__":
    main()
