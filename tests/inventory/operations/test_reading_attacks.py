"""A reading never takes back what a later one showed."""

from __future__ import annotations

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.auditing import keep_reading, take_reading
from inventory.models import Device, Evidence, StorageMedium
from inventory.refusals import Refused
from labels.codes import shown
from tests.build.tree import ROOT
from tests.inventory.workbench import Bench

LSHW = (ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json").read_bytes()


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def two_disks() -> bytes:
    told = json.loads(LSHW)
    disk: dict[str, Any] = {"id": "disk", "class": "disk", "serial": "CACHE-99"}
    disk |= {"product": "WDC WD5000", "size": 500_107_862_016, "logicalname": "/dev/sda"}
    (told[0] if isinstance(told, list) else told)["children"].append(disk)
    return json.dumps(told).encode()


def test_an_older_file_does_not_hide_the_disk_that_a_later_one_showed(
    bench: Bench, operator: Actor, supervisor: Actor, refused: Any
) -> None:
    code = bench.registered()
    older = take_reading(actor=operator, code=code, raw=LSHW)
    assert older.audited
    bench.erase_all(code)
    keep_reading(actor=operator, code=code, raw=two_disks())
    assert Device.objects.get(pk=code).unlisted_media == 1
    known = StorageMedium.objects.get(device=code)
    media = [{"kind": known.kind, "serial": known.serial, "size_gb": known.size_gb}]
    sha = older.evidence.pk
    assert refused("audit", code, media=media, evidence=sha).code == "no-storage-refused"
    assert Device.objects.get(pk=code).unlisted_media == 1
    bench.scan("audit", code, supervisor, media=media, evidence=sha)
    assert Device.objects.get(pk=code).unlisted_media == 0


def test_a_newer_file_that_shows_no_more_does(bench: Bench, operator: Actor) -> None:
    code = bench.registered()
    keep_reading(actor=operator, code=code, raw=two_disks())
    taken = take_reading(actor=operator, code=code, raw=LSHW)
    assert (taken.audited, Device.objects.get(pk=code).unlisted_media) == (True, 0)


def agent_file(code: str) -> bytes:
    """What our audit agent writes on the key."""
    head = f"=== filiere releve 1\ncode: {code}\n\n=== filiere lshw B.02.19\n"
    return head.encode() + LSHW.rstrip() + b"\n\n=== filiere fin 1\n"


def test_the_agent_s_file_made_for_another_device_is_refused(bench: Bench, operator: Actor) -> None:
    code, other = bench.registered(), bench.registered()
    for take in (take_reading, keep_reading):
        with pytest.raises(Refused) as refused:
            take(actor=operator, code=code, raw=agent_file(other))
        assert refused.value.code == "another-device"
    assert not StorageMedium.objects.filter(device=code).exists()
    assert take_reading(actor=operator, code=code, raw=agent_file(code)).audited
    (why,) = take_reading(actor=operator, code=other, raw=agent_file("")).missing
    assert why.code == "medium-known-elsewhere"  # no code was given: the disk itself tells


def zipped(**files: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return held.getvalue()


def test_an_archive_of_several_devices_files_is_refused_and_nothing_kept(
    bench: Bench, operator: Actor
) -> None:
    code, other = bench.registered(), bench.registered()
    many = zipped(a=agent_file(code), b=agent_file(other))
    pasted = b"root@live:~# cat /media/filiere.txt\n" + agent_file(other)
    for raw in (many, zipped(inner=many), gzip.compress(agent_file(other)), pasted):
        for take in (take_reading, keep_reading):
            with pytest.raises(Refused) as refused:
                take(actor=operator, code=code, raw=raw)
            assert refused.value.code == "another-device"
            assert shown(other) in refused.value.detail
    assert not Evidence.objects.exists()
    assert take_reading(actor=operator, code=code, raw=zipped(a=agent_file(code))).audited


def test_a_reading_of_forty_one_media_says_so_and_keeps_nothing(
    bench: Bench, operator: Actor
) -> None:
    code = bench.registered()
    disks = [
        {"name": f"sd{n}", "type": "disk", "size": 500_107_862_016, "serial": f"W{n:05}"}
        for n in range(41)
    ]
    raw = json.dumps({"blockdevices": disks}).encode()
    for take in (take_reading, keep_reading):
        with pytest.raises(Refused) as refused:
            take(actor=operator, code=code, raw=raw)
        assert refused.value.code == "too-many-media"
        assert "41 supports" in refused.value.detail and "un seul appareil" in refused.value.detail
    assert not Evidence.objects.exists()
    assert Device.objects.get(pk=code).unlisted_media == 0
