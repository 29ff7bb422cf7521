"""The accounts of the file sign in for real, the token scans, nothing else opens."""

import json
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from filiere.demo.accounts import present_code
from tests.filiere.demo import facts
from tests.running import Site, running_site

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("demo-accounts")]

Opened = Callable[..., AbstractContextManager[Site]]


@pytest.fixture(scope="module")
def shown(
    ground: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, dict[str, Any], str]]:
    """A running demonstration, its accounts file, what the command printed."""
    file = tmp_path_factory.mktemp("demo") / "accounts.json"
    with running_site(ground, postgres=engine, commands=facts.SMALL) as site:
        said = site.manage("demo", "--no-serve", "--accounts", str(file), "--port", str(site.port))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        yield site, json.loads(file.read_text(encoding="utf-8")), said


def sign_in(site: Site, account: dict[str, Any]) -> httpx.Response:
    """Through the login page, as a person does; the last page reached."""
    with httpx.Client(base_url=site.url, follow_redirects=True, timeout=30) as client:
        client.get("/compte/login/")
        told = {"login": account["email"], "password": account["password"]}
        page = client.post("/compte/login/", data=told | _csrf(client))
        if account["totp_secret"]:
            assert "/2fa/authenticate" in str(page.url)
            code = present_code(account["email"])
            page = client.post("/compte/2fa/authenticate/", data={"code": code} | _csrf(client))
        assert "sessionid" in client.cookies
        return page


def _csrf(client: httpx.Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"]}


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("operator", "workshop"),
        ("supervisor", "workshop"),
        ("administrator", "workshop"),
        ("requester", "social_structure"),
        ("reader", "donor"),
        ("reader", "steering"),
        ("administrator", "steering"),
    ],
)
def test_an_account_of_the_file_signs_in(
    shown: tuple[Site, dict[str, Any], str], role: str, kind: str
) -> None:
    site, told, _ = shown
    account = next(
        one for one in told["accounts"] if (one["role"], one["organisation_kind"]) == (role, kind)
    )
    page = sign_in(site, account)
    assert page.status_code == 200
    assert "/compte/" not in str(page.url)


def test_a_second_factor_is_there_for_whom_it_is_demanded(
    shown: tuple[Site, dict[str, Any], str],
) -> None:
    _, told, _ = shown
    for account in told["accounts"]:
        demanded = account["role"] == "administrator" or account["organisation_kind"] == "steering"
        assert (account["totp_secret"] is not None) == demanded


def test_the_token_reads_its_workshop_s_devices_and_the_next_one_ends_it(
    shown: tuple[Site, dict[str, Any], str], tmp_path: Path
) -> None:
    site, told, _ = shown
    before = _devices(site, told["station"]["token"])
    assert before.status_code == 200
    assert before.json()["items"]
    file = tmp_path / "again.json"
    site.manage("demo", "--no-serve", "--accounts", str(file))
    assert _devices(site, told["station"]["token"]).status_code == 401
    again = json.loads(file.read_text(encoding="utf-8"))["station"]
    assert again["organisation"] == told["station"]["organisation"]
    assert _devices(site, again["token"]).status_code == 200


def _devices(site: Site, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{site.url}/api/devices", headers=headers, timeout=30)


def test_a_changed_password_is_set_again(shown: tuple[Site, dict[str, Any], str]) -> None:
    site, told, _ = shown
    account = next(one for one in told["accounts"] if one["organisation_kind"] == "recycler")
    change = (
        "from filiere.network.models import User;"
        f"u = User.objects.get(email={account['email']!r});"
        "u.set_password('autre chose'); u.save()"
    )
    site.manage("shell", "-v0", "--no-imports", "-c", change)
    site.manage("demo", "--no-serve")
    assert sign_in(site, account).status_code == 200


def test_what_is_printed_names_the_address_and_every_account(
    shown: tuple[Site, dict[str, Any], str],
) -> None:
    site, told, said = shown
    assert f"http://localhost:{site.port}" in said
    assert all(account["email"] in said for account in told["accounts"])
    assert told["station"]["token"] in said


def test_the_code_of_the_moment_is_told_for_demo_accounts_only(
    shown: tuple[Site, dict[str, Any], str],
) -> None:
    site, told, _ = shown
    email = next(one["email"] for one in told["accounts"] if one["totp_secret"])
    earlier = present_code(email)
    assert site.manage("demo", "--code", email).strip() in {earlier, present_code(email)}
    with pytest.raises(RuntimeError, match="n'est pas un compte de la démonstration"):
        site.manage("demo", "--code", "personne@exemple.fr")
