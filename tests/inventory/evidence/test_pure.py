"""Readers, the store, methods and codes are plain functions: no Django behind them."""

import subprocess
import sys
from pathlib import Path

MODULES = (
    "inventory.evidence.readers",
    "inventory.evidence.store",
    "inventory.evidence.wiping.readers",
    "inventory.certificates.signed_file",
    "inventory.methods",
    "inventory.function_tests",
    "labels.codes",
)


def test_importing_them_imports_no_django() -> None:
    script = f"import sys, {', '.join(MODULES)}; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[3])
