"""Enregistrer, invalider."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.codes import mint_codes
from inventory.models import Code, Entry
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def free_code(cast: Cast) -> str:
    return mint_codes(count=1, organisation_id=cast.workshop.pk)[0]


def test_a_registered_device_is_collected_in_its_first_cycle(
    cast: Cast, scan: Any, the: Any
) -> None:
    gift, code = make.collection(cast.workshop, cast.donor), free_code(cast)
    scan("register", code, collection=gift.pk, kind="laptop", brand="Dell", asset_tag="INV-7")
    device = the(code)
    assert (device.step, device.cycle, device.statement) == ("collected", 1, "")
    assert (device.custodian_id, device.donor_id) == (cast.workshop.pk, cast.donor.pk)
    assert (device.brand, device.asset_tag) == ("Dell", "INV-7")


def test_a_registered_code_is_bound_for_life(bench: Bench, refused: Any) -> None:
    code = bench.registered()
    gift = make.collection(bench.cast.workshop, bench.cast.donor)
    assert Code.objects.get(pk=code).bound_id == code
    assert refused("register", code, collection=gift.pk, kind="laptop").code == "code-taken"


def test_the_code_of_a_loose_disk_is_not_free(bench: Bench, refused: Any) -> None:
    medium = bench.loose_disk()
    gift = make.collection(bench.cast.workshop, bench.cast.donor)
    assert refused("register", medium.code, collection=gift.pk, kind="laptop").code == "code-taken"


def test_a_collection_of_another_organisation_is_unknown(cast: Cast, refused: Any) -> None:
    theirs = make.collection(cast.other_workshop, cast.donor)
    said = refused("register", free_code(cast), collection=theirs.pk, kind="laptop")
    assert (said.code, said.status) == ("unknown-collection", 404)


def test_a_sorted_collection_takes_nothing_more(cast: Cast, refused: Any) -> None:
    gift = make.collection(cast.workshop, cast.donor, state="sorted")
    said = refused("register", free_code(cast), collection=gift.pk, kind="laptop")
    assert said.code == "collection-sorted"


def test_only_a_workshop_or_a_collection_point_registers(cast: Cast, refused: Any) -> None:
    gift = make.collection(cast.distributor, cast.donor)
    who = make.actor(cast.distributor)
    said = refused("register", free_code(cast), who, collection=gift.pk, kind="laptop")
    assert said.code == "not-an-intake"


def test_a_collection_point_registers(cast: Cast, scan: Any, the: Any) -> None:
    gift, code = make.collection(cast.point, cast.donor), free_code(cast)
    scan("register", code, make.actor(cast.point), collection=gift.pk, kind="tablet")
    assert the(code).custodian_id == cast.point.pk


def test_a_gift_is_a_product_and_a_waste_stream_is_waste(
    cast: Cast, bench: Bench, the: Any
) -> None:
    waste = make.collection(cast.workshop, cast.donor, legal_basis="waste_stream")
    assert the(bench.registered()).legal_status == "product"
    assert the(bench.registered(gift=waste)).legal_status == "waste"


def test_a_household_s_device_has_no_donor_organisation(cast: Cast, bench: Bench, the: Any) -> None:
    assert the(bench.registered(gift=make.collection(cast.workshop, None))).donor_id is None


def test_the_first_entry_of_a_chain_is_the_registration(collected_laptop: str) -> None:
    entry = Entry.objects.get(subject_id=collected_laptop)
    assert (entry.sequence, entry.operation, entry.previous_hash) == (1, "register", "")
    assert (entry.step_before, entry.step_after) == ("", "collected")


def test_an_empty_label_is_voided(
    collected_laptop: str, scan: Any, the: Any, supervisor: Actor
) -> None:
    scan("void", collected_laptop, supervisor, reason="empty_label")
    assert the(collected_laptop).step == "void"


def test_a_moved_device_may_still_be_voided(
    cast: Cast, collected_laptop: str, scan: Any, the: Any, supervisor: Actor
) -> None:
    scan("move", collected_laptop, place=make.place(cast.workshop).pk)
    scan("void", collected_laptop, supervisor, reason="duplicate")
    assert the(collected_laptop).step == "void"


def test_what_was_audited_then_undone_is_not_voided(
    collected_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    scan("audit", collected_laptop, media=[make.disk()])
    scan("undo", collected_laptop)
    said = refused("void", collected_laptop, supervisor, reason="duplicate")
    assert said.code == "already-handled"


def test_a_real_device_that_was_tested_or_weighed_is_not_voided(
    collected_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    scan("weigh", collected_laptop, grams=2100)
    said = refused("void", collected_laptop, supervisor, reason="empty_label")
    assert said.code == "already-handled"


def test_a_device_that_came_back_is_not_voided(
    delivered_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    scan("take_back", delivered_laptop)
    said = refused("void", delivered_laptop, supervisor, reason="duplicate")
    assert said.code == "already-handled"


def test_a_void_label_accepts_nothing_more(bench: Bench, refused: Any, cast: Cast) -> None:
    code = bench.laptop("void")
    assert refused("audit", code, no_storage=True).code == "wrong-step"
    assert refused("move", code, place=make.place(cast.workshop).pk).code == "wrong-step"
