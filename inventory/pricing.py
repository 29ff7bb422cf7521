"""The price of a lot shared among its devices, so that every one of them keeps under the law."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from inventory.legal_caps import CAPS_CENTS, cap_cents
from inventory.vocabulary import DeviceKind

UNCAPPED = 100_00
"""Weight of a kind for which the decree names no price."""


def order(kinds: Sequence[str]) -> list[int]:
    """Positions as they should be handed over: screens after the computers they go with."""
    return sorted(range(len(kinds)), key=lambda at: (kinds[at] == DeviceKind.MONITOR, at))


def shares(total: int, kinds: Sequence[str]) -> list[int]:
    """Cents for each device, at least one, in all ``total``; kinds in the order of ``order``.

    In proportion to the caps; where that would put a screen included in its desktop's cap
    over the law on the way, in proportion to what each adds to the cap of the lot.
    """
    usual = _in_proportion(total, [CAPS_CENTS.get(DeviceKind(kind), UNCAPPED) for kind in kinds])
    cap = cap_cents(kinds)
    if cap is None or total > cap or _never_over(usual, kinds):
        return usual
    caps = [cap_cents(kinds[:count]) or 0 for count in range(len(kinds) + 1)]
    added = [after - before for before, after in pairwise(caps)]
    return _in_proportion(total, added)


def _in_proportion(total: int, weights: Sequence[int]) -> list[int]:
    """Rounded down on the way, so that the first few never have more than their part."""
    parts = [total * sum(weights[:count]) // sum(weights) for count in range(len(weights) + 1)]
    found = [after - before for before, after in pairwise(parts)]
    for at, cents in enumerate(found):
        if cents == 0:
            found[at] = 1
            found[found.index(max(found))] -= 1
    return found


def _never_over(prices: Sequence[int], kinds: Sequence[str]) -> bool:
    return all(
        sum(prices[:count]) <= (cap_cents(kinds[:count]) or 0) for count in range(1, len(kinds) + 1)
    )
