"""How old a device is, and how that is known: the surest clue first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inventory.judging.hardware import Hardware
from inventory.judging.mobiles import mobile
from inventory.judging.processors import processor

YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Age:
    """``method`` says in French how the year is known; ``sure`` when the maker wrote it."""

    year: int
    method: str
    sure: bool


def age(hardware: Hardware, this_year: int) -> Age | None:
    """The year a device is from; a firmware is updated, so that its date is only a latest one."""
    if year := _year(hardware.made, this_year):
        return Age(year, "date de fabrication lue par un outil", sure=True)
    if (known := mobile(hardware)) and known.released:
        return Age(known.released.year, "sortie de ce modèle", sure=False)
    firmware = _year(hardware.firmware_date, this_year)
    family = processor(hardware.cpu)
    if family and family.year and not (firmware and firmware < family.year):
        return Age(family.year, f"sortie du processeur, {family.family}", sure=False)
    if firmware:
        return Age(firmware, "date du micrologiciel, au plus tard", sure=False)
    return None


def _year(text: str, this_year: int) -> int | None:
    found = YEAR.search(text)
    year = int(found[1]) if found else 0
    return year if 1985 <= year <= this_year else None
