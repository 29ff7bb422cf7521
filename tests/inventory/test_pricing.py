"""A lot's price is shared to the cent, and no part of it ever passes the cap of the law."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from inventory.legal_caps import CAPS_CENTS, cap_cents
from inventory.pricing import order, shares
from inventory.vocabulary import DeviceKind


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_lawful_lot_is_handed_over_under_the_cap_all_the_way(count: int) -> None:
    for kinds in combinations_with_replacement(CAPS_CENTS, count):
        lot = [kinds[at] for at in order(kinds)]
        cap = cap_cents(lot) or 0
        for total in (count, cap // 3, cap - 1, cap):
            prices = shares(total, lot)
            assert sum(prices) == total
            assert min(prices) >= 1
            for few in range(1, count + 1):
                assert sum(prices[:few]) <= (cap_cents(lot[:few]) or 0), (lot, total, prices)


def test_what_the_decree_does_not_name_has_its_share() -> None:
    assert shares(100_00, [DeviceKind.FEATURE_PHONE, DeviceKind.FEATURE_PHONE]) == [50_00, 50_00]
