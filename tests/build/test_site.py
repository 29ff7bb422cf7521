"""Places and running sites, on which tests of load, crashes and browsers stand."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.places import ROOT, fresh_place, manage
from tests.running import Site, SiteDidNotStart

SiteMaker = Callable[..., AbstractContextManager[Site]]


def test_a_site_answers_over_a_place_of_its_own_and_starts_again_after_a_kill(
    site: SiteMaker,
) -> None:
    with site() as running:
        folder = running.data
        assert _status(running.url) in {200, 404}
        running.kill()
        assert not running.answers()
        running.start()
        assert running.answers()
    assert not running.answers()
    assert not folder.exists()


def test_what_one_place_writes_another_does_not_see(ground: Path, engine: str) -> None:
    with (
        fresh_place(ground, postgres=engine) as one,
        fresh_place(ground, postgres=engine) as other,
    ):
        counts = [_groups(one, create=True), _groups(other)]
    assert counts == [1, 0]


@pytest.mark.engineless
def test_a_site_that_cannot_start_says_why(site: SiteMaker) -> None:
    broken = {"DATABASE_URL": "mystery://nowhere"}
    with pytest.raises(SiteDidNotStart, match="mystery"), site(settings=broken):
        pytest.fail("started")


@pytest.mark.engineless
def test_a_browser_reads_a_page(browser: object, site: SiteMaker) -> None:
    with site() as running:
        page = browser.new_page()  # type: ignore[attr-defined]
        assert page.goto(running.url).status in {200, 404}
        page.close()


def _groups(env: dict[str, str], *, create: bool = False) -> int:
    lines = ["from django.contrib.auth.models import Group", "import json"]
    lines += ["Group.objects.create(name='x')"] if create else []
    lines += ["print(json.dumps(Group.objects.count()))"]
    count: int = json.loads(manage(env, "shell", "-v0", "-c", "\n".join(lines)))
    return count


def _status(url: str) -> int:
    try:
        with urlopen(url) as answer:
            status: int = answer.status
            return status
    except HTTPError as refusal:
        return refusal.code


def test_the_site_starts_without_what_only_forecasts_and_papers_need() -> None:
    heavy = {"scipy", "sklearn", "altair", "openpyxl"}
    code = f"import sys, filiere.wsgi, filiere.urls; print({heavy} & set(sys.modules))"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "filiere.settings"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
