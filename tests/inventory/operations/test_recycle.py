"""Orienter, enlever, attester: weighed lots, and what leaves whole to be destroyed."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Entry, Incident, Pallet
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def removal(cast: Cast, lot: Pallet, **more: Any) -> dict[str, Any]:
    return {"pallet": lot.pk, "operator": cast.recycler.pk, "slip": "BSD-7"} | more


def oriented(bench: Bench, scan: Any, code: str, *, destroy: bool) -> Pallet:
    """On a pallet, closed and weighed."""
    lot = make.pallet(bench.cast.workshop)
    reason = "unerasable" if destroy else "broken"
    scan("recycle", code, reason=reason, to_destroy=destroy, pallet=lot.pk)
    return make.closed(lot)


def test_a_clear_device_oriented_to_recycling_is_waste_still_in_custody(
    cast: Cast, erased_laptop: str, scan: Any, the: Any
) -> None:
    lot = make.pallet(cast.workshop)
    scan("recycle", erased_laptop, reason="obsolete", pallet=lot.pk)
    device = the(erased_laptop)
    assert (device.step, device.legal_status) == ("recycled", "waste")
    assert (device.custodian_id, device.pallet_id) == (cast.workshop.pk, lot.pk)
    assert Entry.objects.filter(subject_id=lot.pk, operation="recycle").count() == 1


def test_a_device_with_an_unproved_disk_cannot_be_recycled(
    audited_laptop: str, refused: Any
) -> None:
    said = refused("recycle", audited_laptop, reason="unerasable")
    assert said.code == "not-clear" and "à détruire" in said.detail


def test_a_collected_device_is_audited_first(collected_laptop: str, refused: Any) -> None:
    said = refused("recycle", collected_laptop, reason="broken")
    assert said.code == "not-clear" and said.suggest == ("audit",)


@pytest.mark.parametrize("step", ["collected", "audited"])
def test_what_cannot_be_erased_is_oriented_whole_to_be_destroyed(
    step: str, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop(step)
    scan("recycle", code, reason="unerasable", to_destroy=True)
    assert (the(code).step, the(code).to_destroy) == ("recycled", True)


def test_a_clear_device_is_not_sent_to_be_destroyed(erased_laptop: str, refused: Any) -> None:
    said = refused("recycle", erased_laptop, reason="broken", to_destroy=True)
    assert said.code == "already-clear"


def test_a_reason_is_given(erased_laptop: str, refused: Any) -> None:
    assert refused("recycle", erased_laptop).code == "invalid-data"


def test_a_closed_or_foreign_pallet_takes_nothing(
    cast: Cast, erased_laptop: str, refused: Any
) -> None:
    full, theirs = make.closed(make.pallet(cast.workshop)), make.pallet(cast.other_workshop)
    told = {"reason": "broken"}
    assert refused("recycle", erased_laptop, **told, pallet=full.pk).code == "pallet-closed"
    assert refused("recycle", erased_laptop, **told, pallet=theirs.pk).code == "unknown-pallet"


def test_a_weighed_pallet_goes_to_the_recycler(
    cast: Cast, bench: Bench, erased_laptop: str, scan: Any, the: Any, supervisor: Actor
) -> None:
    lot = oriented(bench, scan, erased_laptop, destroy=False)
    scan("remove", erased_laptop, supervisor, **removal(cast, lot))
    device = the(erased_laptop)
    assert (device.step, device.removed, device.custodian_id) == (
        "recycled",
        True,
        cast.recycler.pk,
    )
    assert device.released_by_id == cast.workshop.pk


def test_a_supervisor_alone_removes(cast: Cast, bench: Bench, scan: Any, refused: Any) -> None:
    code = bench.laptop("erased")
    lot = oriented(bench, scan, code, destroy=False)
    assert refused("remove", code, **removal(cast, lot)).code == "role"


def test_an_open_pallet_is_not_removed(
    cast: Cast, bench: Bench, the: Any, refused: Any, supervisor: Actor
) -> None:
    code = bench.laptop("recycled")
    lot = Pallet.objects.get(pk=the(code).pallet_id)
    assert refused("remove", code, supervisor, **removal(cast, lot)).code == "pallet-open"


def test_only_what_is_on_the_pallet_is_removed_with_it(
    cast: Cast, bench: Bench, scan: Any, refused: Any, supervisor: Actor
) -> None:
    first, second = bench.laptop("erased"), bench.laptop("erased")
    lot = oriented(bench, scan, first, destroy=False)
    scan("recycle", second, reason="broken")
    said = refused("remove", second, supervisor, **removal(cast, lot))
    assert said.code == "not-on-pallet" and said.suggest == ("reinstate",)


@pytest.mark.parametrize("who", ["workshop", "donor", "structure"])
def test_a_pallet_goes_to_a_recycler_and_nobody_else(
    who: str, cast: Cast, bench: Bench, scan: Any, refused: Any, supervisor: Actor
) -> None:
    code = bench.laptop("erased")
    lot = oriented(bench, scan, code, destroy=False)
    told = removal(cast, lot, operator=getattr(cast, who).pk)
    assert refused("remove", code, supervisor, **told).code == "unknown-recycler"


def test_what_is_to_be_destroyed_leaves_under_a_signed_order_that_names_it(
    cast: Cast, bench: Bench, audited_laptop: str, scan: Any, refused: Any, the: Any,
    supervisor: Actor,
) -> None:  # fmt: skip
    lot = oriented(bench, scan, audited_laptop, destroy=True)
    assert refused("remove", audited_laptop, supervisor, **removal(cast, lot)).code == (
        "order-missing"
    )
    scan("remove", audited_laptop, supervisor, **removal(cast, lot, order="OD-12"))
    assert (the(audited_laptop).removed, the(audited_laptop).order_ref) == (True, "OD-12")


def test_a_removed_device_is_not_removed_twice(
    cast: Cast, bench: Bench, the: Any, refused: Any
) -> None:
    code = bench.removed()
    lot = Pallet.objects.get(pk=the(code).pallet_id)
    theirs = make.actor(cast.recycler, "supervisor")
    assert refused("remove", code, theirs, **removal(cast, lot)).code == "already-removed"


def test_the_destruction_certificate_closes_the_exception(
    cast: Cast, bench: Bench, audited_laptop: str, scan: Any, refused: Any, the: Any,
    supervisor: Actor,
) -> None:  # fmt: skip
    lot = oriented(bench, scan, audited_laptop, destroy=True)
    told = {"certificate": "CD-2026-3"}
    said = refused("certify_destruction", audited_laptop, supervisor, **told)
    assert said.code == "no-certificate-awaited"
    scan("remove", audited_laptop, supervisor, **removal(cast, lot, order="OD-12"))
    other = make.actor(cast.other_workshop, "supervisor")
    assert refused("certify_destruction", audited_laptop, other, **told).code == "not-in-custody"
    scan("certify_destruction", audited_laptop, supervisor, **told)
    assert the(audited_laptop).destruction_certificate == "CD-2026-3"
    again = refused("certify_destruction", audited_laptop, supervisor, **told)
    assert again.code == "no-certificate-awaited"


def test_no_certificate_is_awaited_for_a_clear_device(
    bench: Bench, refused: Any, supervisor: Actor
) -> None:
    said = refused("certify_destruction", bench.removed(), supervisor, certificate="CD-1")
    assert said.code == "no-certificate-awaited"


def test_a_device_certified_destroyed_that_comes_back_is_an_incident(
    cast: Cast, bench: Bench, audited_laptop: str, scan: Any, the: Any, supervisor: Actor
) -> None:
    lot = oriented(bench, scan, audited_laptop, destroy=True)
    scan("remove", audited_laptop, supervisor, **removal(cast, lot, order="OD-12"))
    scan("certify_destruction", audited_laptop, supervisor, certificate="CD-1")
    scan("take_back", audited_laptop)
    assert the(audited_laptop).destruction_certificate == ""
    assert Incident.objects.get(device=audited_laptop).kind == "found"


def test_an_old_order_does_not_serve_in_a_later_cycle(
    cast: Cast, bench: Bench, audited_laptop: str, scan: Any, refused: Any, the: Any,
    supervisor: Actor,
) -> None:  # fmt: skip
    lot = oriented(bench, scan, audited_laptop, destroy=True)
    scan("remove", audited_laptop, supervisor, **removal(cast, lot, order="OD-12"))
    scan("take_back", audited_laptop)
    again = oriented(bench, scan, audited_laptop, destroy=True)
    said = refused("remove", audited_laptop, supervisor, **removal(cast, again))
    assert said.code == "order-missing"
