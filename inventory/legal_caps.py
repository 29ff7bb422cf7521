"""Highest price of equipment that came from a public donation.

Décret of 7 November 2022 applying CGPPP L. 3212-2 and L. 3212-3, as printed by La Gazette des
communes (article 834869): laptop 180 €, desktop with screen, keyboard and mouse 150 €, tablet
100 €, smartphone 100 €, screen 30 €, printer 30 €. What the list does not name has no cap, so
that it may not be sold; an all-in-one is a desktop with its screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from inventory.vocabulary import DeviceKind

CAPS_CENTS = {
    DeviceKind.LAPTOP: 180_00,
    DeviceKind.DESKTOP: 150_00,
    DeviceKind.ALL_IN_ONE: 150_00,
    DeviceKind.TABLET: 100_00,
    DeviceKind.SMARTPHONE: 100_00,
    DeviceKind.MONITOR: 30_00,
    DeviceKind.PRINTER: 30_00,
}


def cap_cents(kinds: Sequence[str]) -> int | None:
    """Cap of a lot, in cents; None when a kind of it may not be sold, or it is empty.

    The screen that goes with a desktop is in the desktop's cap.
    """
    lot = [DeviceKind(kind) for kind in kinds]
    if not lot or any(kind not in CAPS_CENTS for kind in lot):
        return None
    screens = lot.count(DeviceKind.MONITOR)
    included = min(screens, lot.count(DeviceKind.DESKTOP))
    others = sum(CAPS_CENTS[kind] for kind in lot if kind != DeviceKind.MONITOR)
    return others + (screens - included) * CAPS_CENTS[DeviceKind.MONITOR]
