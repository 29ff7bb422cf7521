"""Real lshw files, read where they lie, and what another tool found in the same files.

The folder is named by FILIERE_SHARED, or lies beside the repository. Without it these
tests are skipped: our own recordings cover each shape.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from inventory.evidence.readers import read
from inventory.evidence.serials import clean_serial
from inventory.vocabulary import MediumKind

HERE = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("FILIERE_SHARED", HERE.parent / "shared"))
FILES = sorted((SHARED / "corpus" / "lshw_json").glob("*.json"))
ORACLES = SHARED / "corpus" / "ereuse_snapshot"

pytestmark = pytest.mark.skipif(
    not FILES, reason="no corpus: set FILIERE_SHARED to the folder that holds corpus/lshw_json"
)


def oracle_of(file: Path) -> dict[str, Any] | None:
    """Return what eReuse's workbench made of this file, when the corpus holds it."""
    stem = file.name.removeprefix("workbench__tests_fixtures_").removesuffix(".lshw.json")
    for origin in ("workbench__tests_output_", "devicehub-teal__tests_workbench_files_"):
        path = ORACLES / f"{origin}{stem}.snapshot.json"
        if path.exists():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
    return None


def embedded() -> list[tuple[str, bytes]]:
    """Return the lshw readings that lie inside eReuse snapshots."""
    found = []
    for path in sorted(ORACLES.glob("*.json")):
        snapshot = json.loads(path.read_text(encoding="utf-8"))
        for part in ("data", "debug"):
            reading = snapshot.get(part, {}).get("lshw") if isinstance(snapshot, dict) else None
            if reading:
                text = reading if isinstance(reading, str) else json.dumps(reading)
                found.append((path.name, text.encode()))
    return found


def test_the_readings_inside_snapshots_read_too(capsys: pytest.CaptureFixture[str]) -> None:
    readings = embedded()
    kinds: Counter[str] = Counter()
    for name, data in readings:
        device = read(data)
        assert device.brand, name
        assert device.own_media or not device.media_complete, name
        kinds.update(medium.kind for medium in device.own_media)
    with capsys.disabled():
        print(f"\nlshw inside snapshots: {len(readings)} readings, {dict(kinds)}")  # noqa: T201
    assert len(readings) >= 15


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_real_file_reads_and_its_media_are_plausible(file: Path) -> None:
    device = read(file.read_bytes())
    assert device.reader == "lshw"
    assert device.brand
    assert device.model
    assert device.cpu
    assert device.memory_mb is not None
    assert 256 <= device.memory_mb <= 65536
    assert device.kind_hint in {"laptop", "desktop"} or "virtualbox" in file.name
    assert device.own_media or not device.media_complete
    for medium in device.media:
        assert medium.kind in set(MediumKind)
        assert medium.model
        assert medium.size_gb is not None
        assert 1 <= medium.size_gb <= 2000
        assert not medium.live or medium.removable
    assert len({m.path for m in device.media}) == len(device.media)


def test_the_oracle_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    compared = {"kind": 0, "serial": 0, "memory": 0, "media": 0, "sizes": 0}
    files = 0
    for file in FILES:
        oracle = oracle_of(file)
        if oracle is None or "components" not in oracle:
            continue
        files += 1
        mine = read(file.read_bytes())
        parts = oracle["components"]
        drives = [part for part in parts if part["type"] in {"HardDrive", "SolidStateDrive"}]
        banks = [part["size"] for part in parts if part["type"] == "RamModule"]
        theirs = {clean_serial(d["serialNumber"] or ""): round(d["size"] / 1000) for d in drives}
        own = {m.serial_key: m.size_gb for m in mine.own_media}
        virtual = "virtualbox" in file.name
        compared["kind"] += virtual or oracle["device"]["type"].lower() == mine.kind_hint
        serial = clean_serial(oracle["device"]["serialNumber"] or "")
        compared["serial"] += serial == mine.serial_key
        compared["memory"] += virtual or sum(filter(None, banks)) == mine.memory_mb
        compared["media"] += set(theirs) == set(own)
        compared["sizes"] += theirs == own
    with capsys.disabled():
        print(f"\nlshw against eReuse, {files} files: {compared}")  # noqa: T201
    assert files >= 10
    assert set(compared.values()) == {files}
