"""Pages drawn from the code are those committed; what exists is written about; links lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, find_commands

from filiere.api import api
from filiere.management.commands.write_docs import PAGES
from inventory.circuit import ROWS
from tests.build.tree import ROOT

DOCS = ROOT / "docs"
PAPERS = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
WRITTEN = "\n".join(path.read_text(encoding="utf-8") for path in PAPERS)
OURS = ("filiere", "filiere.network", "labels", "inventory", "forecast")
SETTING = re.compile(r"""\b(?:text|flag|path|environ\.get)\(\s*"([A-Z][A-Z_]+)\"""")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def commands() -> list[str]:
    """Management commands of our own applications."""
    return sorted(
        name
        for config in apps.get_app_configs()
        if config.name in OURS
        for name in find_commands(str(Path(config.path) / "management"))
    )


def variables() -> list[str]:
    """Environment variables that the settings and the demo read."""
    files = [*(ROOT / "filiere" / "settings").glob("*.py")]
    files += (ROOT / "filiere" / "management" / "commands").glob("*.py")
    told = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return sorted(set(SETTING.findall(told)))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_drawn_from_the_code_is_the_one_committed(name: str, tmp_path: Path) -> None:
    call_command("write_docs", to=tmp_path, verbosity=0)
    fresh = (tmp_path / name).read_text(encoding="utf-8")
    assert fresh == (DOCS / name).read_text(encoding="utf-8"), "make docs"


def test_every_command_of_ours_is_written_about() -> None:
    assert commands()
    assert [name for name in commands() if f"`{name}" not in WRITTEN] == []


def test_every_command_says_in_french_what_it_does() -> None:
    from django.core.management import load_command_class

    for config in apps.get_app_configs():
        if config.name not in OURS:
            continue
        for name in find_commands(str(Path(config.path) / "management")):
            assert load_command_class(config.name, name).help.endswith("."), name


def test_every_setting_of_the_environment_is_written_about() -> None:
    assert "DATABASE_URL" in variables() and "PORT" in variables()
    page = (DOCS / "exploitation.md").read_text(encoding="utf-8")
    assert [name for name in variables() if f"`{name}`" not in page] == []


def test_no_setting_is_written_about_that_does_not_exist() -> None:
    page = (DOCS / "exploitation.md").read_text(encoding="utf-8")
    table = page.split("## Réglages")[1].split("## Commandes")[0]
    first = "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([A-Z_]+)`", first)) == set(variables())


@pytest.mark.parametrize("operation", [row.name for row in ROWS])
def test_every_operation_is_written_about(operation: str) -> None:
    assert f"`{operation}`" in WRITTEN


def test_every_address_of_the_api_is_written_about() -> None:
    paths = api.get_openapi_schema()["paths"]
    assert paths
    assert [path for path in paths if f"`{path}`" not in WRITTEN] == []


@pytest.mark.parametrize("page", PAPERS, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        led = (page.parent / path).resolve() if path else page
        if not led.exists() or (anchor and f"#{anchor}" not in anchors(led)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {"#" + re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


def test_every_page_is_reached_from_the_readme() -> None:
    """In one link, or through the page that the README names."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {(ROOT / target).resolve() for target in LINK.findall(readme)}
    for page in [one for one in named if one.name == "index.md"]:
        told = page.read_text(encoding="utf-8")
        named |= {(page.parent / target).resolve() for target in LINK.findall(told)}
    missing = [
        page.name for page in DOCS.rglob("*.md") if page not in named and page.parent not in named
    ]
    assert missing == []


def test_make_targets_that_are_written_about_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = set(re.findall(r"`make ([a-z]+)", WRITTEN)) | set(
        re.findall(r"^make ([a-z]+)", WRITTEN, re.M)
    )
    assert named and named <= targets


def test_commands_that_are_written_about_exist() -> None:
    from django.core.management import get_commands

    named = set(re.findall(r"manage\.py ([a-z_]+)", WRITTEN))
    assert named - get_commands().keys() == set()
