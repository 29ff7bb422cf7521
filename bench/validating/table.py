"""A check as a row of a table, printed and written in docs/validation.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """What was measured, against what, on which split, and whether it holds."""

    name: str
    figure: str
    target: str
    split: str
    held: bool


def told(checks: Sequence[Check]) -> str:
    """The checks as a Markdown table."""
    rows = [
        f"| {check.name} | {check.figure} | {check.target} | {check.split} | "
        f"{'tenu' if check.held else '**non tenu**'} |"
        for check in checks
    ]
    head = ["| Vérification | Mesuré | Attendu | Découpage | |", "|---|---|---|---|---|"]
    return "\n".join([*head, *map(french, rows)])


def french(text: str) -> str:
    """Decimal commas, and a space before %."""
    return re.sub(r"(?<=\d)%", " %", re.sub(r"(?<=\d)\.(?=\d)", ",", text))
