"""The example of « Ajouter un outil » is taken from the page and run."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from inventory.evidence import documentation, readers
from inventory.evidence.opening import read_file
from tests.build.tree import ROOT

PAGE = (ROOT / "docs" / "nouvel-outil.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n# ([\w/.]+)\n(.*?)```", re.S)
NAME = "inventory.evidence.readers.petit_outil"


def example(path: str) -> str:
    return next(code for name, code in BLOCK.findall(PAGE) if name == path)


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The reader of the page, in a file of its own, and its line in the table."""
    file = tmp_path / "petit_outil.py"
    file.write_text(example("inventory/evidence/readers/petit_outil.py"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(NAME, file)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, NAME, made)
    spec.loader.exec_module(made)
    names = {"READERS": readers.READERS, "petit_outil": made}
    exec(example("inventory/evidence/readers/__init__.py"), names)
    for user in (readers, documentation):
        monkeypatch.setattr(user, "READERS", names["READERS"])
    return made


def the_tests() -> dict[str, Any]:
    names: dict[str, Any] = {"read_file": read_file}
    exec(example("tests/inventory/evidence/test_petit_outil.py"), names)
    return names


def test_the_test_of_the_page_passes(tool: Any) -> None:
    the_tests()["test_what_petit_outil_prints_is_read"]()


def test_the_new_tool_is_found_among_others_in_a_pasted_terminal(tool: Any) -> None:
    lshw = (ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json").read_text(encoding="utf-8")
    printed = the_tests()["PRINTED"]
    pasted = f"root@live:~# lshw -json\n{lshw}\nroot@live:~# petit-outil\n{printed}root@live:~# "
    both = read_file(pasted.encode("utf-16"))
    assert both.serial == "PF0FILI1"
    assert {"S3FILIERE00512", "S3FILIERE256"} <= {medium.serial for medium in both.media}


def test_the_new_tool_is_in_the_page_of_the_readings(tool: Any) -> None:
    assert "| `petit-outil` | 1 |" in documentation.readings_page()


def test_without_its_line_the_tool_is_not_read() -> None:
    assert "petit-outil" not in [reader.NAME for reader in readers.READERS]
