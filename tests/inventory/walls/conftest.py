"""The house; and of the two engines' own doors, those of the engine of the run."""

import os

import pytest

from tests.inventory.walls.house import House

POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
OWN_TO_SQLITE = ["test_sqlite_doors.py"]
OWN_TO_POSTGRESQL = [
    "test_postgresql_doors.py",
    "test_postgresql_races.py",
    "test_postgresql_benches.py",
]
collect_ignore = OWN_TO_SQLITE if POSTGRESQL else OWN_TO_POSTGRESQL


@pytest.fixture
def house(db: None) -> House:
    return House()
