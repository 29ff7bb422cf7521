"""What every map stands on: outlines on a plane, places of communes, layers put together."""

from __future__ import annotations

from typing import Any

import numpy as np

from filiere.network.models import Territory
from forecast.charts.theme import WIDTH, Drawn, alt
from forecast.reference.outlines import department_of
from forecast.reference.shapes import Drawing, neighbours_of
from forecast.reference.tables import load
from forecast.report.content import Table
from forecast.report.ground import Ground


class Atlas:
    """Everything a map of a territory needs: outlines on a plane, places of communes."""

    def __init__(self, territory: Territory, *, around: bool = False) -> None:
        self.ground = Ground(territory, None)
        near = neighbours_of(self.ground.departments) if around else []
        self.drawing = Drawing([*self.ground.departments, *near])
        self.near = near
        table = load("commune_places_2018").drop_duplicates("code").set_index("code")
        self.places = table[["longitude", "latitude"]]

    def area(self, place: Territory) -> dict[str, Any] | None:
        codes = [old for one in self.ground.inside(place) for old in self.ground.former[one.pk]]
        return self.drawing.feature(codes)

    def whole(self) -> dict[str, Any] | None:
        return self.drawing.feature([old for one in self.ground.former.values() for old in one])

    def department(self, code: str) -> dict[str, Any] | None:
        return self.drawing.feature(c for c in self.drawing.codes if department_of(c) == code)

    def centre(self, place: Territory) -> tuple[float, float] | None:
        """Where most of its people live: the mean of its communes by inhabitants."""
        inside = [one for one in self.ground.inside(place) if one.code in self.places.index]
        if not inside:
            return None
        weights = np.array([one.population or 1 for one in inside], float)
        points = self.places.loc[[one.code for one in inside]].to_numpy(float)
        x, y = np.average(points, axis=0, weights=weights)
        return self.drawing.plane.at(float(x), float(y))


def shapes_of(features: list[dict[str, Any]]) -> Drawn:
    return alt.Data(values=features)


def feature(geometry: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": told}


def finished(layers: list[Drawn], height: int) -> Drawn:
    return (
        alt.layer(*layers)
        .project(type="identity", reflectY=True)
        .properties(width=WIDTH, height=height)
    )


def outlined(geometry: dict[str, Any], colour: str, width: float) -> Drawn:
    return alt.Chart(shapes_of([feature(geometry)])).mark_geoshape(
        filled=False, stroke=colour, strokeWidth=width
    )


def title_of(table: Table, name: str) -> str:
    return table.columns[table.column(name)].label


def _extent(atlas: Atlas) -> tuple[float, float]:
    whole = atlas.whole()
    if whole is None:
        return 1.0, 1.0
    points = np.vstack([np.array(ring, float) for (ring,) in whole["coordinates"]])
    wide, high = points.max(axis=0) - points.min(axis=0)
    return float(wide) or 1.0, float(high) or 1.0


def size_of(atlas: Atlas) -> float:
    return max(_extent(atlas))


def height_of(atlas: Atlas) -> int:
    wide, high = _extent(atlas)
    return int(min(max(WIDTH * high / wide, 260), 560))
