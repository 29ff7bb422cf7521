"""Every example of a docstring runs and says true."""

import doctest
import importlib

import pytest

MODULES = (
    "forecast.assumptions",
    "forecast.communes.regressor",
    "forecast.coverage",
    "forecast.distances",
    "forecast.estimates",
    "forecast.incoming",
    "forecast.lifetimes",
    "forecast.reference.card",
    "forecast.reference.tables",
    "forecast.scale",
    "forecast.uncertainty",
    "forecast.yields",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    names = {"np": importlib.import_module("numpy")}
    told = doctest.testmod(module, extraglobs=names)
    assert told.attempted and not told.failed
