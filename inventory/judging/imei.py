"""An IMEI checked by its last digit (3GPP TS 23.003, Luhn); only its type is ever shown."""

from __future__ import annotations

import re

from inventory.judging.hardware import Imei

LENGTH = 15
TAC = 8
"""Type Allocation Code: the model, the same for every phone of it."""


def read_imei(text: str) -> Imei | None:
    """What may be kept of an IMEI; None when it is not one. An IMEISV (16 digits) has no check."""
    digits = re.sub(r"[\s./-]", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (LENGTH, LENGTH + 1):
        return None
    if len(set(digits)) == 1:
        return None
    return Imei(tac=digits[:TAC], valid=len(digits) == LENGTH and luhn(digits))


def luhn(digits: str) -> bool:
    """Whether the last digit is the one that the others call for."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
