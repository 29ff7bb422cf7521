"""A file is one idea with a name, and belongs to no machine in particular."""

import json
import re

from tests.build.tree import ROOT, files, text

WRITTEN = {".py", ".html", ".css", ".js", ".toml", ".sh", ".sql"}
NAMELESS = {"utils", "helpers", "common", "misc"}
LINES = 400
MACHINE = re.compile(r"(?<![\w.\]}])/(?:work|root|home)/\w")
REGISTRIES = [
    ".".join(words)
    for words in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
]


def test_a_written_file_is_one_idea() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in files()
        if path.suffix in WRITTEN and "migrations" not in path.parts
        if (count := len(text(path).splitlines())) > LINES
    }
    assert long == {}


def test_a_file_has_a_name() -> None:
    assert [path for path in files() if path.stem in NAMELESS] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if (match := MACHINE.search(text(path)))
    ]
    assert named == []


def test_no_file_names_a_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in files()
        for host in REGISTRIES
        if host in text(path)
    ]
    assert named == []


def test_the_npm_lock_holds_hashes_and_no_address() -> None:
    locked = json.loads(text(ROOT / "package-lock.json"))["packages"]
    bought = {name: entry for name, entry in locked.items() if name}
    assert bought
    assert all("integrity" in entry and "resolved" not in entry for entry in bought.values())


def test_every_python_pin_has_a_hash() -> None:
    pins = _pins("base") | _pins("dev") | _pins("node")
    assert {pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin} == set()


def test_the_site_is_tested_with_the_packages_it_runs_on() -> None:
    assert _pins("base") <= _pins("dev")


def _pins(name: str) -> set[str]:
    lock = text(ROOT / "requirements" / f"{name}.txt")
    return set(lock.replace("\\\n", "").splitlines())
