"""A bug or a hand in the database cannot take a device where its data would leave."""

import pytest

from tests.inventory.walls.house import BEGAN, House, change, refused, sql

FLAGS = "inv_device_exception_flags|inv_device_order_removed"


@pytest.mark.parametrize(
    "columns",
    [
        {"step": "ready", "statement": "none"},
        {"step": "lost"},
        {"cycle": 2},
        {"statement": "none"},
        {"slot_sim": "empty"},
        {"ever_listed": True},
        {"service_id": "x"},
        {"recall_id": "x"},
    ],
    ids=",".join,
)
def test_a_device_enters_collected_at_cycle_one_with_nothing_stated(
    house: House, columns: dict[str, object]
) -> None:
    with refused("device-(register|standing)"):
        house.register(**columns)


@pytest.mark.parametrize("kind", ["social_structure", "donor", "recycler", "distributor", None])
def test_a_device_enters_in_the_custody_of_the_house(house: House, kind: str | None) -> None:
    with refused("device-register"):
        house.register(custodian_id=house.org(kind) if kind else None)


def test_a_device_enters_without_exception_flags(house: House) -> None:
    with refused("device-register|device-flags", check=FLAGS):
        house.register(to_destroy=True)


def test_a_device_keeps_its_code_its_collection_and_its_donor(house: House) -> None:
    device = house.device("audited")
    other = type(house.collection).objects.create(
        donor=house.orgs["donor"], custodian=house.orgs["workshop"], created_at=BEGAN
    )
    for columns in (
        {"code": "0000000AA"},
        {"collection_id": other.pk},
        {"donor_id": None},
        {"donor_id": house.org("workshop")},
    ):
        with refused("device-identity"):
            change(device, **columns)


def test_a_device_is_never_deleted(house: House) -> None:
    device = house.device()
    with refused("device-kept"):
        sql("DELETE FROM inventory_device WHERE code = %s", device.pk)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("collected", "in_repair"),
        ("audited", "delivered"),
        ("audited", "distributed"),
        ("erased", "in_service"),
        ("ready", "distributed"),
        ("lost", "distributed"),
        ("lost", "in_repair"),
        ("returned", "in_repair"),
        ("ceded", "audited"),
        ("distributed", "audited"),
        ("in_service", "audited"),
        ("recycled", "audited"),
        ("void", "audited"),
    ],
)
def test_a_step_follows_only_one_that_the_circuit_lets_lead_to_it(
    house: House, before: str, after: str
) -> None:
    device = house.device(before, disks=0)
    with refused("device-step"):
        change(device, step=after)


def test_a_device_back_from_outside_opens_a_cycle(house: House) -> None:
    device = house.device("distributed")
    workshop = house.org("workshop")
    with refused("device-step"):
        change(device, step="collected", custodian_id=workshop)
    change(device, step="collected", custodian_id=workshop, cycle=2, statement="")


def test_a_cycle_never_falls_nor_skips_nor_opens_in_place(house: House) -> None:
    device = house.device("distributed")
    back = {"step": "collected", "custodian_id": house.org("workshop"), "statement": ""}
    with refused("device-(cycle|step)"):
        change(device, **back, cycle=3)
    with refused("device-cycle"):
        change(device, cycle=2)
    change(device, **back, cycle=2)
    with refused("device-cycle"):
        change(device, cycle=1)


def test_a_new_cycle_knows_nothing(house: House) -> None:
    back = {"step": "collected", "custodian_id": house.org("workshop"), "cycle": 2}
    for kept in (
        {},
        {"statement": "", "slot_card": "empty"},
        {"statement": "", "unlisted_media": 1},
        {"statement": "", "service_id": "x"},
    ):
        device = house.device("distributed")
        with refused("device-cycle"):
            change(device, **back, **kept)


def test_the_opening_of_a_cycle_is_dated_once(house: House) -> None:
    device = house.device("audited")
    with refused("device-cycle"):
        change(device, cycle_opened_at=BEGAN.replace(year=2025))


@pytest.mark.parametrize("step", ["ceded", "recycled", "dismantled"])
def test_a_device_with_an_unproven_disk_leaves_by_no_door(house: House, step: str) -> None:
    device = house.device("audited")
    house.disk(device)
    with refused("device-(entry|dismantled|recycled)"):
        change(device, step=step)


def test_a_delivered_device_whose_proof_fell_is_not_handed_over(house: House) -> None:
    device = house.device("delivered")
    disk = device.media.get()
    change(disk.proofs.get(), withdrawn=True, withdrawn_at=BEGAN)
    with refused("device-entry"):
        change(device, step="distributed")


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_a_device_with_an_unproven_disk_does_not_stand(house: House, step: str) -> None:
    device = house.device("audited")
    house.disk(device)
    with refused("device-standing"):
        change(device, step=step)


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_what_is_learnt_brings_a_standing_device_down(house: House, step: str) -> None:
    device = house.device(step)
    for learnt in ({"statement": ""}, {"unlisted_media": 1}, {"kind": "smartphone"}):
        with refused("device-standing"):
            change(device, **learnt)
    change(device, step="audited", unlisted_media=1)


def test_a_device_never_stated_is_not_clear(house: House) -> None:
    device = house.device("collected")
    change(device, step="audited")
    for step in ("ready", "recycled", "ceded"):
        with refused("device-(standing|recycled|entry)"):
            change(device, step=step)


def test_a_failed_disk_keeps_its_device_in_even_with_an_older_proof(house: House) -> None:
    device = house.device("audited")
    disk = device.media.get()
    house.prove(disk, result="failed", verified=False)
    with refused("device-standing"):
        change(device, step="ready")


@pytest.mark.parametrize(
    "proof",
    [{"level": ""}, {"level": "destroy"}, {"result": "failed"}],
    ids=str,
)
def test_a_proof_that_proves_nothing_keeps_its_device_in(
    house: House, proof: dict[str, object]
) -> None:
    device = house.device("audited", disks=0)
    house.prove(house.disk(device), **proof)
    with refused("device-standing"):
        change(device, step="ready", statement="listed", ever_listed=True)


def test_a_phone_is_clear_with_its_memory_proven_and_its_slots_answered(house: House) -> None:
    phone = house.register(kind="smartphone")
    house.prove(house.disk(phone, kind="sim"))
    told = {"step": "audited", "statement": "listed", "ever_listed": True}
    change(phone, **told)
    answered = {"slot_sim": "listed", "slot_card": "empty"}
    with refused("device-standing"):
        change(phone, step="ready", **answered)
    house.prove(house.disk(phone, kind="emmc"))
    with refused("device-standing"):
        change(phone, step="ready")
    change(phone, step="ready", **answered)


def test_a_phone_is_never_without_memory(house: House) -> None:
    phone = house.register(kind="smartphone")
    with refused("device-none"):
        change(phone, step="audited", statement="none")


def test_a_device_once_listed_or_shown_with_a_disk_is_never_said_without(house: House) -> None:
    listed = house.device("audited")
    with refused("device-none"):
        change(listed, statement="none")
    change(listed.media.get(), status="absent", device_id=None)
    with refused("device-none"):
        change(listed, statement="none")
    with refused("device-learnt"):
        change(listed, ever_listed=False)
    shown = house.device()
    change(shown, snapshot_media=True)
    with refused("device-none"):
        change(shown, step="audited", statement="none")
    with refused("device-learnt"):
        change(shown, snapshot_media=False)


def test_a_phone_whose_memory_was_listed_stays_a_phone(house: House) -> None:
    phone = house.register(kind="tablet")
    memory = house.disk(phone, kind="sd")
    change(phone, step="audited", statement="listed", ever_listed=True)
    with refused("device-kind"):
        change(phone, kind="monitor", statement="")
    change(memory, status="absent", device_id=None)
    with refused("device-kind"):
        change(phone, kind="monitor")
