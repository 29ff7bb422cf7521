"""Centres, areas and rings of the outlines of communes, and who is whose neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

KM_PER_DEGREE = 110.574
KM_AT_EQUATOR = 111.320
Points = npt.NDArray[np.float64]


def places(topology: dict[str, Any]) -> Iterator[tuple[str, float, float, float]]:
    """Code, longitude, latitude of the centre and area in km² of every outline.

    Areas are those of simplified outlines, on a plane around each ring: good to a few percent,
    which is what neighbours and densities need.
    """
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]
    (drawn,) = topology["objects"].values()
    for one in drawn["geometries"]:
        if not one.get("type"):
            continue
        shapes = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        parts = np.array(
            [
                (area if hole == 0 else -area, *centre)
                for shape in shapes
                for hole, ring in enumerate(shape)
                for area, centre in [_measured(_points(arcs, ring))]
            ]
        )
        total = parts[:, 0].sum()
        if total > 0:
            x, y = (parts[:, :1] * parts[:, 1:]).sum(axis=0) / total
            yield one["properties"]["code"], round(x, 5), round(y, 5), round(total, 3)


def _points(arcs: list[Points], ring: list[int]) -> Points:
    return np.vstack([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring])


def _measured(ring: Points) -> tuple[float, tuple[float, float]]:
    """Area of a ring in km², and its centre in degrees."""
    kx = KM_AT_EQUATOR * np.cos(np.radians(ring[:, 1].mean()))
    x, y = ring[:, 0] * kx, ring[:, 1] * KM_PER_DEGREE
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    if area == 0:
        return 0.0, (float(ring[0, 0]), float(ring[0, 1]))
    centre_x = ((x[:-1] + x[1:]) * cross).sum() / (6 * area) / kx
    centre_y = ((y[:-1] + y[1:]) * cross).sum() / (6 * area) / KM_PER_DEGREE
    return abs(float(area)), (float(centre_x), float(centre_y))


def rings(topology: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Code and rings of every outline, on the whole numbers of the grid of the TopoJSON.

    Rings are separated by ``;``: a first point, then a step to each next one.
    """
    arcs = [np.cumsum(np.array(arc, np.int64), axis=0) for arc in topology["arcs"]]
    for code, shapes in _drawn(topology):
        told = [_steps(arcs, ring) for shape in shapes for ring in shape]
        yield code, ";".join(one for one in told if one)


def neighbours(topology: dict[str, Any]) -> list[tuple[str, str, float]]:
    """Pairs of départements and the kilometres of border that they share."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]
    owners: dict[int, set[str]] = defaultdict(set)
    for code, shapes in _drawn(topology):
        for arc in (arc for shape in shapes for ring in shape for arc in ring):
            owners[arc if arc >= 0 else ~arc].add(department_of(code))
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for arc, names in owners.items():
        for one, other in combinations(sorted(names), 2):
            shared[one, other] += _length(arcs[arc])
    both = [(a, b, km) for (one, other), km in shared.items() for a, b, km in
            ((one, other, km), (other, one, km))]  # fmt: skip
    return sorted((a, b, round(km, 1)) for a, b, km in both)


def department_of(code: str) -> str:
    """The département that the code of a commune says."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _drawn(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[list[int]]]]]:
    (drawn,) = topology["objects"].values()
    for one in drawn["geometries"]:
        if one.get("type"):
            shapes = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
            yield one["properties"]["code"], shapes


def _steps(arcs: list[npt.NDArray[np.int64]], ring: list[int]) -> str:
    """A ring, each arc without its last point (the next one begins there), then closed."""
    parts = [(arcs[i] if i >= 0 else arcs[~i][::-1])[:-1] for i in ring]
    points = np.vstack(parts)
    if len(points) < 3:
        return ""
    told = np.vstack([points[:1], np.diff(points, axis=0)])
    return " ".join(map(str, told.ravel().tolist()))


def _length(line: Points) -> float:
    kx = KM_AT_EQUATOR * np.cos(np.radians(line[:, 1].mean()))
    steps = np.diff(line, axis=0) * (kx, KM_PER_DEGREE)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())
