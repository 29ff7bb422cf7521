"""Loading all of France, first and again, against reading the same files alone.

`manage.py load_territories` as a whole process, on a fresh SQLite, or on PostgreSQL when
FILIERE_TEST_POSTGRES names one. The yardstick parses the three JSON files and writes nothing.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filiere.settings.environment import ROOT
from tests.places import fresh_place, manage

PACKAGE = ROOT / "node_modules" / "@etalab" / "decoupage-administratif" / "data"


def timed(what: Callable[[], Any]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def parse() -> None:
    for name in ("communes", "epci", "departements", "regions"):
        json.loads((PACKAGE / f"{name}.json").read_bytes())


def main() -> None:
    yardstick = timed(parse)
    print(f"lecture seule des fichiers : {yardstick:.2f} s")
    postgres = os.environ.get("FILIERE_TEST_POSTGRES", "")
    with tempfile.TemporaryDirectory() as folder:
        for engine in filter(None, ["sqlite", postgres]):
            url = "" if engine == "sqlite" else engine
            with fresh_place(Path(folder), postgres=url) as env:
                first = timed(lambda: manage(env, "load_territories"))
                again = timed(lambda: manage(env, "load_territories"))
            name = "SQLite" if engine == "sqlite" else "PostgreSQL"
            print(
                f"{name} : premier chargement {first:.1f} s ({first / yardstick:.0f} fois la "
                f"lecture), second {again:.1f} s"
            )


if __name__ == "__main__":
    main()
