"""A storage medium keeps its history, its failures and its exposures."""

from datetime import timedelta

import pytest

from inventory.ids import new_id
from tests.inventory.walls.house import BEGAN, House, change, refused, sql

OPENED = ("collected", "audited", "erased", "in_repair", "ready", "reserved", "in_service")
PLACE = "inv_medium_(fitted_somewhere|loose_has_code)"


@pytest.mark.parametrize(
    "columns",
    [
        {"exposure": 2},
        {"failed": True},
        {"proof_id": "p"},
        {"holder_service": "s"},
        {"status": "absent", "device_id": None},
        {"status": "absent"},
    ],
    ids=",".join,
)
def test_a_medium_arrives_fitted_and_unproven(house: House, columns: dict[str, object]) -> None:
    device = house.device()
    with refused("medium-arrival", check=PLACE):
        house.disk(device, **columns)


@pytest.mark.parametrize("step", ["delivered", "distributed", "recycled", "lost", "ceded", "void"])
def test_nothing_is_fitted_into_a_device_that_is_not_open_in_the_house(
    house: House, step: str
) -> None:
    device = house.device(step, disks=0)
    loose = house.loose()
    with refused("medium-arrival"):
        house.disk(device)
    with refused("medium-enters"):
        change(loose, status="fitted", device=device, custodian=None)


def test_a_medium_is_fitted_into_a_device_that_exists(house: House) -> None:
    with refused("medium-arrival"):
        house.disk(house.device(), device_id="0000000ZZ")


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_an_unproven_disk_never_enters_a_standing_device(house: House, step: str) -> None:
    device = house.device(step)
    with refused("medium-standing"):
        house.disk(device)
    with refused("medium-standing"):
        change(house.loose(clean=False), status="fitted", device=device, custodian=None)
    change(house.loose(), status="fitted", device=device, custodian=None)


def test_a_disk_makes_a_liar_of_a_device_said_without(house: House) -> None:
    device = house.device("ready", disks=0)
    with refused("medium-standing"):
        change(house.loose(), status="fitted", device=device, custodian=None)


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_what_makes_a_disk_doubtful_waits_for_its_device_to_come_down(
    house: House, step: str
) -> None:
    device = house.device(step)
    disk = device.media.get()
    with refused("medium-standing"):
        change(disk, failed=True, proof_id=None)
    with refused("medium-standing"):
        house.expose(disk)
    change(device, step="audited")
    house.expose(disk)


def test_a_phone_that_stands_keeps_its_memory(house: House) -> None:
    phone = house.register(kind="tablet")
    memory = house.disk(phone)
    house.prove(memory)
    told = {"statement": "listed", "ever_listed": True, "slot_sim": "empty", "slot_card": "empty"}
    change(phone, step="audited", **told)
    change(phone, step="ready")
    with refused("medium-standing-left"):
        change(memory, status="absent", device=None)


def test_an_exposure_never_falls_and_its_date_goes_with_it(house: House) -> None:
    disk = house.device("audited").media.get()
    house.expose(disk)
    disk.refresh_from_db()
    with refused("medium-exposure"):
        change(disk, exposure=1)
    with refused("medium-exposure"):
        change(disk, exposed_at=BEGAN - timedelta(days=9))


def test_a_failure_is_for_ever_and_a_failed_disk_is_not_fitted_again(house: House) -> None:
    device = house.device("audited")
    disk = device.media.get()
    house.prove(disk, result="failed", verified=False)
    change(disk, failed=True, proof_id=None)
    with refused("medium-failed"):
        change(disk, failed=False)
    change(
        disk,
        status="loose",
        device=None,
        code=next(house.codes),
        custodian=house.orgs["workshop"],
    )
    with refused("medium-failed"):
        change(disk, status="fitted", device=device, custodian=None)


def test_a_failed_disk_said_absent_may_still_be_seen_again(house: House) -> None:
    device = house.device("audited")
    disk = device.media.get()
    change(disk, failed=True, proof_id=None)
    change(disk, status="absent", device=None)
    again = {"status": "fitted", "device": device}
    with refused("medium-again"):
        change(disk, **again)
    house.expose(disk, **again)
    with refused("device-standing"):
        change(device, step="ready")


def test_a_destroyed_medium_is_destroyed_for_ever_and_by_proof(house: House) -> None:
    device = house.device("audited")
    disk = device.media.get()
    with refused("medium-destroyed"):
        change(disk, status="destroyed", device=None)
    house.prove(disk, result="failed", verified=False, level="destroy")
    with refused("medium-destroyed"):
        change(disk, status="destroyed", device=None)
    house.prove(disk, level="destroy")
    change(disk, status="destroyed", device=None, proof_id=None)
    for back in ({"status": "absent"}, {"status": "fitted", "device": device}):
        with refused("medium-status"):
            change(disk, **back)


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "hdd"},
        {"origin_code": "00000001X"},
        {"origin_collection": "c"},
        {"serial_key": "OTHER"},
        {"id": new_id()},
    ],
    ids=",".join,
)
def test_a_medium_keeps_what_it_is_and_where_it_came_from(
    house: House, columns: dict[str, object]
) -> None:
    disk = house.disk(house.device(), serial_key="S3Z9")
    with refused("medium-identity"):
        change(disk, **columns)


def test_a_serial_is_learnt_once(house: House) -> None:
    disk = house.disk(house.device())
    change(disk, serial_key="S3Z9")
    with refused("medium-identity"):
        change(disk, serial_key="")


def test_a_disk_is_the_donors_only_when_first_stated(house: House) -> None:
    mine = {"origin_collection": house.collection.pk}
    later = house.device("audited", disks=0)
    with refused("medium-origin"):
        house.disk(later, origin_code=later.pk, **mine)
    again = house.device("lost", disks=0)
    change(again, step="collected", cycle=2, statement="")
    with refused("medium-origin"):
        house.disk(again, origin_code=again.pk, **mine)
    house.disk(again, **mine)
    with refused("medium-origin"):
        house.disk(house.device(), origin_code=later.pk, **mine)


def test_a_medium_never_goes_straight_from_one_device_to_another(house: House) -> None:
    disk = house.device("audited").media.get()
    with refused("medium-leaves"):
        change(disk, device=house.device("audited"))


@pytest.mark.parametrize("kind", ["emmc", "ufs"])
@pytest.mark.parametrize("status", ["absent", "loose", "destroyed"])
def test_a_soldered_memory_never_leaves(house: House, kind: str, status: str) -> None:
    device = house.device("audited", disks=0)
    memory = house.disk(device, kind=kind)
    house.prove(memory, level="destroy")
    with refused("medium-leaves"):
        change(
            memory,
            status=status,
            device=None,
            code=next(house.codes),
            custodian=house.orgs["workshop"],
        )


@pytest.mark.parametrize("step", ["delivered", "distributed", "recycled", "lost"])
def test_a_medium_leaves_only_a_device_open_in_the_house(house: House, step: str) -> None:
    disk = house.device(step).media.get()
    with refused("medium-leaves"):
        change(disk, status="absent", device=None)


def test_a_medium_in_a_device_is_fitted_and_a_fitted_one_in_a_device(house: House) -> None:
    disk = house.device("audited").media.get()
    with refused("medium-place|medium-status", check=PLACE):
        change(disk, status="absent")
    with refused("medium-place|medium-leaves", check=PLACE):
        change(disk, device=None)
    with refused("medium-place", check=PLACE):
        change(disk, status="loose", device=None)


@pytest.mark.parametrize("status", ["fitted", "absent"])
def test_a_lost_medium_is_only_found(house: House, status: str) -> None:
    lost = house.loose()
    change(lost, status="lost")
    device = house.device("audited") if status == "fitted" else None
    with refused("medium-status|medium-enters"):
        house.expose(lost, status=status, device=device)
    with refused("medium-again"):
        change(lost, status="loose")
    house.expose(lost, status="loose")


def test_a_medium_names_only_a_proof_of_its_own_and_of_its_present_exposure(house: House) -> None:
    device = house.device("audited", disks=2)
    one, other = device.media.all()
    with refused("medium-proof"):
        change(one, proof_id=other.proof_id)
    with refused("medium-proof"):
        change(one, exposure=2)
    change(one, exposure=2, proof_id=None)
    with refused("medium-proof"):
        change(one, proof_id=one.proof_id)


def test_a_medium_is_the_holders_only_if_it_came_with_the_open_service(house: House) -> None:
    device = house.device("in_service")
    added = house.disk(device)
    with refused("medium-holder"):
        change(added, holder_service=device.service_id)
    with refused("medium-holder"):
        house.expose(added, holder_service="another")
    audited = house.disk(house.device("audited"))
    with refused("medium-holder"):
        house.expose(audited, holder_service=device.service_id)


@pytest.mark.parametrize("kind", ["social_structure", "distributor", "donor", "recycler"])
def test_a_loose_unproven_disk_goes_only_to_the_house(house: House, kind: str) -> None:
    loose = house.loose(clean=False)
    with refused("medium-custody"):
        change(loose, custodian=house.orgs[kind])
    change(loose, custodian=house.orgs["collection_point"])
    change(house.loose(), custodian=house.orgs[kind])


def test_a_disk_is_nobodys_only_when_fitted(house: House) -> None:
    loose = house.loose(clean=False)
    with refused("medium-custody", check=PLACE):
        change(loose, custodian=None)
    with refused("medium-custody"):
        change(
            loose,
            status="fitted",
            device=house.device("audited"),
            custodian=house.orgs["social_structure"],
        )


def test_a_proof_that_falls_does_not_move_the_disk_back(house: House) -> None:
    loose = house.loose()
    change(loose, custodian=house.orgs["social_structure"])
    change(loose.proofs.get(), withdrawn=True, withdrawn_at=BEGAN)
    change(loose, proof_id=None)
    with refused("medium-custody"):
        change(loose, custodian=house.orgs["distributor"])
    change(loose, custodian=house.orgs["workshop"])


def test_a_medium_is_never_deleted(house: House) -> None:
    disk = house.disk(house.device())
    with refused("medium-kept"):
        sql("DELETE FROM inventory_storagemedium WHERE id = %s", disk.pk)
