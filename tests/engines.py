"""With FILIERE_ENGINE_ONLY=1, only the tests that a second database engine may answer otherwise.

`.ci/run` passes everything on SQLite, then this on PostgreSQL. Left out there: what asks for
no database, and what is marked `engineless` (looks, sizes, words, gestures in a browser: the
engine shows nothing). One whole story in a browser stays on both.
"""

import os

import pytest

DATABASES = {"db", "transactional_db", "site", "place", "engine", "postgres", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engineless: proves nothing about the database engine")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("FILIERE_ENGINE_ONLY") != "1":
        return
    kept = [item for item in items if depends_on_engine(item)]
    left = [item for item in items if not depends_on_engine(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def depends_on_engine(item: pytest.Item) -> bool:
    """True when the test asks for a database and is not marked `engineless`."""
    if item.get_closest_marker("engineless"):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or DATABASES & asked)
