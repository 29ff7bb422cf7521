"""A workshop with its point of scan, a structure, a donor, and their ways to the API."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from filiere.network.operations.load_territories import load_territories
from tests.inventory.api.house import House
from tests.network.country import small_country, write_package


@pytest.fixture(autouse=True)
def no_failure_counted() -> None:
    cache.clear()


@pytest.fixture
def country(db: None, tmp_path: Path) -> None:
    load_territories(directory=write_package(tmp_path / "package", small_country()))


@pytest.fixture
def house(country: None) -> House:
    return House()


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)
