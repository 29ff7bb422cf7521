"""The audit agent against a running site: what it sends is audited, its token is not seen."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.filiere.demo import facts
from tests.inventory.agents.machine import TOOLS, make
from tests.running import Site, running_site

pytestmark = [
    pytest.mark.engineless,
    pytest.mark.xdist_group("demo-accounts"),
    pytest.mark.skipif(not shutil.which("curl"), reason="curl introuvable : apt-get install curl"),
]
LOST_DISK = """{"id": "papier", "class": "system", "product": "Latitude TEST", "children": [
 {"id": "core", "class": "bus", "children": [{"id": "firmware", "class": "memory"}]}]}"""
SENDERS = [
    "curl",
    pytest.param("wget", marks=pytest.mark.skipif(not shutil.which("wget"), reason="wget absent")),
]


@pytest.fixture(scope="module")
def shown(
    ground: Path, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, str]]:
    """A running demonstration, and the token of its point of scan."""
    file = tmp_path_factory.mktemp("demo") / "accounts.json"
    with running_site(ground, postgres=engine, commands=facts.SMALL) as site:
        site.manage("demo", "--no-serve", "--accounts", str(file), "--port", str(site.port))
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        yield site, told["station"]["token"]


def api(site: Site, token: str, path: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{site.url}/api{path}", headers=headers, timeout=30).json()


def tools(serial: str) -> dict[str, tuple[str, str]]:
    """Recordings of a machine whose disk has this serial."""
    return {
        name: (version, output.replace("PAPER001", serial))
        for name, (version, output) in TOOLS.items()
    }


def a_laptop(site: Site, token: str) -> str:
    """Receive one laptop, as a workshop does; its code."""
    gift = {
        "donor": "Don fictif",
        "commune": "84007",
        "devices": [{"kind": "laptop", "count": 1}],
    }
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
    url = f"{site.url}/api/collections"
    made = httpx.post(url, json=gift, headers=headers, timeout=30).json()
    code: str = made["codes"][0]
    return code


@pytest.mark.parametrize("sender", SENDERS)
def test_a_machine_is_audited_by_its_own_reading(
    shown: tuple[Site, str], tmp_path: Path, sender: str
) -> None:
    site, token = shown
    code = a_laptop(site, token)
    machine = make(tmp_path / "machine", tools=tools(f"PAPER{sender}"), sender=sender)
    machine.audit(f"{code}\n{site.url}/scanner/ouvrir/#{token}\nO\n", site=site.url)
    assert "audité" in machine.said, machine.said
    assert machine.written() == {}
    assert token not in machine.said
    told = api(site, token, f"/devices/{code}")
    assert told["step"] == "audited"
    assert f"PAPER{sender}" in json.dumps(told)


def test_a_refused_token_says_so_and_keeps_the_report(
    shown: tuple[Site, str], tmp_path: Path
) -> None:
    site, _ = shown
    machine = make(tmp_path / "machine", tools=TOOLS)
    machine.audit("7KQ2MDX44\nfaux-jeton\nO\n\nO\n", site=site.url)
    assert "401" in machine.said
    assert "media/cle/filiere-7KQ2MDX44.txt" in machine.written()


def test_the_token_on_the_key_needs_no_typing(shown: tuple[Site, str], tmp_path: Path) -> None:
    site, token = shown
    machine = make(tmp_path / "machine", tools=tools("PAPERKEY"))
    (machine.key / "filiere-jeton.txt").write_text(f"{token}\n", encoding="utf-8")
    code = a_laptop(site, token)
    machine.audit(f"{code}\nO\n", site=site.url)
    assert "audité" in machine.said, machine.said


def test_no_argument_of_a_program_ever_holds_the_token(
    shown: tuple[Site, str], tmp_path: Path
) -> None:
    site, token = shown
    machine = make(tmp_path / "machine", tools=TOOLS)
    real, seen = shutil.which("curl"), machine.root / "proc" / "arguments"
    spy = machine.root / "bin" / "curl"
    spy.unlink()
    spy.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >>'{seen}'\nexec '{real}' \"$@\"\n")
    spy.chmod(0o755)
    machine.audit(f"7KQ2MDX44\n{token}\nO\n", site=site.url)
    assert "--config" in seen.read_text(encoding="utf-8")
    assert token not in seen.read_text(encoding="utf-8")


def test_the_site_serves_the_script_that_knows_it(shown: tuple[Site, str]) -> None:
    site, _ = shown
    answer = httpx.get(f"{site.url}/audit.sh", timeout=30)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"SITE='{site.url}'" in answer.text


def test_a_machine_that_says_too_little_is_told_what_is_missing(
    shown: tuple[Site, str], tmp_path: Path
) -> None:
    site, token = shown
    code = a_laptop(site, token)
    machine = make(tmp_path / "machine", tools={"lshw": TOOLS["lshw"], "lsblk": ("2", "{}")})
    (machine.root / "bin" / "lshw.recorded").write_text(LOST_DISK, encoding="utf-8")
    machine.audit(f"{code}\n{token}\nO\n", site=site.url)
    assert "Relevé gardé" in machine.said, machine.said
    assert "vérifiez à l'œil" in machine.said
    assert api(site, token, f"/devices/{code}")["step"] == "collected"
