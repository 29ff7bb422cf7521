"""Ouvrir et clore un SAV: same holder, data are theirs."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.models import Incident, Recall, RepairOrder, StorageMedium
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def test_a_service_is_not_a_new_cycle_and_the_data_are_the_holder_s(
    cast: Cast, distributed_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    before = medium_of(distributed_laptop).exposure
    scan("open_service", distributed_laptop, fault="screen")
    device, medium = the(distributed_laptop), medium_of(distributed_laptop)
    assert (device.step, device.cycle, device.custodian_id) == (
        "in_service",
        1,
        cast.workshop.pk,
    )
    assert (medium.exposure, medium.holder_service) == (before + 1, device.service_id)
    assert RepairOrder.objects.get(device=distributed_laptop).service


def test_any_workshop_opens_a_service_and_nobody_else_does(
    cast: Cast, distributed_laptop: str, scan: Any, refused: Any, the: Any
) -> None:
    point = make.actor(cast.point)
    assert refused("open_service", distributed_laptop, point, fault="screen").code == (
        "not-a-workshop"
    )
    scan("open_service", distributed_laptop, make.actor(cast.other_workshop), fault="screen")
    assert the(distributed_laptop).custodian_id == cast.other_workshop.pk


def test_the_holder_gets_device_and_data_back(
    laptop_in_service: str, scan: Any, the: Any, medium_of: Any
) -> None:
    exposure = medium_of(laptop_in_service).exposure
    scan("close_service", laptop_in_service, note="Écran changé.")
    device, medium = the(laptop_in_service), medium_of(laptop_in_service)
    assert (device.step, device.custodian_id, device.service_id) == ("distributed", None, None)
    assert (medium.exposure, medium.holder_service) == (exposure, "")
    assert RepairOrder.objects.get(device=laptop_in_service, service=True).closed_at


def test_a_structure_s_own_equipment_goes_back_to_it(
    cast: Cast, reserved_laptop: str, scan: Any, the: Any
) -> None:
    scan("hand_over", reserved_laptop, to="structure")
    scan("open_service", reserved_laptop, fault="battery")
    scan("close_service", reserved_laptop)
    assert the(reserved_laptop).custodian_id == cast.structure.pk


def test_a_disk_fitted_during_the_service_leaves_clean_or_not_at_all(
    laptop_in_service: str, scan: Any, refused: Any, the: Any
) -> None:
    new = make.disk()
    scan("fit", laptop_in_service, new=new)
    assert refused("close_service", laptop_in_service).code == "not-clear"
    scan("erase", laptop_in_service, outcomes=[make.proof(new["serial"])])
    scan("close_service", laptop_in_service)
    assert the(laptop_in_service).step == "distributed"


def test_the_holder_s_disk_may_go_out_and_in_again(
    laptop_in_service: str, scan: Any, the: Any, medium_of: Any
) -> None:
    disk = medium_of(laptop_in_service)
    scan("take_out", laptop_in_service, medium=disk.pk)
    disk.refresh_from_db()
    scan("fit", laptop_in_service, medium=disk.code)
    scan("close_service", laptop_in_service)
    assert the(laptop_in_service).step == "distributed"


def test_the_disk_of_another_service_is_not_this_holder_s(
    bench: Bench, scan: Any, refused: Any, medium_of: Any
) -> None:
    first, second = bench.laptop("in_service"), bench.laptop("in_service")
    disk = medium_of(first)
    scan("take_out", first, medium=disk.pk)
    disk.refresh_from_db()
    scan("fit", second, medium=disk.code)
    assert refused("close_service", second).code == "not-clear"


def test_a_disk_of_an_earlier_service_is_no_longer_the_holder_s(
    bench: Bench, scan: Any, refused: Any, medium_of: Any
) -> None:
    code = bench.laptop("in_service")
    disk = medium_of(code)
    scan("take_out", code, medium=disk.pk)
    scan("close_service", code)
    scan("open_service", code, fault="storage")
    disk.refresh_from_db()
    scan("fit", code, medium=disk.code)
    assert refused("close_service", code).code == "not-clear"


def test_the_holder_s_disk_is_erased_only_with_their_written_consent(
    laptop_in_service: str, scan: Any, refused: Any, medium_of: Any
) -> None:
    told = {"outcomes": [make.proof(medium_of(laptop_in_service))]}
    assert refused("erase", laptop_in_service, **told).code == "consent-missing"
    scan("erase", laptop_in_service, **told, consent="signé le 3 mars")


def test_out_of_the_device_too_the_holder_s_disk_needs_their_consent(
    laptop_in_service: str, scan: Any, refused: Any, medium_of: Any
) -> None:
    disk = medium_of(laptop_in_service)
    scan("take_out", laptop_in_service, medium=disk.pk)
    disk.refresh_from_db()
    told = {"outcomes": [make.proof(disk)]}
    assert refused("erase", disk.code, **told).code == "consent-missing"
    assert refused("destroy", disk.code, method="shred").code == "consent-missing"
    scan("destroy", disk.code, method="shred", consent="signé le 3 mars")


def test_once_the_device_is_given_back_its_disk_asks_no_consent(
    laptop_in_service: str, scan: Any, medium_of: Any
) -> None:
    disk = medium_of(laptop_in_service)
    scan("take_out", laptop_in_service, medium=disk.pk)
    scan("take_back", laptop_in_service)
    disk.refresh_from_db()
    assert disk.holder_service == ""
    scan("erase", disk.code, outcomes=[make.proof(disk)])


def test_a_recalled_device_does_not_go_back_to_its_holder(
    distributed_laptop: str, scan: Any, refused: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    scan("open_service", distributed_laptop, fault="other")
    said = refused("close_service", distributed_laptop)
    assert said.code == "recall-open" and "take_back" in said.suggest


def test_an_erasure_in_service_that_makes_it_clear_closes_the_recall(
    distributed_laptop: str,
    scan: Any,
    the: Any,
    medium_of: Any,
    proof_of: Any,
    supervisor: Actor,
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    scan("open_service", distributed_laptop, fault="other")
    told = [make.proof(medium_of(distributed_laptop))]
    scan("erase", distributed_laptop, outcomes=told, consent="signé")
    assert the(distributed_laptop).recall_id is None
    assert Recall.objects.get(device=distributed_laptop).how == "erased"
    scan("close_service", distributed_laptop)
    assert the(distributed_laptop).step == "distributed"


def test_a_laptop_whose_service_failed_may_be_taken_back(
    laptop_in_service: str, scan: Any, the: Any, medium_of: Any
) -> None:
    scan("take_back", laptop_in_service, reason="broken")
    device = the(laptop_in_service)
    assert (device.step, device.cycle, device.repair_id) == ("collected", 2, None)
    assert medium_of(laptop_in_service).holder_service == ""


def test_a_device_lost_in_service_with_the_holder_s_data_is_an_incident(
    laptop_in_service: str, scan: Any, the: Any
) -> None:
    scan("declare_lost", laptop_in_service, kind="theft")
    assert Incident.objects.get(device=laptop_in_service).kind == "theft"


def test_a_monitor_lost_in_service_is_no_incident(bench: Bench, scan: Any, cast: Cast) -> None:
    code = bench.reserved("monitor")
    scan("hand_over", code, reference="D-1")
    scan("open_service", code, fault="screen")
    scan("declare_lost", code, kind="loss")
    assert not Incident.objects.exists()


def test_a_failed_disk_of_the_holder_does_not_stop_the_service(
    laptop_in_service: str, scan: Any, the: Any
) -> None:
    disk = StorageMedium.objects.get(device=laptop_in_service)
    told = [{"medium": disk.pk, "outcome": "failed"}]
    scan("erase", laptop_in_service, outcomes=told, consent="signé")
    assert the(laptop_in_service).step == "in_service"
    scan("close_service", laptop_in_service)
