"""The lock files are what `make lock` would write now."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.tree import ROOT

UV = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
QUIET = ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
NO_NETWORK = ("error sending request", "dns error", "Failed to fetch", "Connection", "timed out")
NO_NETWORK_NPM = ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "network")


@pytest.mark.parametrize("name", ["base", "dev", "bench", "node"])
def test_the_python_lock_is_fresh(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-m", *UV, *QUIET, f"{name}.in", "-o", f"{name}.txt"]
    _run(command, tmp_path, NO_NETWORK)
    assert (tmp_path / f"{name}.txt").read_text() == _committed(f"requirements/{name}.txt")


def test_the_npm_lock_is_fresh(tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path)
    npm = shutil.which("npm") or str(Path(sys.executable).parent / "npm")
    _run([npm, "install", "--package-lock-only", "--ignore-scripts"], tmp_path, NO_NETWORK_NPM)
    assert (tmp_path / "package-lock.json").read_text() == _committed("package-lock.json")


def test_what_make_lock_runs_is_what_is_tested_here() -> None:
    makefile = (ROOT / "Makefile").read_text().replace("\\\n\t\t", "")
    assert " ".join([*UV, *QUIET]) in makefile


def _committed(name: str) -> str:
    return (ROOT / name).read_text()


def _run(command: list[str], folder: Path, no_network: tuple[str, ...]) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode and any(sign in done.stderr for sign in no_network):
        pytest.skip(f"L'index des paquets ne répond pas : {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
