"""The collections to come: told from those made, nothing from nothing."""

from __future__ import annotations

from datetime import date

import pytest

from forecast.incoming import expected, panel
from forecast.vocabulary import ALL
from inventory.indicators.periods import add_months
from tests.forecast.test_api import ask
from tests.inventory.api.house import Caller
from tests.network import factories

LAST = date(2026, 10, 1)


def history(months: int, **monthly: int) -> dict[tuple[date, str], int]:
    return {
        (add_months(LAST, -back), kind): count
        for back in range(months)
        for kind, count in monthly.items()
    }


def test_steady_collections_go_on_and_kinds_add_up() -> None:
    rows = expected(panel(history(24, laptop=30, desktop=10), LAST))
    by = {(row.month, row.kind): row.figure for row in rows}
    assert by["2026-11", "laptop"].value == pytest.approx(30, rel=0.1)
    parts = [by["2027-03", kind].value or 0 for kind in ("laptop", "desktop")]
    assert by["2027-03", ALL].value == pytest.approx(sum(parts))
    year = sum(by[month, ALL].value or 0 for month, kind in by if kind == ALL and month)
    assert by["", ALL].value == pytest.approx(year)
    assert {row.figure.status for row in rows} == {"estimated"}


def test_a_few_months_are_an_extrapolation_and_wide() -> None:
    short = expected(panel(history(3, laptop=30), LAST), "laptop")[0].figure
    long = expected(panel(history(36, laptop=30), LAST), "laptop")[0].figure
    assert short.status == "extrapolated"
    assert short.width is not None and long.width is not None and short.width > 2 * long.width


def test_nothing_collected_tells_nothing() -> None:
    assert expected(panel({}, LAST)) == []
    assert expected(panel(history(12, laptop=3), LAST), "printer") == []


def test_a_kind_that_is_not_estimated_is_left_out() -> None:
    assert panel(history(12, copier=3), LAST).empty


def test_a_network_without_a_collection_says_so(corner: None) -> None:
    reader = Caller(who=factories.member("reader", factories.organisation()))
    told = ask(reader, "flows", territory="84")
    assert told["rows"] == [] and told["months_known"] == 0 and "Aucune collecte" in told["note"]
    assert ask(reader, "flows", 404, territory="nulle part")["code"] == "unknown-territory"
    assert ask(reader, "flows", 422, territory="84", kind="toaster")["code"] == "invalid-data"
    assert Caller().get("/api/forecast/flows", territory="84").status_code == 401
