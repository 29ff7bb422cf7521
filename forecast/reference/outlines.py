"""Centres and areas of the outlines of communes, from a TopoJSON."""

from __future__ import annotations

from collections.abc import Iterator
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
