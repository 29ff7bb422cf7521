"""A photo is kept for who holds the device, and for nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from filiere.network.actor import Actor
from inventory.evidence import store
from inventory.models import Evidence
from inventory.perform import Outcome
from inventory.photographing import keep_photo
from inventory.refusals import Refused
from tests.inventory import factories as make

PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def test_a_photo_is_kept_once_and_can_be_named(
    scan: Callable[..., Outcome], collected_laptop: str, operator: Actor, tmp_path: Path
) -> None:
    name = keep_photo(actor=operator, code=collected_laptop, raw=PNG)
    assert keep_photo(actor=operator, code=collected_laptop, raw=PNG) == name
    assert store.load(name, tmp_path) == PNG
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
