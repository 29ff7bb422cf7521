"""Auditer: media stated, slots answered, functions tested, grade."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Incident, StorageMedium
from tests.inventory import factories as make
from tests.inventory.workbench import Bench

EMPTY = {"sim": "empty", "card": "empty"}


def test_an_audit_lists_the_media_and_leads_to_audited(
    collected_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    scan("audit", collected_laptop, media=[make.disk(serial="WD-42Z", model="Blue")])
    device, medium = the(collected_laptop), medium_of(collected_laptop)
    assert (device.step, device.statement) == ("audited", "listed")
    assert (medium.serial, medium.model, medium.exposure) == ("WD-42Z", "Blue", 1)


def test_an_audit_keeps_tests_grade_system_and_what_blocks(
    collected_laptop: str, scan: Any, the: Any
) -> None:
    told = {"tests": {"power_on": "pass"}, "grade": "C", "blocking": ["swollen_battery"]}
    scan("audit", collected_laptop, media=[make.disk()], **told, memory_mb=8192)
    device = the(collected_laptop)
    assert device.tests == {"power_on": "pass"} and device.grade == "C"
    assert device.blocking == ["swollen_battery"] and device.capabilities["memory_mb"] == 8192


def test_a_first_audit_without_a_word_of_media_is_refused(
    collected_laptop: str, refused: Any
) -> None:
    assert refused("audit", collected_laptop, grade="B").code == "media-not-stated"


def test_media_and_no_storage_contradict_each_other(collected_laptop: str, refused: Any) -> None:
    said = refused("audit", collected_laptop, media=[make.disk()], no_storage=True)
    assert said.code == "contradictory-media"


def test_an_empty_list_of_media_is_not_a_list(collected_laptop: str, refused: Any) -> None:
    assert refused("audit", collected_laptop, media=[]).code == "no-storage-refused"


def test_a_monitor_without_storage_is_clear(bench: Bench, scan: Any) -> None:
    code = bench.registered("monitor")
    assert scan("audit", code, no_storage=True).answer["device"]["clear"] is True


@pytest.mark.parametrize("kind", ["smartphone", "feature_phone", "tablet"])
def test_no_storage_is_refused_for_what_always_has_a_memory(
    kind: str, bench: Bench, refused: Any
) -> None:
    said = refused("audit", bench.registered(kind), no_storage=True, slots=EMPTY)
    assert said.code == "no-storage-refused"


def test_no_storage_is_refused_after_a_list(audited_laptop: str, refused: Any) -> None:
    assert refused("audit", audited_laptop, no_storage=True).code == "no-storage-refused"


def test_no_storage_is_refused_after_a_list_of_an_earlier_cycle(
    audited_laptop: str, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    scan("take_out", audited_laptop, medium=medium_of(audited_laptop).pk)
    scan("declare_lost", audited_laptop, kind="loss")
    scan("find", audited_laptop, supervisor)
    assert refused("audit", audited_laptop, no_storage=True).code == "no-storage-refused"


def test_a_bare_machine_of_a_later_cycle_is_audited_with_an_empty_list(
    audited_laptop: str, scan: Any, the: Any, medium_of: Any, supervisor: Actor
) -> None:
    scan("take_out", audited_laptop, medium=medium_of(audited_laptop).pk)
    scan("declare_lost", audited_laptop, kind="loss")
    scan("find", audited_laptop, supervisor)
    scan("audit", audited_laptop, media=[])
    assert the(audited_laptop).statement == "listed"


def test_no_storage_is_refused_against_a_snapshot_that_shows_a_disk(
    collected_laptop: str, scan: Any, refused: Any
) -> None:
    scan("snapshot", collected_laptop, evidence="f" * 64, reader="lshw", media=[make.disk()])
    assert refused("audit", collected_laptop, no_storage=True).code == "no-storage-refused"


def test_a_list_shorter_than_a_snapshot_is_refused(
    collected_laptop: str, scan: Any, refused: Any
) -> None:
    shown = [make.disk(), make.disk()]
    scan("snapshot", collected_laptop, evidence="f" * 64, reader="lshw", media=shown)
    assert refused("audit", collected_laptop, media=shown[:1]).code == "no-storage-refused"


def test_a_phone_answers_for_each_of_its_slots(bench: Bench, refused: Any) -> None:
    code = bench.registered("smartphone")
    told = {"media": [make.disk("ufs")]}
    assert refused("audit", code, **told).code == "slot-not-answered"
    assert refused("audit", code, **told, slots={"sim": "empty"}).code == "slot-not-answered"


def test_a_listed_card_answers_for_its_slot(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.registered("smartphone")
    media = [make.disk("ufs"), {"kind": "sim"}]
    scan("audit", code, media=media, slots={"card": "empty"})
    assert (the(code).slot_sim, the(code).slot_card) == ("listed", "empty")


def test_an_occupied_slot_needs_its_card(bench: Bench, refused: Any) -> None:
    code = bench.registered("smartphone")
    told = {"media": [make.disk("ufs")], "slots": {"sim": "listed", "card": "empty"}}
    assert refused("audit", code, **told).code == "contradictory-slot"


def test_a_slot_is_not_said_occupied_later_without_its_card(bench: Bench, refused: Any) -> None:
    code = bench.smartphone()
    assert refused("audit", code, slots={"sim": "listed"}).code == "contradictory-slot"


def test_a_slot_is_not_said_empty_while_its_card_is_known(
    bench: Bench, scan: Any, refused: Any
) -> None:
    code = bench.registered("smartphone")
    scan("audit", code, media=[make.disk("ufs"), {"kind": "sim"}], slots={"card": "empty"})
    assert refused("audit", code, slots={"sim": "empty"}).code == "contradictory-slot"


def test_a_slot_is_empty_once_its_card_is_taken_out(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.registered("smartphone")
    scan("audit", code, media=[make.disk("ufs"), {"kind": "sim"}], slots={"card": "empty"})
    scan("take_out", code, medium=StorageMedium.objects.get(device=code, kind="sim").pk)
    assert the(code).slot_sim == "empty"
    scan("audit", code, grade="B")


def test_a_phone_without_its_memory_is_never_clear(bench: Bench, scan: Any) -> None:
    code = bench.registered("smartphone")
    media = [{"kind": "sim"}]
    done = scan("audit", code, media=media, slots={"card": "empty"})
    sim = StorageMedium.objects.get(device=code)
    done = scan("erase", code, outcomes=[{"medium": sim.pk, "outcome": "destroyed"}])
    assert done.answer["device"]["clear"] is False


def test_a_change_of_kind_asks_for_the_media_again(audited_laptop: str, refused: Any) -> None:
    assert refused("audit", audited_laptop, kind="desktop").code == "media-not-stated"


def test_a_change_of_kind_asks_for_the_slots_again(bench: Bench, refused: Any) -> None:
    code = bench.smartphone()
    medium = StorageMedium.objects.get(device=code)
    media = [{"kind": "ufs", "id": medium.pk}]
    assert refused("audit", code, kind="tablet", media=media).code == "slot-not-answered"


def test_a_change_of_kind_forgets_the_tests_of_the_other_kind(
    bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.registered("monitor")
    scan("audit", code, no_storage=True, tests={"video_in": "pass"})
    scan("audit", code, kind="printer", no_storage=True)
    assert the(code).kind == "printer" and the(code).tests == {}


def test_a_phone_does_not_become_a_monitor_to_lose_its_memory(
    bench: Bench, refused: Any, supervisor: Actor
) -> None:
    code = bench.smartphone()
    told = {"kind": "monitor", "no_storage": True}
    assert refused("audit", code, **told).code == "kind-refused"
    assert refused("audit", code, supervisor, **told).code == "kind-refused"


def test_a_supervisor_corrects_a_kind_typed_by_mistake(
    bench: Bench, scan: Any, refused: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.registered("smartphone")
    told = {"kind": "monitor", "no_storage": True}
    assert refused("audit", code, **told).code == "kind-refused"
    scan("audit", code, supervisor, **told)
    assert the(code).kind == "monitor"


def test_a_known_medium_cannot_be_omitted(audited_laptop: str, refused: Any) -> None:
    said = refused("audit", audited_laptop, media=[make.disk("hdd", size_gb=500)])
    assert said.code == "medium-omitted" and "take_out" in said.suggest


def test_a_new_audit_without_media_keeps_those_it_knows(
    audited_laptop: str, scan: Any, the: Any
) -> None:
    scan("audit", audited_laptop, grade="A")
    assert the(audited_laptop).statement == "listed"
    assert StorageMedium.objects.filter(device=audited_laptop).count() == 1


def test_an_operator_cannot_say_a_medium_absent(
    audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    said = refused("audit", audited_laptop, absent=[medium_of(audited_laptop).pk])
    assert (said.code, said.status) == ("supervisor-only", 403)


def test_an_absent_medium_that_was_not_clean_opens_an_incident(
    audited_laptop: str, scan: Any, medium_of: Any, supervisor: Actor
) -> None:
    medium = medium_of(audited_laptop)
    scan("audit", audited_laptop, supervisor, absent=[medium.pk])
    medium.refresh_from_db()
    assert (medium.status, medium.device_id) == ("absent", None)
    assert Incident.objects.get(medium=medium).kind == "medium_absent"


def test_an_absent_medium_that_was_clean_opens_none(
    erased_laptop: str, scan: Any, medium_of: Any, supervisor: Actor
) -> None:
    scan("audit", erased_laptop, supervisor, absent=[medium_of(erased_laptop).pk])
    assert not Incident.objects.exists()


def test_a_soldered_memory_cannot_be_absent(
    bench: Bench, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    code = bench.smartphone()
    said = refused("audit", code, supervisor, absent=[medium_of(code).pk])
    assert said.code == "soldered"


def test_a_medium_of_another_device_cannot_be_said_absent_here(
    bench: Bench, audited_laptop: str, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    theirs = medium_of(bench.audited())
    assert refused("audit", audited_laptop, supervisor, absent=[theirs.pk]).code == "unknown-medium"
