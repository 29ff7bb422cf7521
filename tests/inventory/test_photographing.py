"""A photo is kept for who holds the device, and for nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from filiere.network.actor import Actor
from inventory.evidence import store
from inventory.models import Evidence
from inventory.perform import Outcome
from inventory.photographing import keep_photo, keep_photo_of_medium
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.workbench import Bench

PNG = make.picture("une photo")


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def test_a_photo_is_kept_once_and_can_be_named(
    scan: Callable[..., Outcome], collected_laptop: str, operator: Actor, tmp_path: Path
) -> None:
    name = keep_photo(actor=operator, code=collected_laptop, raw=PNG)
    assert keep_photo(actor=operator, code=collected_laptop, raw=PNG) == name
    assert store.load(name, tmp_path).startswith(b"\xff\xd8\xff")
    assert Evidence.objects.get().device_id == collected_laptop
    scan("photograph", collected_laptop, photo=name)


def test_what_is_not_a_photo_is_refused(collected_laptop: str, operator: Actor) -> None:
    with pytest.raises(Refused, match="JPEG ou un PNG"):
        keep_photo(actor=operator, code=collected_laptop, raw=b"<html>")
    assert not Evidence.objects.exists()


def test_another_organisation_keeps_nothing(collected_laptop: str, cast: make.Cast) -> None:
    for stranger in (make.actor(cast.other_workshop), make.actor(cast.workshop, "reader")):
        with pytest.raises(Refused):
            keep_photo(actor=stranger, code=collected_laptop, raw=PNG)
    assert not Evidence.objects.exists()


def test_a_photo_too_large_is_refused(
    collected_laptop: str, operator: Actor, settings: Settings
) -> None:
    settings.EVIDENCE_MAX_BYTES = 10
    with pytest.raises(Refused, match="pèse plus"):
        keep_photo(actor=operator, code=collected_laptop, raw=PNG)


def test_a_photo_of_a_loose_disk_is_kept_for_who_holds_it(
    bench: Bench, operator: Actor, cast: make.Cast
) -> None:
    code = str(bench.loose_disk().code)
    keep_photo_of_medium(actor=operator, code=code, raw=PNG)
    for stranger in (make.actor(cast.other_workshop), make.actor(cast.workshop, "reader")):
        with pytest.raises(Refused):
            keep_photo_of_medium(actor=stranger, code=code, raw=make.picture("autre"))
    assert Evidence.objects.count() == 1
