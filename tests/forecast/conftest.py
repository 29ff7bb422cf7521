"""A corner of France whose communes, codes and figures are true: Vaucluse and Gard, a few."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiere.network.operations.load_territories import load_territories
from filiere.network.territories import resolve
from forecast.areas import country
from forecast.compute import Estimate, estimate
from forecast.models import Run
from forecast.runs import make_run
from tests.network.country import small_country, write_package


@pytest.fixture
def corner(db: None, tmp_path: Path) -> None:
    load_territories(directory=write_package(tmp_path / "package", small_country()))


@pytest.fixture
def found(corner: None) -> Estimate:
    """All of the corner, 200 draws."""
    return estimate(country("fr"), draws=200)


@pytest.fixture
def run(corner: None) -> Run:
    """A run of the corner, kept."""
    return make_run(territory=resolve("fr"), draws=200)
