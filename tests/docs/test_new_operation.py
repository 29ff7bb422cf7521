"""The example of « Ajouter une opération » is taken from the page and run."""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory import circuit, decide, documentation
from inventory.codes import mint_codes
from inventory.models import Device
from inventory.perform import perform
from inventory.row import Row
from tests.build.tree import ROOT
from tests.inventory import factories as make

PAGE = (ROOT / "docs" / "nouvelle-operation.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n# ([\w/.]+)\n(.*?)```", re.S)


def example(path: str) -> str:
    """The code that the page gives for this file."""
    return next(code for name, code in BLOCK.findall(PAGE) if name == path)


def module(name: str, code: str, folder: Path) -> ModuleType:
    file = folder / f"{name.rsplit('.', 1)[-1]}.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Row:
    """The file of the page imported, its row written in the table."""
    name = "inventory.operations.polish"
    monkeypatch.delitem(sys.modules, name, raising=False)
    operation = module(name, example("inventory/operations/polish.py"), tmp_path)
    row: Row = eval(
        example("inventory/circuit.py").rstrip().rstrip(","), {**vars(circuit), "polish": operation}
    )
    rows = (*circuit.ROWS, row)
    monkeypatch.setitem(circuit.CIRCUIT, row.name, row)
    for user in (circuit, decide, documentation):
        monkeypatch.setattr(user, "ROWS", rows)
    return row


@dataclass
class Ground:
    """What the example's own test asks for."""

    actor: Actor
    code: str

    def scan(self, operation: str, code: str, **data: Any) -> Any:
        return perform(operation=operation, code=code, actor=self.actor, data=data)


@pytest.fixture
def bench(db: None) -> Ground:
    cast = make.cast()
    gift = make.collection(cast.workshop, cast.donor)
    code = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    found = Ground(make.actor(cast.workshop), code)
    found.scan("register", code, collection=gift.pk, kind="laptop")
    found.scan("audit", code, media=[make.disk()], grade="C")
    return found


def test_the_page_gives_a_file_a_row_and_a_test() -> None:
    assert [name for name, _ in BLOCK.findall(PAGE)] == [
        "inventory/operations/polish.py",
        "inventory/circuit.py",
        "tests/inventory/operations/test_polish.py",
    ]


def test_the_test_of_the_page_passes(polish: Row, bench: Ground) -> None:
    names: dict[str, Any] = {"Device": Device}
    exec(example("tests/inventory/operations/test_polish.py"), names)
    names["test_a_polished_device_is_grade_a"](bench.scan, bench.code)


def test_the_new_operation_is_offered_then_refused_by_its_own_condition(
    polish: Row, bench: Ground
) -> None:
    before = bench.scan("count", bench.code).answer["next"]
    assert {"operation": "polish", "verb": "Polir"} in before
    bench.scan("polish", bench.code, minutes=10)
    with pytest.raises(Exception, match="déjà de grade A"):
        bench.scan("polish", bench.code, minutes=10)


def test_the_new_operation_is_in_the_circuit_s_page(polish: Row) -> None:
    page = documentation.circuit_page()
    assert "### Polir (`polish`)" in page and "un état extérieur qui peut s'améliorer" in page


def test_the_table_is_as_it_was_once_the_example_is_over() -> None:
    assert "polish" not in circuit.CIRCUIT
