"""The house and the database's own name for an engine."""

import pytest

from tests.inventory.walls.house import House


@pytest.fixture
def house(db: None) -> House:
    return House()
