"""A small history made by hand, so that its figures can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from inventory.indicators.counting import bring_up_to_date
from inventory.models import MonthCount

Counted = Callable[..., int]


@pytest.fixture
def counted() -> Counted:
    """``counted(figure, detail="", month=None)``: how many, after what the journal now says."""

    def count(figure: str, detail: str | None = None, month: str | None = None) -> int:
        bring_up_to_date()
        cells = MonthCount.objects.filter(figure=figure)
        if detail is not None:
            cells = cells.filter(detail=detail)
        if month is not None:
            cells = cells.filter(month=f"{month}-01")
        return sum(cells.values_list("count", flat=True))

    return count


@pytest.fixture
def long_ago() -> datetime:
    """Some noon twenty days ago: a scan may still be told of it."""
    return datetime.now(UTC).replace(hour=12) - timedelta(days=20)
