"""Yields and flows against the real repairs of the Open Repair Alliance, read where they lie.

``FILIERE_SHARED=… python bench/openrepair.py`` — repair cafés are no workshop: this proves the
code, not a workshop's yield. Unknown outcomes are left out and their share is said.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

import pandas as pd

from bench.validating import flows, yields
from bench.validating.table import Check, told

FILE = "reference/openrepair_it_repairs.csv"


def records() -> pd.DataFrame | None:
    folder = os.environ.get("FILIERE_SHARED") or str(Path(__file__).parents[2] / "shared")
    path = Path(folder) / FILE
    return pd.read_csv(path) if path.exists() else None


def main() -> int:
    found = records()
    if found is None:
        print(f"{FILE} introuvable : donnez FILIERE_SHARED.")
        return 1
    warnings.filterwarnings("ignore", module="statsforecast")
    checks: list[Check] = [*yields.checks(found), *flows.checks(found)]
    print(told(checks))
    return 0 if all(check.held for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
