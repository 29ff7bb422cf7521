"""Outlines drawn on a plane: communes of one or several départements, dissolved as asked.

Coordinates are kilometres east and north of the middle of what is drawn; outlines of 2018 become
those of today by dissolving: an edge walked both ways inside one area is no border of it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from forecast.reference.card import SHAPES, ChangedReference
from forecast.reference.outlines import KM_AT_EQUATOR, KM_PER_DEGREE
from forecast.reference.tables import load

NEIGHBOUR_KM = 10.0
"""Border shared from which two départements are said neighbours."""
Point = tuple[int, int]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where degrees fall on the drawing: ``at`` gives kilometres."""

    longitude: float
    latitude: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * KM_AT_EQUATOR * np.cos(np.radians(self.latitude))
        return round(float(east), 2), round((latitude - self.latitude) * KM_PER_DEGREE, 2)


@lru_cache(maxsize=32)
def rings_of(department: str) -> Mapping[str, tuple[Ring, ...]]:
    """Rings of every commune of a département by its code of 2018, on the grid; may be empty.

    Raises
    ------
    ChangedReference
        The file is missing or is not the one that its index gives.
    """
    index = load("commune_outlines_2018").set_index("department")["sha256"]
    if department not in index:
        return {}
    file = SHAPES / f"{department}.csv.gz"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ChangedReference(f"Le fichier de contours {file.name} manque.") from error
    if hashlib.sha256(content).hexdigest() != index[department]:
        raise ChangedReference(f"Le fichier de contours {file.name} a changé.")
    lines = csv.DictReader(io.StringIO(gzip.decompress(content).decode()))
    return {row["code"]: tuple(_ring(one) for one in row["rings"].split(";")) for row in lines}


def _ring(told: str) -> Ring:
    steps = np.array(told.split(), np.int64).reshape(-1, 2)
    return tuple((int(x), int(y)) for x, y in np.cumsum(steps, axis=0))


def neighbours_of(departments: Iterable[str]) -> list[str]:
    """The départements that share a border with these, and are not among them.

    Examples
    --------
    >>> neighbours_of(["84"])
    ['04', '13', '26', '30']
    """
    inside = set(departments)
    table = load("department_neighbours")
    told = table[table["department"].isin(inside) & (table["km"] >= NEIGHBOUR_KM)]
    return sorted(set(told["neighbour"]) - inside)


def dissolved(rings: Iterable[Ring]) -> list[Ring]:
    """The rings around several areas: inner borders, walked both ways, are gone."""
    edges: set[tuple[Point, Point]] = set()
    for ring in rings:
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (other, one) in edges:
                edges.discard((other, one))
            else:
                edges.add((one, other))
    following: dict[Point, list[Point]] = {}
    for one, other in sorted(edges):
        following.setdefault(one, []).append(other)
    found = []
    while following:
        start = next(iter(following))
        line, here = [start], _step(following, start)
        while here != start and here in following:
            line.append(here)
            here = _step(following, here)
        if len(line) > 2:
            found.append(tuple(line))
    return found


def _step(following: dict[Point, list[Point]], here: Point) -> Point:
    told = following[here].pop()
    if not following[here]:
        del following[here]
    return told


class Drawing:
    """Areas to draw, each the union of communes of 2018, on one plane.

    Parameters
    ----------
    departments : iterable of str
        Codes of the départements whose outlines are read.
    """

    def __init__(self, departments: Iterable[str]) -> None:
        self._rings: dict[str, tuple[Ring, ...]] = {}
        for one in departments:
            self._rings |= rings_of(one)
        index = load("commune_outlines_2018").iloc[0]
        self._step = float(index["x_step"]), float(index["y_step"])
        self._from = float(index["x_from"]), float(index["y_from"])
        points = [point for rings in self._rings.values() for ring in rings for point in ring]
        middle = np.mean(points, axis=0) if points else np.zeros(2)
        self.plane = Plane(*self._degrees((int(middle[0]), int(middle[1]))))

    @property
    def codes(self) -> set[str]:
        """Codes of 2018 that have an outline here."""
        return set(self._rings)

    def _degrees(self, point: Point) -> tuple[float, float]:
        return (
            self._from[0] + point[0] * self._step[0],
            self._from[1] + point[1] * self._step[1],
        )

    def feature(self, codes: Iterable[str]) -> dict[str, object] | None:
        """A GeoJSON geometry on the plane; None when none of the codes has an outline."""
        mine = [ring for code in codes for ring in self._rings.get(code, ())]
        if not mine:
            return None
        told = []
        for ring in dissolved(mine):
            line = [list(self.plane.at(*self._degrees(point))) for point in ring]
            told.append([[*line, line[0]]])
        return {"type": "MultiPolygon", "coordinates": told}
