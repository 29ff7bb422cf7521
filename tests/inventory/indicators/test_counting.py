"""What is counted, on small histories whose figures are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from inventory.indicators.chain import month_of
from inventory.indicators.counting import bring_up_to_date, differences, recount
from inventory.indicators.reading import median
from inventory.models import DeviceCount, MonthCount
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.indicators.conftest import Counted
from tests.inventory.workbench import Bench


def test_a_device_counts_once_at_each_step_of_its_life(bench: Bench, counted: Counted) -> None:
    bench.laptop("distributed")
    bench.laptop("delivered")
    bench.laptop("ready")
    bench.laptop("recycled")
    assert counted("collected") == 4
    assert counted("ready", "refurbished") == 3
    assert counted("delivered") == 2
    assert counted("distributed", "person:given") == 1
    assert counted("equipped", "given") == 1
    assert counted("outcome", "gift:distributed") == 1
    assert counted("outcome", "gift:recycled") == 1


def test_a_return_is_neither_collected_again_nor_a_second_first_outcome(
    bench: Bench, counted: Counted, scan: Scan
) -> None:
    code = bench.laptop("distributed")
    scan("take_back", code)
    scan("return_to_donor", bench.laptop("audited"), bench.supervisor, signature="signé")
    assert counted("collected") == 2
    assert counted("outcome") == 2


def test_an_invalidated_label_was_never_a_device(bench: Bench, counted: Counted) -> None:
    bench.laptop("void")
    assert counted("collected") == 0


def test_what_is_undone_did_not_happen(bench: Bench, counted: Counted, scan: Scan) -> None:
    code = bench.laptop("ready")
    assert counted("ready") == 1
    scan("undo", code)
    assert counted("ready") == 0
    assert differences() == []
    scan("stock", code, grade="B", system="Debian 12", accessories=["charger"])
    assert counted("ready") == 1


def test_an_optional_function_that_fails_makes_it_second_hand_tested(
    bench: Bench, counted: Counted, scan: Scan
) -> None:
    code = bench.laptop("erased")
    scan("test", code, tests=make.all_pass() | {"bluetooth": "fail"})
    scan("stock", code, grade="B", system="Debian 12", accessories=["charger"])
    assert counted("ready", "used") == 1
    assert counted("ready", "refurbished") == 0


def test_a_lot_counts_one_person_and_each_of_its_devices(
    bench: Bench, counted: Counted, scan: Scan
) -> None:
    for kind in ("desktop", "monitor"):
        scan("hand_over", bench.reserved(kind), reference="D-7", lot="lot-7")
    assert counted("distributed") == 2
    assert counted("equipped") == 1


def test_loans_and_the_structures_own_equipment_stand_apart(
    bench: Bench, counted: Counted, scan: Scan
) -> None:
    scan("hand_over", bench.reserved(), reference="D-1", mode="lent", return_due="2099-01-01")
    scan("hand_over", bench.reserved(), to="structure")
    assert counted("equipped", "lent") == 1
    assert counted("equipped") == 1
    assert counted("distributed", "structure:given") == 1


def test_the_month_is_when_it_happened_not_when_it_was_told(
    cast: make.Cast, scan: Scan, counted: Counted, long_ago: datetime
) -> None:
    from inventory.codes import mint_codes

    code = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    gift = make.collection(cast.workshop, cast.donor)
    scan("register", code, at=long_ago, collection=gift.pk, kind="laptop")
    assert counted("collected", month=f"{month_of(long_ago):%Y-%m}") == 1


def test_weights_are_summed_and_the_last_one_is_kept(
    bench: Bench, counted: Counted, scan: Scan, collected_laptop: str
) -> None:
    bench.registered()
    scan("weigh", collected_laptop, grams=2100)
    scan("weigh", collected_laptop, grams=1900)
    assert counted("weighed") == 1
    assert MonthCount.objects.get(figure="weighed", count=1).amount == 1900


def test_the_giver_the_workshop_and_the_structure_are_named(
    bench: Bench, counted: Counted, cast: make.Cast
) -> None:
    bench.laptop("distributed")
    counted("collected")
    collected = MonthCount.objects.get(figure="collected")
    given = MonthCount.objects.get(figure="distributed")
    assert (collected.organisation_id, collected.counterpart_id) == (
        cast.workshop.pk,
        cast.donor.pk,
    )
    assert (given.organisation_id, given.counterpart_id) == (cast.workshop.pk, cast.structure.pk)


def test_counting_again_from_the_journal_changes_nothing(bench: Bench, scan: Scan) -> None:
    for step in ("collected", "in_repair", "distributed", "recycled"):
        code = bench.laptop(step)
        bring_up_to_date()
    scan("declare_lost", bench.laptop("audited"), kind="theft")
    bring_up_to_date()
    assert differences() == []
    kept = cells()
    assert recount() == DeviceCount.objects.count()
    assert cells() == kept
    assert code


def test_a_count_that_somebody_changed_is_found(bench: Bench, counted: Counted) -> None:
    bench.laptop("collected")
    counted("collected")
    MonthCount.objects.filter(figure="collected").update(count=7)
    assert any("collected" in told for told in differences())


def cells() -> list[tuple[object, ...]]:
    columns = [f.attname for f in MonthCount._meta.concrete_fields if f.attname != "id"]
    return sorted(MonthCount.objects.exclude(count=0).values_list(*columns), key=repr)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
def test_the_median_of_a_histogram_is_the_median_of_its_values(days: list[int]) -> None:
    from statistics import median as exactly

    assert median(Counter(days)) == exactly(days)
