"""Each door by which a device leaves, and what it may take along."""

import pytest

from tests.inventory.walls.house import House, change, refused

FLAGS = "inv_device_exception_flags|inv_device_order_removed"


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
