"""A voucher serves once, however it is spelt, and for one lot, however the next is called."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Replace, Upper

from inventory.models import HandOver

ONE_LOT = timedelta(hours=12)
"""A lot leaves in one go: the same name later is another lot."""
SPELT_APART = " \u00a0-.,/_°"
"""What one writes between the letters and figures of a voucher, or not."""


def plain(text: str) -> str:
    """« b-12 », « B 12 » and « B12 » are one voucher."""
    return "".join(one for one in text.upper() if one not in SPELT_APART)


def uses(voucher: str, structure: int, *, lot: str, at: datetime) -> QuerySet[HandOver]:
    """Hand-overs on this voucher of this structure, but those of the lot that leaves now."""
    column: Func = Upper("voucher")
    for one in SPELT_APART:
        column = Replace(column, Value(one), Value(""))
    signed = HandOver.objects.filter(structure_id=structure).exclude(voucher="")
    found = signed.alias(plain=column).filter(plain=plain(voucher))
    if lot:
        found = found.exclude(lot=lot, handed_at__gt=at - ONE_LOT)
    return found.order_by("handed_at")
