"""One writer, one transaction: keys, clocks, what was seen, what is never half-written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import Device, Entry, Receipt
from inventory.perform import perform
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench
from tests.inventory.written import written


def test_an_entry_tells_who_where_when_and_what(
    cast: Cast, audited_laptop: str, scan: Any, operator: Actor
) -> None:
    scan("weigh", audited_laptop, grams=1800)
    entry = Entry.objects.filter(subject_id=audited_laptop).latest("sequence")
    assert (entry.operation, entry.user_id) == ("weigh", operator.user_id)
    assert (entry.organisation_id, entry.data) == (cast.workshop.pk, '{"grams":1800}')
    device = Device.objects.get(pk=audited_laptop)
    assert (device.head_hash, device.head_sequence) == (entry.hash, entry.sequence)


def test_an_outcome_tells_the_device_and_what_comes_next(collected_laptop: str, scan: Any) -> None:
    done = scan("audit", collected_laptop, media=[make.disk()])
    assert done.status == "done"
    assert (done.answer["device"]["step"], done.answer["device"]["clear"]) == ("audited", False)
    assert "erase" in {row["operation"] for row in done.answer["next"]}


def test_the_same_key_and_content_is_answered_the_same_and_done_once(
    audited_laptop: str, scan: Any
) -> None:
    first = scan("weigh", audited_laptop, key="k-1", grams=1800)
    again = scan("weigh", audited_laptop, key="k-1", grams=1800)
    assert (again.status, again.answer) == ("replayed", first.answer)
    assert Entry.objects.filter(subject_id=audited_laptop, operation="weigh").count() == 1


@pytest.mark.parametrize(
    ("operation", "told"),
    [("weigh", {"grams": 1801}), ("count", {}), ("photograph", {"photo": "a"})],
)
def test_the_same_key_for_another_content_is_a_conflict(
    operation: str, told: dict[str, Any], audited_laptop: str, scan: Any, refused: Any
) -> None:
    scan("weigh", audited_laptop, key="k-1", grams=1800)
    said = refused(operation, audited_laptop, key="k-1", **told)
    assert (said.code, said.status) == ("key-reused", 409)


def test_a_key_is_an_organisation_s_own(
    cast: Cast, audited_laptop: str, bench: Bench, scan: Any
) -> None:
    scan("weigh", audited_laptop, key="k-1", grams=1800)
    theirs = make.actor(cast.other_workshop)
    scan("transfer", audited_laptop, to=cast.other_workshop.pk)
    scan("accept_transfer", audited_laptop, theirs)
    assert scan("weigh", audited_laptop, theirs, key="k-1", grams=1700).status == "done"


def test_a_refused_scan_may_be_sent_again_under_its_key(
    audited_laptop: str, scan: Any, refused: Any, bench: Bench
) -> None:
    told = {"key": "k-9", "grade": "B", "system": "Debian 12", "accessories": []}
    refused("stock", audited_laptop, **told)
    assert not Receipt.objects.exists()
    bench.erase_all(audited_laptop)
    scan("test", audited_laptop, tests=make.all_pass())
    assert scan("stock", audited_laptop, **told).status == "done"


def test_a_step_that_is_no_longer_the_one_seen_is_a_conflict(
    audited_laptop: str, scan: Any, refused: Any
) -> None:
    said = refused("weigh", audited_laptop, seen_step="collected", grams=10)
    assert (said.code, said.status) == ("seen-step", 409) and "audité" in said.detail
    scan("weigh", audited_laptop, seen_step="audited", grams=10)


def test_a_moment_before_the_last_entry_is_a_conflict(
    collected_laptop: str, scan: Any, refused: Any
) -> None:
    before = timezone.now() - timedelta(minutes=10)
    said = refused("audit", collected_laptop, at=before, media=[make.disk()])
    assert (said.code, said.status) == ("out-of-order", 409)


def test_a_clock_more_than_five_minutes_fast_is_refused(
    audited_laptop: str, scan: Any, refused: Any, the: Any
) -> None:
    ahead = timezone.now() + timedelta(minutes=6)
    assert refused("weigh", audited_laptop, at=ahead, grams=1).code == "clock-ahead"


def test_a_clock_a_little_fast_is_set_to_now(audited_laptop: str, scan: Any, the: Any) -> None:
    scan("weigh", audited_laptop, at=timezone.now() + timedelta(minutes=4), grams=1)
    assert the(audited_laptop).head_at <= timezone.now()
    scan("weigh", audited_laptop, grams=2)


def test_a_scan_older_than_thirty_days_is_refused(cast: Cast, refused: Any) -> None:
    from inventory.codes import mint_codes

    gift = make.collection(cast.workshop, cast.donor)
    code = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    old = timezone.now() - timedelta(days=31)
    said = refused("register", code, at=old, collection=gift.pk, kind="laptop")
    assert said.code == "too-old"


def test_an_import_may_tell_what_is_older(cast: Cast, operator: Actor) -> None:
    from inventory.codes import mint_codes

    gift = make.collection(cast.workshop, cast.donor)
    code = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    old = timezone.now() - timedelta(days=400)
    told = {"collection": gift.pk, "kind": "laptop"}
    perform(
        operation="register", code=code, actor=operator, data=told, occurred_at=old, any_past=True
    )
    entry = Entry.objects.get(subject_id=code)
    assert entry.occurred_at == old and entry.recorded_at > old + timedelta(days=399)


def test_an_unknown_code_is_refused_with_the_nearest_one(audited_laptop: str, refused: Any) -> None:
    from labels.codes import mint

    said = refused("weigh", mint(), grams=1)
    assert (said.code, said.status) == ("unknown-code", 404)


def test_an_unknown_operation_is_refused(audited_laptop: str, refused: Any) -> None:
    assert refused("teleport", audited_laptop).code == "unknown-operation"
    assert refused("💥" * 100, audited_laptop).code == "unknown-operation"


def test_a_crash_in_the_middle_leaves_nothing(
    audited_laptop: str, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inventory import perform as performing

    def broken(*told: object, **more: object) -> None:
        raise RuntimeError("power cut")

    before = written()
    monkeypatch.setattr(performing, "append", broken)
    with pytest.raises(RuntimeError):
        perform(
            operation="audit", code=audited_laptop, actor=operator, key="k-3", data={"grade": "A"}
        )
    assert written() == before


def test_what_the_database_refuses_is_said_in_french(
    audited_laptop: str, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of a row is gone: the trigger still holds, and the answer is a sentence."""
    from dataclasses import replace

    from inventory import decide
    from inventory.circuit import CIRCUIT

    bare = replace(CIRCUIT["stock"], guards=())
    monkeypatch.setitem(decide.CIRCUIT, "stock", bare)
    before = written()
    with pytest.raises(Refused) as caught:
        perform(operation="stock", code=audited_laptop, actor=operator, data={"grade": "A"})
    assert (caught.value.code, caught.value.status) == ("held-by-the-database", 409)
    assert written() == before


def test_a_batch_is_the_same_in_every_chain_it_touches(
    audited_laptop: str, scan: Any, medium_of: Any
) -> None:
    scan("take_out", audited_laptop, medium=medium_of(audited_laptop).pk)
    entries = Entry.objects.filter(operation="take_out")
    assert entries.count() == 2 and len({entry.batch for entry in entries}) == 1


def test_rows_without_step_are_not_offered_as_what_comes_next(
    audited_laptop: str, scan: Any
) -> None:
    offered = {row["operation"] for row in scan("count", audited_laptop).answer["next"]}
    assert not offered & {"move", "count", "weigh", "photograph", "test", "reprint"}
