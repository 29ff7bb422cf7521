"""A photo that witnesses an erasure is of this passage."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import StorageMedium
from tests.inventory import factories as make
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
