"""What has no source: declared, with low, central and high, and why; printed as such.

A user may set any of them for a run; a run is stored with those it used. Each is drawn once per
draw from a triangular law, the same for every commune: an assumption that is wrong is wrong
everywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Levels = tuple[float, float, float]
TABLE = Path(__file__).with_name("assumptions.csv")
"""One row an assumption; those of one kind of device or holder bear its name at their end."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One declared assumption.

    ``low`` and ``high`` are the ends that are thought possible, ``central`` the likeliest.
    """

    name: str
    label: str
    unit: str
    low: float
    central: float
    high: float
    why: str

    @property
    def levels(self) -> Levels:
        return self.low, self.central, self.high


def _declared() -> list[Assumption]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Assumption(
                row["name"],
                row["label"],
                row["unit"],
                float(row["low"]),
                float(row["central"]),
                float(row["high"]),
                row["why"],
            )
            for row in csv.DictReader(file)
        ]


ASSUMPTIONS: Mapping[str, Assumption] = MappingProxyType({one.name: one for one in _declared()})


class UnknownAssumption(Exception):
    """A run was asked with an assumption that does not exist, or out of order."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Settings:
    """The assumptions of one run: those declared, or as the user set them.

    Parameters
    ----------
    changed : mapping of str to (low, central, high), optional

    Examples
    --------
    >>> Settings({"public_share": (0.1, 0.2, 0.3)}).central("public_share")
    0.2
    """

    def __init__(self, changed: Mapping[str, Levels] | None = None) -> None:
        self.changed = dict(changed or {})
        for name, levels in self.changed.items():
            if name not in ASSUMPTIONS:
                raise UnknownAssumption(f"L'hypothèse « {name} » n'existe pas.")
            if not (0 <= levels[0] <= levels[1] <= levels[2] < np.inf):
                raise UnknownAssumption(
                    f"L'hypothèse « {name} » demande trois nombres positifs, du plus bas au plus "
                    "haut."
                )

    def levels(self, name: str) -> Levels:
        return self.changed.get(name, ASSUMPTIONS[name].levels)

    def central(self, name: str) -> float:
        return self.levels(name)[1]

    def drawn(self, name: str, rng: np.random.Generator, draws: int) -> Floats:
        """Triangular draws; a constant when the three levels are one."""
        low, central, high = self.levels(name)
        if low == high:
            return np.full(draws, central)
        return np.asarray(rng.triangular(low, central, high, draws), float)
