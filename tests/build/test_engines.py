"""The second engine runs each test that touches a database, and only those."""

import os
import subprocess
import sys
from pathlib import Path

from tests.build.tree import ROOT

CASES = """
import pytest

@pytest.fixture
def place():
    pass

@pytest.fixture
def made(place):
    pass

def test_pure(): pass
def test_asks(place): pass
def test_asks_through_another(made): pass
@pytest.mark.django_db
def test_marked(): pass
@pytest.mark.engineless
def test_looks(place): pass
"""


def test_everything_runs_on_the_first_engine(tmp_path: Path) -> None:
    assert _run(tmp_path, engine_only="") == {
        "test_pure", "test_asks", "test_asks_through_another", "test_marked", "test_looks",
    }  # fmt: skip


def test_the_second_engine_keeps_what_asks_for_a_database(tmp_path: Path) -> None:
    kept = {"test_asks", "test_asks_through_another", "test_marked"}
    assert _run(tmp_path, engine_only="1") == kept


def _run(folder: Path, *, engine_only: str) -> set[str]:
    (folder / "test_case.py").write_text(CASES)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = django_db\n")
    options = ["-v", "-p", "no:cacheprovider", "-p", "tests.engines"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=ROOT,
        env=os.environ
        | {"FILIERE_ENGINE_ONLY": engine_only, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    passed = (line for line in told.splitlines() if " PASSED" in line)
    return {line.split("::")[1].split()[0] for line in passed}
