"""Short ways to say what a volet says: figures, columns, sums, lists in French."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forecast.estimates import Figure
from forecast.report.content import Column
from forecast.vocabulary import Status

COUNT_METHOD = "compte"


def text(name: str, label: str) -> Column:
    return Column(name, label, "text")


def count(name: str, label: str, unit: str = "") -> Column:
    return Column(name, label, "count", unit)


def figure(name: str, label: str, unit: str = "") -> Column:
    return Column(name, label, "figure", unit)


def counted(value: float | None, unit: str, *sources: str) -> Figure:
    """A count of what was really done: no interval; withheld when it may not be told."""
    status = Status.WITHHELD if value is None else Status.COUNTED
    return Figure(value, None, None, unit, sources or ("journal",), COUNT_METHOD, status.value)


def stated(value: float, unit: str, source: str) -> Figure:
    """A figure as its source prints it."""
    return Figure(value, None, None, unit, (source,), "repris", Status.PUBLISHED.value)


def over(told: Figure, whole: float, unit: str) -> Figure:
    """A figure divided by a number that is known."""
    if told.value is None or not whole:
        return Figure(None, None, None, unit, told.sources, told.method, told.status)
    ends = [None if one is None else one / whole for one in (told.low, told.high)]
    return Figure(
        told.value / whole, ends[0], ends[1], unit, told.sources, told.method, told.status
    )


def listed(names: Sequence[str]) -> str:
    """« A », « A et B », « A, B et C ».

    Examples
    --------
    >>> listed(["Avignon", "Orange", "Apt"])
    'Avignon, Orange et Apt'
    """
    return " et ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def heads(weights: Iterable[tuple[str, float]], share: float = 0.5) -> tuple[list[str], float]:
    """The fewest places that hold a share of a sum, and the share that they hold.

    Examples
    --------
    >>> heads([("Apt", 1.0), ("Avignon", 6.0), ("Orange", 3.0)])
    (['Avignon'], 0.6)
    """
    rows = sorted(weights, key=lambda one: -one[1])
    whole = sum(weight for _, weight in rows)
    names: list[str] = []
    held = 0.0
    for name, weight in rows:
        if not whole or held >= share * whole:
            break
        names.append(name)
        held += weight
    return names, held / whole if whole else 0.0
