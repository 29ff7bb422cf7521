"""A skip is a failure where everything must run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.tree import ROOT

CASES = {
    "plain": "import pytest\ndef test_a():\n    pytest.skip('pas de zbar')\n",
    "module": "import pytest\npytest.importorskip('no_such_module')\n",
    "fixture": (
        "import pytest\n@pytest.fixture\ndef tool():\n    pytest.skip('pas de zbar')\n"
        "def test_a(tool):\n    pass\n"
    ),
    "mark": "import pytest\n@pytest.mark.skipif(True, reason='jamais')\ndef test_a():\n    pass\n",
}


@pytest.mark.parametrize("case", CASES)
def test_a_skip_fails_where_everything_must_run(case: str, tmp_path: Path) -> None:
    assert _outcome(CASES[case], tmp_path, no_skip="1") not in {0, 5}


@pytest.mark.parametrize("case", CASES)
def test_a_skip_passes_elsewhere(case: str, tmp_path: Path) -> None:
    assert _outcome(CASES[case], tmp_path, no_skip="") in {0, 5}


def test_an_expected_failure_is_not_a_skip(tmp_path: Path) -> None:
    body = "import pytest\n@pytest.mark.xfail\ndef test_a():\n    assert False\n"
    assert _outcome(body, tmp_path, no_skip="1") == 0


def _outcome(body: str, folder: Path, *, no_skip: str) -> int:
    (folder / "test_case.py").write_text(body)
    (folder / "pytest.ini").write_text("[pytest]\n")
    options = ["-q", "-p", "no:cacheprovider", "-p", "tests.skips"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=ROOT,
        env=os.environ | {"FILIERE_NO_SKIP": no_skip, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    ).returncode
