"""The whole demonstration: what it must show, how many of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inventory.vocabulary import DeviceKind, Step
from tests.filiere.demo import facts
from tests.places import fresh_place, manage

pytestmark = [pytest.mark.engineless, pytest.mark.slow, pytest.mark.xdist_group("demo-full")]


@pytest.fixture(scope="module")
def full(ground: Path, engine: str) -> Iterator[dict[str, str]]:
    with fresh_place(ground, postgres=engine, commands=facts.FULL) as env:
        yield env


@pytest.fixture(scope="module")
def counts(full: dict[str, str]) -> dict[str, dict[str, int]]:
    told: dict[str, dict[str, int]] = facts.ask(full, "counts")
    return told


@pytest.fixture(scope="module")
def rest(full: dict[str, str]) -> dict[str, int]:
    told: dict[str, int] = facts.ask(full, "rest")
    return told


def test_eight_hundred_devices_of_all_kinds_in_all_steps(
    counts: dict[str, dict[str, int]],
) -> None:
    assert sum(counts["steps"].values()) == 800
    assert set(counts["steps"]) == {step.value for step in Step}
    assert set(counts["kinds"]) == {kind.value for kind in DeviceKind}
    assert counts["kinds"]["laptop"] > 200
    assert min(counts["kinds"].values()) >= 8


def test_most_devices_have_reached_an_end_and_some_are_everywhere(
    counts: dict[str, dict[str, int]],
) -> None:
    steps = counts["steps"]
    assert 270 <= steps["distributed"] <= 450
    assert 200 <= steps["recycled"] <= 350
    for step in ("collected", "audited", "erased", "in_repair", "reserved", "delivered"):
        assert 1 <= steps[step] <= 60, step
    assert steps["ready"] >= 15
    assert counts["cycles"].get("2", 0) >= 15
    assert counts["cycles"].get("3", 0) >= 1


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("media", {"fitted", "loose", "destroyed", "absent"}),
        ("levels", {"clear", "purge", "destroy"}),
        ("results", {"success", "failed"}),
        ("collections", {"proposed", "planned", "fetched", "sorted"}),
        ("bases", {"household", "company", "public_donation", "waste_stream"}),
        ("witnesses", {"none", "second", "photo"}),
        ("requests", {"open", "closed", "cancelled"}),
        ("modes", {"given", "sold", "lent"}),
        ("recipients", {"person", "structure"}),
        ("transfers", {"accepted", "cancelled", ""}),
        ("incidents", {"loss", "theft", "proof_withdrawn", "medium_absent"}),
        ("recalls", {"", "taken_back", "unreachable"}),
        ("legal", {"product", "waste"}),
    ],
)
def test_every_word_of_the_trade_is_shown(
    counts: dict[str, dict[str, int]], table: str, words: set[str]
) -> None:
    assert words <= set(counts[table])


@pytest.mark.parametrize(
    "what",
    [
        "holds_open",
        "holds_closed",
        "gaps",
        "refused_at_the_door",
        "households",
        "moved_media",
        "loose_coded",
        "parts_used",
        "parts_made",
        "pallets_closed",
        "removed",
        "certified",
        "to_destroy_kept",
        "no_media",
        "evidence",
        "lots",
        "sold_public",
        "offers_open",
        "recalls_open",
        "waiting_requests",
        "thefts_with_data",
        "by_point",
    ],
)
def test_it_is_shown_at_least_once(rest: dict[str, int], what: str) -> None:
    assert rest[what] >= 1


def test_all_went_through_the_journal(
    counts: dict[str, dict[str, int]], rest: dict[str, int]
) -> None:
    assert rest["entries"] >= 7000
    assert counts["operations"]["register"] == 1600  # in the chain of its collection too
    assert counts["subjects"]["device"] >= 5000


def test_work_is_spread_over_fourteen_months(full: dict[str, str]) -> None:
    months: dict[str, Any] = facts.ask(full, "months")
    assert len(months) >= 13
    assert max(months.values()) < 0.15 * sum(months.values())
    assert min(months) >= "2025-04"
    assert max(months) == "2026-06"


def test_the_journal_is_intact(full: dict[str, str]) -> None:
    assert "Journal intact" in manage(full, "verify_journal")
