"""What every test may ask for: a place, a running site, a tool of the machine."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest

from tests import engines, places, running, skips

DATABASE_URL = os.environ.get("DATABASE_URL", "")
POSTGRES = os.environ.get("FILIERE_TEST_POSTGRES", "")
"""URL of a PostgreSQL where databases may be created; `.ci/run` starts one."""

# No deadline: the machine is shared. In CI the same examples each time; elsewhere new ones.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(skips, "filiere-skips")
    config.pluginmanager.register(engines, "filiere-engines")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and "FILIERE_TEST_GROUND" in os.environ:
        places.clear(Path(os.environ["FILIERE_TEST_GROUND"]), POSTGRES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that tests recorded: printed here, because workers print nowhere."""
    for report in terminalreporter.getreports("passed"):
        for name, told in report.user_properties:
            terminalreporter.write_line(f"{name} ({report.nodeid}) : {told}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that are long for one worker go first: none is left alone to it at the end.

    Those that hold a slow test, or a group. pytest-django then puts before all the rest what
    takes its database: a browser comes after it.
    """
    marks = ("slow", "xdist_group")
    long = {item.path for item in items if any(map(item.get_closest_marker, marks))}
    items.sort(key=lambda item: item.path not in long)


def pytest_itemcollected(item: pytest.Item) -> None:
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        raise pytest.UsageError(
            f"{item.nodeid}: transaction=True empties tables, and the journal refuses it. "
            "Take a place or a site of its own."
        )


@pytest.fixture(scope="session")
def ground() -> Path:
    """Folder of the run."""
    return Path(os.environ["FILIERE_TEST_GROUND"])


@pytest.fixture(scope="session")
def postgres() -> str:
    """URL of a PostgreSQL where databases may be created."""
    if not POSTGRES:
        pytest.skip("PostgreSQL : FILIERE_TEST_POSTGRES n'est pas donné (voir .ci/run).")
    return POSTGRES


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """Engine of the run, as `places` and `running` take it: a PostgreSQL URL, or nothing."""
    if not DATABASE_URL.startswith("postgres"):
        return ""
    url: str = request.getfixturevalue("postgres")
    return url


@pytest.fixture(scope="session")
def django_db_setup(
    engine: str, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of this process: a copy of the one that a run migrates once.

    In memory on SQLite, as Django's own.
    """
    from django.db import connection

    folder = Path(os.environ["FILIERE_TEST_GROUND"])  # ``ground`` is a name that tests take
    with places.fresh_place(folder, postgres=engine) as env, django_db_blocker.unblock():
        connection.close()
        if engine:
            connection.settings_dict["NAME"] = urlsplit(env["DATABASE_URL"]).path[1:]
        else:
            connection.settings_dict["NAME"] = "file:tests?mode=memory&cache=shared"
            with closing(sqlite3.connect(Path(env["FILIERE_DATA_DIR"]) / "site.sqlite3")) as model:
                connection.ensure_connection()
                model.backup(connection.connection)
        yield
        connection.close()


@pytest.fixture
def place(ground: Path, engine: str) -> Callable[..., AbstractContextManager[dict[str, str]]]:
    """``with place(commands=[…]) as env:`` a fresh place on the engine of the run."""
    return partial(places.fresh_place, ground, postgres=engine)


@pytest.fixture
def site(ground: Path, engine: str) -> Callable[..., AbstractContextManager[running.Site]]:
    """``with site(commands=[…]) as site:`` a running site on the engine of the run."""
    return partial(running.running_site, ground, postgres=engine)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the documents received: reference data, real files of tools."""
    folder = os.environ.get("FILIERE_SHARED", "")
    if not folder:
        pytest.skip("Corpus : FILIERE_SHARED n'est pas donné.")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    return _tool("chromium", "chromium")


@pytest.fixture(scope="session")
def zbarimg() -> str:
    return _tool("zbarimg", "zbar-tools")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    return _tool("pdftoppm", "poppler-utils")


def _tool(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} introuvable : apt-get install {package}")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Headless Chromium, driven by Playwright.

    Its event loop stays in the thread until the end of the module, and Django refuses its
    database meanwhile: a module that takes ``browser`` does not take ``db``, but ``site``.
    """
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()
