"""Which listed disk is which known one: what the record may and may not conclude."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.models import StorageMedium
from tests.inventory import factories as make
from tests.inventory.workbench import Bench


def test_the_same_serial_written_otherwise_is_the_same_disk(
    bench: Bench, scan: Any, medium_of: Any
) -> None:
    code = bench.audited(make.disk(serial="WD-WX41 A23"))
    known = medium_of(code)
    scan("audit", code, media=[make.disk(serial="wdwx41a23")])
    assert medium_of(code).pk == known.pk


def test_a_disk_without_serial_is_recognised_by_its_looks(
    bench: Bench, scan: Any, medium_of: Any
) -> None:
    code = bench.audited({"kind": "hdd", "size_gb": 500})
    known = medium_of(code)
    scan("audit", code, media=[{"kind": "hdd", "size_gb": 500}])
    assert medium_of(code).pk == known.pk


def test_a_serial_that_every_maker_prints_identifies_nothing(
    bench: Bench, scan: Any, medium_of: Any
) -> None:
    code = bench.audited(make.disk(serial="0123456789"))
    assert medium_of(code).serial_key == ""
    other = bench.audited(make.disk(serial="0123456789"))
    assert medium_of(other).pk != medium_of(code).pk


def test_a_disk_swapped_behind_the_record_s_back_is_refused(
    erased_laptop: str, refused: Any, medium_of: Any
) -> None:
    known = medium_of(erased_laptop)
    swapped = [make.disk(id=known.pk)]
    assert refused("audit", erased_laptop, media=swapped).code == "serial-differs"


def test_another_serial_is_another_disk(audited_laptop: str, refused: Any) -> None:
    assert refused("audit", audited_laptop, media=[make.disk()]).code == "medium-omitted"


def test_a_medium_does_not_change_kind(audited_laptop: str, refused: Any, medium_of: Any) -> None:
    known = medium_of(audited_laptop)
    media = [{"kind": "hdd", "id": known.pk}]
    assert refused("audit", audited_laptop, media=media).code == "kind-differs"


def test_a_serial_learnt_after_the_proof_voids_the_proof(
    bench: Bench, scan: Any, the: Any, medium_of: Any
) -> None:
    code = bench.audited({"kind": "ssd", "size_gb": 256})
    bench.erase_all(code)
    scan("audit", code, media=[make.disk(id=medium_of(code).pk)])
    medium = medium_of(code)
    assert (medium.exposure, medium.proof_id) == (2, None)
    assert the(code).step == "audited"


def test_size_and_model_learnt_later_keep_the_proof(
    bench: Bench, scan: Any, the: Any, medium_of: Any
) -> None:
    code = bench.audited(make.disk(serial="TB-77X1", size_gb=None))
    bench.erase_all(code)
    scan("audit", code, media=[make.disk(serial="TB-77X1", size_gb=512, model="870 EVO")])
    assert (medium_of(code).size_gb, medium_of(code).model) == (512, "870 EVO")
    assert the(code).step == "erased"


def test_the_same_medium_listed_twice_is_refused(
    audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    twice = [{"kind": "ssd", "id": medium_of(audited_laptop).pk}] * 2
    assert refused("audit", audited_laptop, media=twice).code == "unknown-medium"


def test_a_disk_recorded_in_another_device_is_not_declared_here(
    bench: Bench, collected_laptop: str, refused: Any
) -> None:
    seen = make.disk()
    bench.audited(seen)
    said = refused("audit", collected_laptop, media=[seen])
    assert said.code == "medium-known-elsewhere"


def test_a_loose_disk_is_fitted_not_declared(
    bench: Bench, collected_laptop: str, refused: Any
) -> None:
    loose = bench.loose_disk()
    said = refused("audit", collected_laptop, media=[make.disk(serial=loose.serial)])
    assert said.code == "medium-known-elsewhere" and said.suggest == ("fit",)


def test_a_supervisor_may_say_two_disks_of_one_serial_distinct(
    bench: Bench, collected_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    seen = make.disk()
    bench.audited(seen)
    told = [seen | {"distinct": True}]
    assert refused("audit", collected_laptop, media=told).code == "supervisor-only"
    scan("audit", collected_laptop, supervisor, media=told)
    assert StorageMedium.objects.filter(serial=seen["serial"]).count() == 2


def test_a_disk_that_failed_is_never_said_distinct(
    bench: Bench, collected_laptop: str, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    seen = make.disk()
    code = bench.audited(seen)
    scan("erase", code, outcomes=[{"medium": seen["serial"], "outcome": "failed"}])
    told = [seen | {"distinct": True}]
    said = refused("audit", collected_laptop, supervisor, media=told)
    assert said.code == "medium-known-elsewhere"


def test_an_absent_disk_seen_again_arrives_again(
    bench: Bench, collected_laptop: str, scan: Any, medium_of: Any, supervisor: Actor
) -> None:
    seen = make.disk()
    code = bench.audited(seen)
    bench.erase_all(code)
    scan("audit", code, supervisor, absent=[medium_of(code).pk])
    scan("audit", collected_laptop, media=[seen])
    medium = medium_of(collected_laptop)
    assert (medium.exposure, medium.proof_id, medium.status) == (2, None, "fitted")


def test_a_failed_disk_said_absent_and_listed_at_once_is_a_contradiction(
    bench: Bench, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    seen = make.disk()
    code = bench.audited(seen)
    scan("erase", code, outcomes=[{"medium": seen["serial"], "outcome": "failed"}])
    told = {"absent": [medium_of(code).pk], "media": [seen]}
    assert refused("audit", code, supervisor, **told).code == "contradictory-media"


def test_a_failed_disk_without_serial_stays_failed_when_it_is_seen_again(
    bench: Bench, scan: Any, medium_of: Any, supervisor: Actor
) -> None:
    seen = {"kind": "hdd", "size_gb": 500}
    code = bench.audited(seen)
    failed = medium_of(code)
    scan("erase", code, outcomes=[{"medium": failed.pk, "outcome": "failed"}])
    scan("audit", code, supervisor, absent=[failed.pk])
    scan("audit", code, media=[seen])
    assert medium_of(code).pk == failed.pk and medium_of(code).failed


def test_a_disk_discovered_late_was_not_the_donor_s(
    audited_laptop: str, scan: Any, refused: Any, supervisor: Actor, medium_of: Any
) -> None:
    known = medium_of(audited_laptop)
    scan("audit", audited_laptop, media=[{"kind": "ssd", "id": known.pk}, make.disk("hdd")])
    said = refused("return_to_donor", audited_laptop, supervisor, signature="signé")
    assert said.code == "not-the-donors"
