"""What is made to prove an erasure that was not: an old photo, a log worked on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.erasing import Words, take_log
from inventory.models import ErasureProof, StorageMedium
from tests.inventory import factories as make
from tests.inventory.evidence.wiping import recordings as rec
from tests.inventory.workbench import Bench


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.EVIDENCE_DIR = tmp_path


def test_last_cycle_s_photo_witnesses_nothing_after_a_return(
    bench: Bench, operator: Actor, refused: Any
) -> None:
    gift = make.collection(bench.cast.workshop, bench.cast.donor, witness="photo")
    code = bench.registered(gift=gift)
    disk = make.disk()
    bench.scan("audit", code, media=[disk])
    photo = make.photo(code)
    bench.erase_all(code, photo=photo)
    bench.scan("declare_lost", code, kind="loss")
    bench.scan("find", code, bench.supervisor)
    bench.scan("audit", code, media=[disk])
    medium = StorageMedium.objects.get(device=code)
    told = make.proof(medium, photo=photo)
    assert refused("erase", code, outcomes=[told]).code == "photo-unknown"


def _proved(
    bench: Bench, who: Actor, raw: bytes, named: dict[int, int], *serials: str
) -> list[str]:
    """What becomes of each entry, in a device of equal disks named by a person."""
    equal = {"kind": "hdd", "size_gb": 500, "model": "ST500LM021-1KJ152"}
    seen = [equal | ({"serial": serial} if serial else {}) for serial in serials]
    at = timezone.now() - timedelta(hours=3)
    code = bench.registered(at=at)
    bench.scan("audit", code, at=at + timedelta(minutes=1), media=seen)
    media = list(StorageMedium.objects.filter(device=code).order_by("id"))
    words = Words({index: media[at].pk for index, at in named.items()})
    return [one.said.code for one in take_log(actor=who, code=code, raw=raw, words=words).entries]


@pytest.mark.parametrize("other", [rec.FAILED, rec.ABORTED])
def test_a_line_that_lost_its_serial_is_not_of_a_disk_that_the_file_names(
    other: rec.Disc, bench: Bench, operator: Actor
) -> None:
    """The good disc's serial cut out, its line given to the equal one that did not succeed."""
    raw = _log(other, rec.Disc("sdb", ""))
    said = _proved(bench, operator, raw, {1: 0}, "ZFA0TEST1", "ZFA0TEST2")
    assert said[1] == "another-disc"
    assert not ErasureProof.objects.exists()


def test_a_line_with_a_serial_is_not_of_a_disk_without_one(bench: Bench, operator: Actor) -> None:
    """Where the house knows who bears it: beside, or in another device."""
    said = _proved(bench, operator, _log(rec.Disc()), {0: 1}, "ZFA0TEST1", "")
    assert said == ["another-disc"]
    assert _proved(bench, operator, _log(rec.Disc()), {0: 0}, "") == ["another-disc"]


@pytest.mark.parametrize("serials", [("ZFA0TEST1", "ZFA0TEST2"), ("", "")])
def test_a_log_doubled_proves_one_disk(
    serials: tuple[str, str], bench: Bench, operator: Actor
) -> None:
    raw = _log(rec.Disc(serial="")) * 2
    assert _proved(bench, operator, raw, {0: 0, 1: 1}, *serials) == ["recorded", "wipe-used"]


def _log(*discs: rec.Disc) -> bytes:
    end = timezone.localtime().replace(tzinfo=None, microsecond=0) - timedelta(hours=1)
    return rec.log(*discs, begin=end - timedelta(minutes=90), end=end).encode()
