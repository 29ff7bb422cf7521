"""The map of actors: each step its colour and its shape; the neighbours smaller and paler."""

from __future__ import annotations

from typing import Any

import numpy as np

from filiere.network.models import Territory
from forecast.charts.atlas import Atlas, feature, finished, shapes_of
from forecast.charts.theme import AROUND, INK, LAND, LINE, PAPER, STEPS, Drawn, alt
from forecast.report.content import Chart, Table


def places(chart: Chart, table: Table, territory: Territory) -> Drawn:
    """Actors by step on the territory; those of the neighbours smaller and paler."""
    atlas = Atlas(territory, around=True)
    columns = {one: table.column(one) for one in ("longitude", "latitude", "commune", "statut")}
    label, category = table.column(chart.about["label"]), table.column(chart.about["category"])
    where = table.column(chart.about["where"])
    here: list[dict[str, Any]] = []
    near: list[dict[str, Any]] = []
    for row in table.rows:
        x, y = row[columns["longitude"]], row[columns["latitude"]]
        if not isinstance(x, float) or not isinstance(y, float):
            continue
        east, north = atlas.drawing.plane.at(x, y)
        told = {
            "x": east,
            "y": north,
            "nom": row[label],
            "etape": row[category],
            "commune": row[columns["commune"]],
        }
        (here if row[where] == "ici" else near).append(told)
    order = list(STEPS)
    here.sort(key=lambda one: -abs(order.index(str(one["etape"])) - 1.2))
    around = [shape for code in atlas.near if (shape := atlas.department(code))]
    outline = atlas.whole()
    layers = []
    if around:
        layers.append(
            alt.Chart(shapes_of([feature(one) for one in around])).mark_geoshape(
                fill=AROUND, stroke=LINE, strokeWidth=1
            )
        )
    if outline:
        layers.append(
            alt.Chart(shapes_of([feature(outline)])).mark_geoshape(
                fill=LAND, stroke=INK, strokeWidth=1
            )
        )
    steps = [name for name in STEPS if any(row["etape"] == name for row in (*here, *near))]
    layers += [_points(near, 18, 0.4, steps), _points(here, 75, 0.95, steps)]
    layers.append(_named(atlas))
    return finished([one for one in layers if one is not None], 520)


def _named(atlas: Atlas) -> Drawn:
    """The neighbouring départements, by name, where they are."""
    names = Territory.objects.in_bulk([f"dep:{code}" for code in atlas.near])
    rows = []
    for code in atlas.near:
        shape, area = atlas.department(code), names.get(f"dep:{code}")
        if shape and area:
            points = np.vstack([np.array(ring, float) for (ring,) in shape["coordinates"]])
            x, y = (points.max(axis=0) + points.min(axis=0)) / 2
            rows.append({"x": float(x), "y": float(y), "nom": f"{area.name} ({code})"})
    if not rows:
        return None
    base = alt.Chart(alt.Data(values=rows)).encode(longitude="x:Q", latitude="y:Q", text="nom:N")
    return base.mark_text(color="#575D69", fontSize=12, fontStyle="italic")


def _points(rows: list[dict[str, Any]], size: int, opacity: float, present: list[str]) -> Drawn:
    if not rows:
        return None
    order = alt.Scale(domain=list(STEPS), range=[colour for colour, _ in STEPS.values()])
    shapes = alt.Scale(domain=list(STEPS), range=[shape for _, shape in STEPS.values()])
    legend = alt.Legend(title=None, columns=3, values=present)
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_point(filled=True, size=size, opacity=opacity, stroke=PAPER, strokeWidth=0.5)
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            color=alt.Color("etape:N", scale=order, legend=legend),
            shape=alt.Shape("etape:N", scale=shapes, legend=legend),
            tooltip=[
                alt.Tooltip("nom:N", title=" "),
                alt.Tooltip("etape:N", title="Étape"),
                alt.Tooltip("commune:N", title="Commune"),
            ],
        )
    )
