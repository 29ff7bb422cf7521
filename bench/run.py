"""Run every bench of this folder in order, and print what each one says.

``python bench/run.py [NAME …]`` runs only those named. Each bench is a script of its own: it
takes a place of its own (`tests.places`, `tests.running`), bounds its own time, and stops by
itself.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
GATHERED = ("communes", "estimate", "openrepair")
"""Run by `validation`; alone only when named."""


def main(wanted: list[str]) -> int:
    """Return how many benches failed."""
    scripts = sorted(path for path in FOLDER.glob("*.py") if path.name != "run.py")
    every = [path for path in scripts if path.stem not in GATHERED]
    chosen = [path for path in scripts if path.stem in wanted] if wanted else every
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cœurs")
    failures = sum(_run(path) for path in chosen)
    print(f"{len(chosen) - failures} mesures faites, {failures} en échec")
    return failures


def _run(path: Path) -> bool:
    print(f"\n== {path.stem}", flush=True)
    start = time.monotonic()
    root = str(FOLDER.parent)
    env = os.environ | {"PYTHONPATH": root}
    code = subprocess.run([sys.executable, str(path)], cwd=root, env=env, check=False).returncode
    print(f"== {path.stem} : {time.monotonic() - start:.0f} s", flush=True)
    return code != 0


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
