"""Somebody at the scanner: what they scan, and what the page answers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from filiere.network.models import Membership, Organisation, ScanPoint
from filiere.network.operations.scan_points import link_scan_point
from inventory.models import Entry
from tests.inventory import factories as make
from tests.inventory.scan.counter import DEVICES, Stage
from tests.network import factories
from tests.running import Site, running_site

Answer = dict[str, Any]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Hands:
    """A browser at ``/scanner/``, as the page's script drives it."""

    def __init__(self, membership: Membership | None = None) -> None:
        self.client = Client()
        self.membership = membership
        if membership is not None:
            self.client.force_login(membership.user, BACKEND)

    def post(self, code: str, operation: str = "", **told: Any) -> Any:
        sent = {"key": str(uuid.uuid4()), "code": code, "operation": operation} | told
        return self.client.post("/scanner/", json.dumps(sent), content_type="application/json")

    def scan(self, code: str, operation: str = "", **told: Any) -> Answer:
        answer = self.post(code, operation, **told)
        assert answer.status_code == 200, answer.content
        found: Answer = answer.json()
        return found

    def page(self, address: str = "/scanner/", status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return unescape(answer.content.decode())


@pytest.fixture
def hands(cast: make.Cast) -> Hands:
    """A technician of the workshop, signed in."""
    return Hands(factories.member("operator", cast.workshop))


@pytest.fixture
def hands_of() -> Callable[..., Hands]:
    def signed_in(of: Organisation, role: str = "operator") -> Hands:
        return Hands(factories.member(role, of))

    return signed_in


class Phone(Hands):
    """A shared phone, opened by the link of its point."""

    def __init__(self, point: ScanPoint, chief: Membership) -> None:
        super().__init__()
        from filiere.network.identity import actor_of_membership

        self.point = point
        token = link_scan_point(actor=actor_of_membership(chief), scan_point=point.pk)
        self.link = f"https://ici/scanner/ouvrir/#{token}"
        self.opened = self.client.post("/scanner/ouvrir/", {"token": self.link})

    def choose(self, member: Membership) -> Any:
        return self.client.post("/scanner/qui/", {"operator": member.pk})


@pytest.fixture
def chief(cast: make.Cast) -> Membership:
    return factories.member("supervisor", cast.workshop)


@pytest.fixture
def phone(cast: make.Cast, chief: Membership) -> Phone:
    return Phone(factories.point(cast.workshop).point, chief)


@pytest.fixture
def entries() -> Callable[[str], list[str]]:
    """The operations in a device's chain, in order."""

    def told(code: str) -> list[str]:
        chain = Entry.objects.filter(subject_kind="device", subject_id=code).order_by("sequence")
        return list(chain.values_list("operation", flat=True))

    return told


@pytest.fixture(scope="module")
def reel(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the camera's film will be: written once the codes are known."""
    return tmp_path_factory.mktemp("camera") / "labels.y4m"


@pytest.fixture(scope="module")
def browser(chromium: str, reel: Path) -> Iterator[Any]:
    """As the house's browser, with a camera that films our reel."""
    from playwright.sync_api import sync_playwright

    arguments = [
        *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
        *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
        f"--use-file-for-fake-video-capture={reel}",
    ]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def workshop_site(ground: Path, engine: str) -> Iterator[tuple[Site, dict[str, Any]]]:
    """A site with a workshop and its laptops, for all the modules of one worker."""
    with running_site(ground, postgres=engine, workers=1) as site:
        many = f"audited=36, collected={DEVICES + 24}"
        run = f"from tests.inventory.scan.stage import build; build({many})"
        last = site.manage("shell", "-v0", "-c", run).strip().splitlines()[-1]
        yield site, json.loads(last)


@pytest.fixture(scope="module")
def stage(browser: Any, workshop_site: tuple[Site, dict[str, Any]]) -> Stage:
    site, told = workshop_site
    return Stage(site, browser, told)
