"""One text for one value, that of RFC 8785, whoever writes it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inventory.journal import canonical
from inventory.vocabulary import Step

EXACT = st.integers(-canonical.LARGEST, canonical.LARGEST)
LEAVES = st.none() | st.booleans() | EXACT | st.text()
TOLD = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)
NUMBERS = TOLD | st.floats(allow_nan=False, allow_infinity=False)


@given(TOLD)
def test_what_is_written_reads_back(value: object) -> None:
    assert json.loads(canonical.text(value)) == value
    assert canonical.text(json.loads(canonical.text(value))) == canonical.text(value)


@given(st.lists(NUMBERS))
def test_the_text_is_that_of_rfc_8785(value: object) -> None:
    assert canonical.text(value) == rfc8785.dumps(value).decode()


@given(st.datetimes(datetime.fromisoformat("0002-01-01"), timezones=st.timezones()))
def test_a_moment_has_one_text_whatever_its_zone(value: datetime) -> None:
    utc = value.astimezone(UTC)
    assert canonical.moment(value) == canonical.moment(utc)
    assert datetime.fromisoformat(canonical.moment(value)) == utc


def test_words_dates_and_tuples_are_json() -> None:
    paris = timezone(timedelta(hours=1))
    value = {
        "step": Step.READY,
        "on": date(2026, 3, 1),
        "at": datetime(2026, 3, 1, 11, tzinfo=paris),
        "list": ("b", "a"),
    }
    assert canonical.text(value) == (
        '{"at":"2026-03-01T10:00:00.000000Z","list":["b","a"],"on":"2026-03-01","step":"ready"}'
    )


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\ud800": 1}, float("nan")])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeEncodeError)):
        canonical.text([value])
