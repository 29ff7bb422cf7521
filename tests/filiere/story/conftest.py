"""One running site for each story, and its people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.filiere.story.hands import Town
from tests.running import running_site


@pytest.fixture(scope="module")
def town(browser: Any, ground: Path, engine: str) -> Iterator[Town]:
    with running_site(ground, postgres=engine, workers=1) as site:
        build = "from tests.filiere.story.ground import build; build()"
        said = site.manage("shell", "-v0", "-c", build).strip().splitlines()[-1]
        yield Town(site, browser, json.loads(said))
