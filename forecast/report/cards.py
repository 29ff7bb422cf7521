"""Cards of sources, as the report prints them and as the page of sources shows them."""

from __future__ import annotations

from collections.abc import Iterable

from forecast.reference.card import Card, cards
from forecast.report.content import Source
from forecast.report.method import JOURNAL


def source_of(card: Card) -> Source:
    return Source(
        card.name,
        card.title,
        card.publisher,
        card.year,
        card.licence,
        card.found,
        f"{card.retrieved:%d/%m/%Y}",
        f"{card.concept} ({card.unit})",
        card.field_of,
        card.limits,
        card.sha256,
    )


def sources_of(names: Iterable[str]) -> tuple[Source, ...]:
    """The cards of these names and of what they were computed from, by title.

    Names of assumptions are no source: they are in the table of assumptions.
    """
    known = cards()
    wanted = set(names)
    for name in list(wanted & set(known)):
        wanted |= set(known[name].derived_from)
    found = [source_of(known[name]) for name in sorted(wanted & set(known))]
    if "journal" in wanted:
        found.append(JOURNAL)
    return tuple(sorted(found, key=lambda one: one.title))
