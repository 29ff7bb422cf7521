"""Maps of figures: value by colour or by disc, doubt by hatching or by rings."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from filiere.network.models import Territory
from forecast.charts.atlas import (
    Atlas,
    feature,
    finished,
    height_of,
    outlined,
    shapes_of,
    size_of,
    title_of,
)
from forecast.charts.hatching import hatched
from forecast.charts.theme import ACCENT, ACTION, INK, LAND, PAPER, SEQUENCE, WITHHELD, Drawn, alt
from forecast.estimates import Figure
from forecast.report.content import Chart, Table
from forecast.typography import full, number, of

UNSURE = 0.35
"""Relative half-width from which an area is hatched in white: read it as an order of size."""
CLASSES = len(SEQUENCE)
NAMED = 5
"""So many of the biggest discs bear their name."""


def choropleth(chart: Chart, table: Table, territory: Territory) -> Drawn:
    """Areas coloured by quintile of their value; hatched white when unsure, grey when withheld."""
    atlas = Atlas(territory)
    ids, names = table.column(chart.about["id"]), table.column(chart.about["label"])
    value, counted = table.column(chart.about["value"]), table.column(chart.about["count"])
    places = Territory.objects.in_bulk([str(row[ids]) for row in table.rows])
    shown, withheld, unsure = [], [], []
    told = [row[value] for row in table.rows]
    bounds = _bounds([one for one in told if isinstance(one, Figure)])
    for row in table.rows:
        place = places.get(str(row[ids]))
        geometry = atlas.area(place) if place else None
        figure, count = row[value], row[counted]
        if geometry is None or not isinstance(figure, Figure) or not isinstance(count, Figure):
            continue
        if figure.value is None:
            withheld.append(feature(geometry, nom=row[names], valeur=of(figure)))
            continue
        rank = int(np.searchsorted(bounds[1:-1], figure.value, side="right"))
        said = {"nom": row[names], "valeur": full(figure), "nombre": full(count), "classe": rank}
        shown.append(feature(geometry, **said))
        if (figure.width or 0) > UNSURE:
            unsure.append(geometry)
    tips = [
        alt.Tooltip("properties.nom:N", title=" "),
        alt.Tooltip("properties.valeur:N", title=title_of(table, chart.about["value"])),
        alt.Tooltip("properties.nombre:N", title=title_of(table, chart.about["count"])),
    ]
    scale = size_of(atlas)
    layers = []
    if withheld:
        layers.append(
            alt.Chart(shapes_of(withheld))
            .mark_geoshape(fill="#F1F1F1", stroke=PAPER, strokeWidth=0.6)
            .encode(tooltip=tips[:2])
        )
        greyed = [one["geometry"] for one in withheld]
        layers.append(outlined(hatched(greyed, scale / 110), WITHHELD, 0.8))
    if shown:
        layers.append(_coloured(shown, _classes(bounds), tips))
    if unsure:
        layers.append(outlined(hatched(unsure, scale / 60, rising=False), PAPER, 0.9))
    if outline := atlas.whole():
        layers.append(outlined(outline, INK, 0.8))
    return finished(layers, height_of(atlas))


def _coloured(shown: list[dict[str, Any]], labels: list[str], tips: list[Drawn]) -> Drawn:
    colour = alt.Color(
        "properties.classe:O",
        scale=alt.Scale(domain=list(range(len(labels))), range=list(SEQUENCE)[-len(labels) :]),
        legend=alt.Legend(
            title="Hachures blanches : très incertain. Hachures grises : non diffusable.",
            symbolType="square",
            direction="horizontal",
            columns=3,
            labelExpr=f"{labels!r}[datum.value]",
        ),
    )
    return (
        alt.Chart(shapes_of(shown))
        .mark_geoshape(stroke=PAPER, strokeWidth=0.6)
        .encode(color=colour, tooltip=tips)
    )


def _bounds(told: list[Figure]) -> list[float]:
    """Ends of at most five classes with as many areas in each, at whole percents."""
    values = sorted({one.value for one in told if one.value is not None})
    if len(values) < 2:
        return [values[0] if values else 0.0, (values[0] if values else 0.0) + 1e-9]
    classes = min(CLASSES, len(values) - 1)
    ends = np.quantile(values, np.linspace(0, 1, classes + 1))
    inner = np.round(ends[1:-1], 2)
    low, high = np.floor(ends[0] * 100) / 100, np.ceil(ends[-1] * 100) / 100
    return sorted({float(low), *(float(one) for one in inner if low < one < high), float(high)})


def _classes(bounds: list[float]) -> list[str]:
    """« 8 à 10 % »: whole percents, which is as much as intervals allow."""
    ends = [number(round(one * 100)) for one in bounds]
    return [f"{a} à {b}\u00a0%" for a, b in pairwise(ends)]


def circles(chart: Chart, table: Table, territory: Territory) -> Drawn:
    """One disc a place, its area the value; two thin rings at the ends of the interval."""
    atlas = Atlas(territory)
    ids, names = table.column(chart.about["id"]), table.column(chart.about["label"])
    value = table.column(chart.about["value"])
    places = Territory.objects.in_bulk([str(row[ids]) for row in table.rows])
    land: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        place, figure = places.get(str(row[ids])), row[value]
        if place is None:
            continue
        geometry, centre = atlas.area(place), atlas.centre(place)
        if geometry is not None:
            land.append(feature(geometry, nom=row[names]))
        if centre is None or not isinstance(figure, Figure) or not figure.value:
            continue
        rows.append(
            {
                "x": centre[0],
                "y": centre[1],
                "nom": _short(str(row[names])),
                "value": figure.value,
                "low": figure.low or figure.value,
                "high": figure.high or figure.value,
                "valeur": full(figure),
                "shown": of(figure),
            }
        )
    layers = [
        alt.Chart(shapes_of(land)).mark_geoshape(fill=LAND, stroke=PAPER, strokeWidth=1),
        *_discs(rows),
        *_names(sorted(rows, key=lambda row: -row["value"])[:NAMED]),
    ]
    return finished(layers, height_of(atlas))


def _discs(rows: list[dict[str, Any]]) -> list[Drawn]:
    """A disc for each value, ringed at the ends of its interval."""
    most = max((row["high"] for row in rows), default=1.0)
    size = alt.Scale(domain=[0, most], range=[0, 4200], zero=True)
    base = alt.Chart(alt.Data(values=rows)).encode(longitude="x:Q", latitude="y:Q")
    tips = [alt.Tooltip("nom:N", title=" "), alt.Tooltip("valeur:N", title="Sort d'usage en un an")]
    layers = [
        base.mark_circle(color=ACTION, opacity=0.55).encode(
            size=alt.Size("value:Q", scale=size, legend=None), tooltip=tips
        ),
    ]
    for end in ("low", "high"):
        layers.append(
            base.mark_point(filled=False, stroke=ACCENT, strokeWidth=1.2, opacity=1).encode(
                size=alt.Size(f"{end}:Q", scale=size, legend=None)
            )
        )
    return layers


def _names(rows: list[dict[str, Any]]) -> list[Drawn]:
    """Name and value of each disc, haloed so that they read over anything."""
    layers = []
    named = alt.Chart(alt.Data(values=rows)).encode(longitude="x:Q", latitude="y:Q")
    for dy, field, weight in ((-7, "nom:N", "normal"), (8, "shown:N", "bold")):
        halo: dict[str, Any] = {"fontSize": 12, "fontWeight": weight, "dy": dy}
        layers.append(named.mark_text(stroke=PAPER, strokeWidth=3, **halo).encode(text=field))
        layers.append(named.mark_text(color=INK, **halo).encode(text=field))
    return layers


def _short(name: str) -> str:
    """A name without its legal kind, its own initials nor the département said in brackets."""
    for start in ("CA du ", "CA des ", "CA ", "CC du ", "CC de ", "CC ", "CU ", "Métropole "):
        if name.startswith(start):
            name = name[len(start) :]
            break
    return name.split(" (")[0]
