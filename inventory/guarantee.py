"""Until when a device is guaranteed, by the way it was handed over.

Sold: 24 months of legal guarantee of conformity (code de la consommation, L. 217-3), a defect
presumed to be there at the hand-over for the first twelve (L. 217-7, second-hand goods). Given:
none by law. Lent: repaired or exchanged while the loan lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inventory.models import Device, HandOver
from inventory.vocabulary import HandOverMode, Step

MONTHS = 24
WITH_A_HOLDER = frozenset({Step.DISTRIBUTED, Step.IN_SERVICE})


@dataclass(frozen=True, slots=True)
class Guarantee:
    """``until`` is empty where the law gives none. ``since`` is the day of the hand-over."""

    mode: str
    since: date
    until: date | None


def guarantee_of(device: Device) -> Guarantee | None:
    """None before the device is handed over, and once it has come back."""
    if device.step not in WITH_A_HOLDER:
        return None
    handed = HandOver.objects.filter(device=device, cycle=device.cycle).first()
    if handed is None:
        return None
    since = timezone.localtime(handed.handed_at).date()
    until = {
        HandOverMode.SOLD.value: months_after(since, MONTHS),
        HandOverMode.LENT.value: handed.return_due,
    }.get(handed.mode)
    return Guarantee(handed.mode, since, until)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month when there is none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
