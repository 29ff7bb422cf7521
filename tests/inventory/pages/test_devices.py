"""The list: search, filters, pages, only what one may see, in as many queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.views import devices
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def test_the_list_is_for_who_may_see(
    technician: Visitor, stranger: Visitor, agent: Visitor, collected_laptop: str
) -> None:
    assert collected_laptop in technician.get("/appareils/")
    assert collected_laptop not in agent.get("/appareils/")
    stranger.get("/appareils/", 302)


def test_search_and_filters_narrow_the_list(technician: Visitor, bench: Bench, scan: Scan) -> None:
    dell = bench.registered(brand="Dell", model="Latitude 5490")
    screen = bench.registered("monitor", brand="Iiyama")
    assert dell in technician.get("/appareils/?q=latitude")
    assert screen not in technician.get("/appareils/?q=latitude")
    assert screen in technician.get("/appareils/?kind=monitor")
    assert dell not in technician.get("/appareils/?kind=monitor&step=collected")
    empty = technician.get("/appareils/?step=ready")
    assert "Aucun appareil ne correspond" in empty
    assert "Tout revoir" in empty


@pytest.mark.parametrize(
    "query",
    ["step=nulle", "kind=%00", "q=%00", "after=zzz", "after=%F0%9F%99%82", "q=" + "x" * 900],
)
def test_a_strange_filter_is_no_error(technician: Visitor, query: str) -> None:
    technician.get(f"/appareils/?{query}")


def test_the_list_is_read_page_by_page(
    technician: Visitor, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "PAGE", 2)
    codes = sorted(bench.registered() for _ in range(3))
    first = technician.get("/appareils/?step=collected")
    assert codes[2] not in first
    address = f"/appareils/?step=collected&after={codes[1]}"
    assert address.partition("?")[2] in first
    assert [code in technician.get(address) for code in codes] == [False, False, True]


def test_a_list_of_one_and_a_list_of_many_cost_the_same_queries(
    technician: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    shelf = make.place(cast.workshop)

    def add() -> None:
        scan("move", bench.registered(), place=shelf.pk)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            technician.get("/appareils/")
        return len(queries)

    add()
    one = cost()
    for _ in range(6):
        add()
    assert cost() == one
    assert one <= 12


def test_a_page_of_a_device_costs_the_same_whatever_its_past(
    technician: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    code = bench.laptop("audited")
    shelf = make.place(cast.workshop)
    scan("move", code, place=shelf.pk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            technician.get(f"/appareils/{code}/")
        return len(queries)

    before = cost()
    for _ in range(5):
        scan("move", code, place=shelf.pk)
    assert cost() == before
    assert before <= 24


def test_a_held_recalled_or_offered_device_says_so(
    technician: Visitor,
    bench: Bench,
    scan: Scan,
    cast: make.Cast,
    proof_of: Callable[[str], object],
) -> None:
    scan("hold", bench.laptop("audited"), reason="part", waiting_for="supplier")
    scan("transfer", bench.laptop("collected"), to=cast.other_workshop.pk)
    gone = bench.laptop("distributed")
    scan("withdraw_proof", gone, bench.supervisor, proof=proof_of(gone).pk)  # type: ignore[attr-defined]
    page = technician.get("/appareils/")
    for word in ("En attente", "Transfert proposé", "Rappel"):
        assert word in page


def test_a_word_that_finds_a_lot_is_not_counted_to_the_end(
    technician: Visitor, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "COUNTED", 3)
    monkeypatch.setattr(devices, "PAGE", 2)
    codes = sorted(bench.registered(brand="Dell") for _ in range(3))
    counted = technician.get("/appareils/?q=dell")
    assert "3 appareils" in counted and "Plus de" not in counted
    assert [code in counted for code in codes] == [True, True, False]
    assert codes[2] in technician.get(f"/appareils/?q=dell&after={codes[1]}")
    codes = sorted([*codes, bench.registered(brand="Dell")])
    many = technician.get("/appareils/?q=dell&step=collected")
    assert "Plus de" in many and "toutes étapes comprises" in many
    assert [code in many for code in codes] == [True, True, False, False]
    assert codes[2] in technician.get(f"/appareils/?q=dell&step=collected&after={codes[1]}")
    assert "Aucun appareil ne correspond" in technician.get("/appareils/?q=dell&step=ready")
