"""Every example of a docstring runs and says true; each estimator has its page."""

import doctest
import importlib

import pytest

from forecast.estimators import ESTIMATORS, Estimator, page

MODULES = sorted(
    {one.module for one in ESTIMATORS}
    | {
        "forecast.assumptions",
        "forecast.distances",
        "forecast.estimates",
        "forecast.incoming",
        "forecast.incoming_sheets.columns",
        "forecast.reference.card",
        "forecast.reference.tables",
        "forecast.secrecy",
        "forecast.uncertainty",
    }
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    names = {"np": importlib.import_module("numpy")}
    told = doctest.testmod(module, extraglobs=names)
    assert told.attempted and not told.failed


@pytest.mark.parametrize("one", ESTIMATORS, ids=lambda one: one.page)
def test_each_estimator_has_formula_source_and_an_example(one: Estimator) -> None:
    told = page(one)
    assert "```math" in told and "## Source" in told and "```python" in told
    assert ">>> " in told.split("## Exemple")[1]
