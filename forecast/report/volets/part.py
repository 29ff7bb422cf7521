"""What a volet's maker gives back: what it found, before the pilots' text joins it."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.report.content import Said, Table


@dataclass(frozen=True, slots=True)
class Part:
    """One volet without number, title, text nor survey."""

    finding: str
    figures: tuple[Said, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
