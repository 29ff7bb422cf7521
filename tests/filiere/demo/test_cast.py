"""Who and what: all the kinds, nobody real."""

from random import Random

import pytest

from filiere.demo import catalogue, readings
from filiere.demo.houses import HOUSES
from filiere.demo.people import PEOPLE
from filiere.demo.piece import Piece
from filiere.network.vocabulary import OrganisationKind, Role
from inventory import reading_words
from inventory.evidence import readers
from inventory.vocabulary import DeviceKind

LIMIT = 1_000_000


def piece(model: catalogue.Model) -> Piece:
    random = Random(3)
    disks = catalogue.disks_of(model, random)
    serial = catalogue.serial(random)
    return Piece(
        "7KQ2MDX44", model, serial, random, "ocre", "ocre", "", "", "clear", "none", "", disks
    )


def test_every_kind_of_organisation_role_and_device_is_there() -> None:
    assert {house.kind for house in HOUSES} == set(OrganisationKind.values)
    assert {person.role for person in PEOPLE} == set(Role.values)
    assert {model.kind for model in catalogue.MODELS} == {kind.value for kind in DeviceKind}
    assert sum(catalogue.SHARES.values()) == sum(catalogue.AT_HOME.values()) == 100
    assert set(catalogue.SHARES) == {kind.value for kind in DeviceKind}


def test_no_address_can_reach_anybody() -> None:
    addresses = [one.email for one in (*HOUSES, *PEOPLE)]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".demo.invalid") for address in addresses)


@pytest.mark.parametrize("model", catalogue.MODELS, ids=lambda model: model.name)
def test_a_reading_shows_the_media_of_its_device(model: catalogue.Model) -> None:
    one = piece(model)
    if not readings.readable(one):
        return
    description = readers.read(readings.lshw(one), limit=LIMIT)
    assert not list(reading_words.missing(description, removable_ours=False))
    assert description.serial == one.serial
    assert [
        (medium.kind, medium.serial, medium.size_gb, medium.model)
        for medium in description.own_media
    ] == [(disk.kind, disk.serial, disk.size_gb, disk.model) for disk in one.disks]


def test_an_old_tool_hides_the_disk() -> None:
    one = piece(catalogue.named("MacBook Air 2017"))
    description = readers.read(readings.lshw(one, hiding=True), limit=LIMIT)
    assert list(reading_words.missing(description, removable_ours=False))


def test_a_photo_is_a_picture() -> None:
    assert readings.photo(piece(catalogue.named("105"))).startswith(b"\x89PNG")
