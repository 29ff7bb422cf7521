"""Hatching: parallel lines inside areas, for what may not be told or is very uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

Geometry = dict[str, Any]


def hatched(areas: Iterable[Geometry], step: float, *, rising: bool = True) -> Geometry:
    """Lines at 45 degrees inside every area, ``step`` apart, as one GeoJSON geometry."""
    lines: list[list[list[float]]] = []
    side = 1.0 if rising else -1.0
    for area in areas:
        starts, ends = [], []
        for (ring,) in area["coordinates"]:
            points = np.array(ring, float)
            starts.append(points[:-1])
            ends.append(points[1:])
        lines += _inside(np.vstack(starts), np.vstack(ends), step, side)
    return {"type": "MultiLineString", "coordinates": lines}


def _inside(
    one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], step: float, side: float
) -> list[list[list[float]]]:
    """Turn the plane so that lines lie flat, cut each edge, pair the cuts of each line."""
    across, along = one[:, 1] - side * one[:, 0], one[:, 0]
    across2, along2 = other[:, 1] - side * other[:, 0], other[:, 0]
    low = np.ceil(min(across.min(), across2.min()) / step)
    high = np.floor(max(across.max(), across2.max()) / step)
    found = []
    for number in np.arange(low, high + 1):
        level = number * step
        cut = (across <= level) != (across2 <= level)
        if not cut.any():
            continue
        part = (level - across[cut]) / (across2[cut] - across[cut])
        at = np.sort(along[cut] + part * (along2[cut] - along[cut]))
        for left, right in zip(at[::2], at[1::2], strict=False):
            found.append([[_round(x), _round(level + side * x)] for x in (left, right)])
    return found


def _round(value: float) -> float:
    return round(float(value), 2)
