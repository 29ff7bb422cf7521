"""What a column of a sheet may hold, and how its cells are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from filiere.network.spelling import fold
from inventory.selectors.sheets import number

MOST = 1_000_000
MONTH = re.compile(r"(?:(\d{1,2})[/-])?(\d{1,2})[/-](\d{4})|(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Unreadable(ValueError):
    """What is wrong with a cell, in French."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the code, its title, the other titles it is known by."""

    name: str
    title: str
    read: Callable[[str], Any]
    known_as: tuple[str, ...] = ()
    required: bool = False

    def is_called(self, title: str) -> bool:
        return title in {fold(self.title), fold(self.name), *self.known_as}


def text(most: int = 120) -> Callable[[str], str]:
    """A text of a few words."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise Unreadable(f"Plus de {most} caractères : raccourcissez.")
        return cell

    return read


def count(cell: str) -> int:
    """A whole number of devices, persons or jobs.

    >>> count("1 250"), count("12,0")
    (1250, 12)
    """
    told = number(cell)
    if told is None:
        raise Unreadable(f"« {cell[:40]} » n'est pas un nombre.")
    if told != int(told) or told < 0:
        raise Unreadable(f"« {cell[:40]} » : écrivez un nombre entier, 0 ou plus.")
    if told > MOST:
        raise Unreadable(f"« {cell[:40]} » dépasse un million : vérifiez.")
    return int(told)


def years(cell: str) -> float:
    """A length in years, with a decimal comma or point.

    >>> years("4,5 ans"), years("5")
    (4.5, 5.0)
    """
    told = number(re.sub(r"\s*(ans?|années?)$", "", cell.strip(), flags=re.IGNORECASE))
    if told is None:
        raise Unreadable(f"« {cell[:40]} » n'est pas un nombre d'années.")
    if not 0.5 <= told <= 25:
        raise Unreadable(f"« {cell[:40]} » : un rythme va de 0,5 à 25 ans.")
    return float(told)


def month(cell: str) -> date:
    """A day, a month or a year, as its first day.

    >>> month("06/2027"), month("2027"), month("2027-06-15"), month("15/06/2027")
    (datetime.date(2027, 6, 1), datetime.date(2027, 1, 1), datetime.date(2027, 6, 1), \
datetime.date(2027, 6, 1))
    """
    found = MONTH.fullmatch(cell.strip()[:10])
    if found is None:
        raise Unreadable(f"« {cell[:40]} » n'est pas une date : écrivez 06/2027.")
    year, rank = int(found[3] or found[4]), int(found[2] or found[5] or 1)
    if not (2000 <= year <= 2100 and 1 <= rank <= 12):
        raise Unreadable(f"« {cell[:40]} » n'est pas une date : écrivez 06/2027.")
    return date(year, rank, 1)


def choice(words: Sequence[tuple[str, str]], *more: tuple[str, str]) -> Callable[[str], str]:
    """One of some words, by label or by name; ``more`` are other ways to write one."""
    known = {fold(label): name for name, label in words} | {fold(name): name for name, _ in words}
    known |= {fold(said): name for name, said in more}

    def read(cell: str) -> str:
        found = known.get(fold(cell))
        if found is None:
            asked = ", ".join(f"« {label} »" for _, label in words)
            raise Unreadable(f"« {cell[:40]} » n'est pas reconnu : écrivez {asked}.")
        return found

    return read


def several(words: Sequence[tuple[str, str]]) -> Callable[[str], list[str]]:
    """Some of these words, with a semicolon or a bar between two."""
    one = choice(words)

    def read(cell: str) -> list[str]:
        return sorted({one(part) for part in re.split(r"[;|/]", cell) if part.strip()})

    return read
