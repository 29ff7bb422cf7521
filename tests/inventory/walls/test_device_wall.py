"""A bug or a hand in the database cannot take a device where its data would leave."""

import pytest

from tests.inventory.walls.house import BEGAN, House, change, refused, sql

LEAVES_CLEAR = ("delivered", "distributed", "ceded", "recycled", "dismantled")
FLAGS = "inv_device_exception_flags|inv_device_order_removed"
FROM = {"delivered": "reserved", "distributed": "reserved"}


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


@pytest.mark.parametrize("step", LEAVES_CLEAR)
def test_a_device_with_an_unproven_disk_leaves_by_no_door(house: House, step: str) -> None:
    before = FROM.get(step, "audited")
    device = house.device("audited")
    house.disk(device)
    with refused("device-(entry|dismantled|recycled|step)"):
        change(device, step=step)
    if before == "reserved":
        with refused("device-standing"):
            change(device, step="ready")


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


def test_a_device_taken_apart_holds_no_medium(house: House) -> None:
    device = house.device("audited")
    with refused("device-dismantled"):
        change(device, step="dismantled")
    change(device.media.get(), status="absent", device_id=None)
    change(device, step="dismantled")


def test_to_destroy_is_said_when_oriented_and_nowhere_else(house: House) -> None:
    device = house.device("audited", disks=0)
    house.disk(device)
    with refused("device-flags", check=FLAGS):
        change(device, to_destroy=True)
    change(device, step="recycled", to_destroy=True)
    clear = house.device("recycled")
    with refused("device-flags-kept"):
        change(clear, to_destroy=True)


def test_a_device_with_data_is_removed_only_under_an_order_by_a_recycler(house: House) -> None:
    device = house.device("audited")
    house.disk(device)
    change(device, step="recycled", to_destroy=True)
    recycler = house.org("recycler")
    with refused("device-removed"):
        change(device, removed=True, custodian_id=recycler)
    with refused("device-removed"):
        change(device, removed=True, order_ref="O1", custodian_id=house.org("donor"))
    with refused("device-flags", check=FLAGS):
        change(device, order_ref="O1")
    change(device, removed=True, order_ref="O1", custodian_id=recycler)
    with refused("device-flags-kept"):
        change(device, order_ref="O2")
    with refused("device-flags-kept"):
        change(device, removed=False, order_ref="")
    with refused("device-custody"):
        change(device, custodian_id=house.org("donor"))


def test_a_clear_device_oriented_then_doubted_is_not_removed(house: House) -> None:
    device = house.device("recycled")
    house.expose(device.media.get())
    with refused("device-removed"):
        change(device, removed=True, custodian_id=house.org("recycler"))


def test_flags_do_not_outlive_recycling(house: House) -> None:
    device = house.device("audited")
    house.disk(device)
    change(device, step="recycled", to_destroy=True)
    with refused("device-flags|device-cycle", check=FLAGS):
        change(device, step="collected", cycle=2, statement="")
    change(device, step="collected", cycle=2, statement="", to_destroy=False)


@pytest.mark.parametrize("kind", ["social_structure", "distributor", "donor", "recycler", None])
def test_custody_of_a_device_with_data_stays_in_the_house(house: House, kind: str | None) -> None:
    device = house.device("audited")
    house.disk(device)
    with refused("device-custody"):
        change(device, custodian_id=house.org(kind) if kind else None)
    change(device, custodian_id=house.org("collection_point"))


def test_an_organisation_that_does_not_exist_has_custody_of_nothing(house: House) -> None:
    device = house.device("audited")
    house.disk(device)
    with refused("device-custody"):
        change(device, custodian_id=999_999)


def test_a_device_goes_back_to_its_own_donor_with_what_came_in_it(house: House) -> None:
    device = house.register()
    house.disk(device, origin_code=device.pk, origin_collection=house.collection.pk)
    with refused("device-(returned|custody)"):
        change(device, step="returned", custodian_id=house.org("social_structure"))
    change(device, step="returned", custodian_id=house.org("donor"))
    with refused("device-custody"):
        change(device, custodian_id=house.org("social_structure"))


def test_a_household_takes_back_what_it_gave(house: House) -> None:
    device = house.register(donor_id=None)
    house.disk(device, origin_code=device.pk, origin_collection=house.collection.pk)
    change(device, step="returned", custodian_id=None)


def test_another_donors_disk_does_not_go_back(house: House) -> None:
    device = house.device("collected")
    house.disk(device, origin_code=device.pk, origin_collection=house.collection.pk)
    house.disk(device)
    with refused("device-returned"):
        change(device, step="returned", custodian_id=house.org("donor"))


def test_a_disk_exposed_since_does_not_go_back(house: House) -> None:
    device = house.device("collected")
    disk = house.disk(device, origin_code=device.pk, origin_collection=house.collection.pk)
    house.expose(disk)
    with refused("device-returned"):
        change(device, step="returned", custodian_id=house.org("donor"))


def test_in_a_second_cycle_only_a_clear_device_goes_back(house: House) -> None:
    device = house.register()
    house.disk(device, origin_code=device.pk, origin_collection=house.collection.pk)
    change(device, step="lost")
    change(device, step="collected", cycle=2)
    with refused("device-returned"):
        change(device, step="returned", custodian_id=house.org("donor"))


def test_a_service_closes_on_the_holders_own_data(house: House) -> None:
    device = house.device("in_service")
    disk = device.media.get()
    back = {"step": "distributed", "custodian_id": None}
    with refused("device-service"):
        change(device, **back)
    house.expose(disk, holder_service=device.service_id)
    change(device, **back, service_id=None)


def test_a_disk_fitted_in_service_leaves_only_proven(house: House) -> None:
    device = house.device("in_service")
    house.expose(device.media.get(), holder_service=device.service_id)
    added = house.disk(device)
    back = {"step": "distributed", "custodian_id": None, "service_id": None}
    with refused("device-service"):
        change(device, **back)
    house.prove(added)
    change(device, **back)


def test_a_service_does_not_close_on_an_open_recall(house: House) -> None:
    device = house.device("in_service")
    house.expose(device.media.get(), holder_service=device.service_id)
    change(device, recall_id="r")
    with refused("device-service"):
        change(device, step="distributed", custodian_id=None)
    with refused("device-service|device-recall"):
        change(device, step="distributed", custodian_id=None, recall_id=None)
    with refused("device-recall"):
        change(device, recall_id=None)
    house.prove(device.media.get())
    change(device, recall_id=None)
    change(device, step="distributed", custodian_id=None)


def test_a_structure_takes_back_what_it_handed_out_and_nothing_else(house: House) -> None:
    structure = house.org("social_structure")
    back = {"step": "collected", "cycle": 2, "statement": "", "service_id": None}
    device = house.device("distributed")
    with refused("device-custody"):
        change(device, **back, custodian_id=structure)
    change(device, structure_id=structure)
    change(device, **back, custodian_id=structure)
    served = house.device("in_service", structure_id=None)
    change(served, structure_id=structure)
    house.disk(served)
    with refused("device-custody"):
        change(served, **back, custodian_id=structure)
