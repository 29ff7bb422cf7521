"""A small country, and the pages of this floor alone."""

from pathlib import Path

import pytest
from pytest_django import Settings

from filiere.network.operations.load_territories import load_territories
from tests.network.country import small_country, write_package

MIDDLEWARE = "filiere.network.middleware.SecondFactorMiddleware"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The npm package, reduced to a corner of France."""
    return write_package(tmp_path / "package", small_country())


@pytest.fixture
def country(db: None, package: Path) -> None:
    """That corner, loaded."""
    load_territories(directory=package)


@pytest.fixture
def pages(settings: Settings, db: None) -> None:
    """This floor's addresses, with a bare base template: the roof is tested elsewhere."""
    settings.ROOT_URLCONF = "tests.network.urls"
    templates = dict(settings.TEMPLATES[0])
    templates["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = [templates]
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
