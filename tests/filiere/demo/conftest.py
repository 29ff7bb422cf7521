"""One small demonstration for the tests of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.filiere.demo import facts
from tests.places import fresh_place


@pytest.fixture(scope="module")
def small(ground: Path, engine: str) -> Iterator[dict[str, str]]:
    with fresh_place(ground, postgres=engine, commands=facts.SMALL) as env:
        yield env
