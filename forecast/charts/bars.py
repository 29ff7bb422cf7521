"""Bars, dots and lines: a value, and its interval as a thin line, never without."""

from __future__ import annotations

from typing import Any

from forecast.charts.theme import ACCENT, ACTION, INK, WIDTH, Drawn, alt
from forecast.estimates import Figure
from forecast.report.content import Cell, Chart, Table
from forecast.typography import SHARE, full, number, of, rounded

BAND = 44
SPACED = "replace(datum.label, '%', '\u00a0%')"


def _figures(table: Table, name: str) -> list[Figure]:
    place = table.column(name)
    return [row[place] if isinstance(row[place], Figure) else _nothing() for row in table.rows]  # type: ignore[misc]


def _nothing() -> Figure:
    return Figure(None, None, None, "", (), "", "")


def _label(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _row(label: str, told: Figure) -> dict[str, Any]:
    value = told.value or 0.0
    return {
        "label": label,
        "value": value,
        "low": value if told.low is None else told.low,
        "high": value if told.high is None else told.high,
        "shown": of(told),
        "told": full(told),
    }


def bars(chart: Chart, table: Table) -> Drawn:
    """One bar a row: its label above, its value at the end of its interval."""
    about = chart.about
    labels = table.column(about["label"])
    pairs = zip(table.rows, _figures(table, about["value"]), strict=True)
    rows = [
        _row(_label(row[labels]), told)
        for row, told in pairs
        if told.value is not None and row[labels] != about.get("skip")
    ]
    return _lying(rows, sort="-x" if "skip" in about else None)


def moves(chart: Chart, table: Table) -> Drawn:
    """Bars of plain numbers, the longest first."""
    label, value = (table.column(chart.about[one]) for one in ("label", "value"))
    rows = []
    for row in table.rows:
        cell = row[value]
        told = float(cell) if isinstance(cell, int | float) else 0.0
        shown = f"{number(rounded(told, 1000.0 if told >= 10_000 else 100.0))}\u00a0€"
        rows.append(
            _row(_label(row[label]), _nothing())
            | {"value": told, "low": told, "high": told, "shown": shown, "told": shown}
        )
    return _lying(rows, sort="-x", doubt=False)


def _lying(rows: list[dict[str, Any]], sort: str | None, *, doubt: bool = True) -> Drawn:
    most = max((row["high"] for row in rows), default=1.0) or 1.0
    order = alt.EncodingSortField("value", order="descending") if sort else None
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("label:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.2))
    )
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, most * 1.22], nice=False),
        axis=alt.Axis(title=None, tickCount=4, format=",~r"),
    )
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("told:N", title="Valeur")]
    interval = (
        base.mark_rule(color=ACCENT, strokeWidth=2.5, yOffset=9).encode(x="low:Q", x2="high:Q"),
        base.mark_tick(color=ACCENT, thickness=2.5, size=11, yOffset=9).encode(x="low:Q"),
        base.mark_tick(color=ACCENT, thickness=2.5, size=11, yOffset=9).encode(x="high:Q"),
    )
    return alt.layer(
        base.mark_bar(color=ACTION, height=13, yOffset=9).encode(x=x, tooltip=tips),
        *(interval if doubt else ()),
        base.mark_text(align="left", baseline="middle", yOffset=-8, color=INK).encode(
            x=alt.value(0), text="label:N"
        ),
        base.mark_text(align="left", dx=7, yOffset=9, fontWeight="bold").encode(
            x="high:Q", text="shown:N"
        ),
    ).properties(width=WIDTH, height=BAND * max(len(rows), 1))


def steps(chart: Chart, table: Table) -> Drawn:
    """Two ways side by side for each row, each a dot on its interval."""
    label = table.column(chart.about["label"])
    names = {one: table.columns[table.column(chart.about[one])].label for one in ("value", "other")}
    rows = [
        _row(_label(row[label]), told) | {"way": names[way]}
        for way in ("value", "other")
        for row, told in zip(table.rows, _figures(table, chart.about[way]), strict=True)
        if told.value is not None
    ]
    most = max((row["high"] for row in rows), default=1.0)
    ways = list(names.values())
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1)),
        yOffset=alt.YOffset("way:N", sort=ways, scale=alt.Scale(paddingInner=0.5, paddingOuter=1)),
        color=alt.Color(
            "way:N",
            sort=ways,
            scale=alt.Scale(domain=ways, range=[ACTION, ACCENT]),
            legend=alt.Legend(title=None, orient="top", symbolType="circle"),
        ),
    )
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, most * 1.15], nice=False),
        axis=alt.Axis(title="€ par année de service", tickCount=5, format=",~r"),
    )
    tips = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("way:N", title="Voie"),
        alt.Tooltip("told:N", title="Coût"),
    ]
    return alt.layer(
        base.mark_rule(strokeWidth=2.5).encode(x="low:Q", x2="high:Q"),
        base.mark_point(filled=True, size=110, opacity=1).encode(
            x=x, tooltip=tips, shape=alt.Shape("way:N", sort=ways, legend=None)
        ),
        base.mark_text(align="left", dx=8, fontWeight="bold").encode(x="high:Q", text="shown:N"),
        alt.Chart(alt.Data(values=[row for row in rows if row["way"] == ways[0]]))
        .mark_text(align="left", baseline="top", color=INK, dy=-27)
        .encode(
            y=alt.Y("label:N", sort=None, axis=None, bandPosition=0.5),
            x=alt.value(0),
            text="label:N",
        ),
    ).properties(width=WIDTH, height=64 * max(len({row["label"] for row in rows}), 1))


def months(chart: Chart, table: Table) -> Drawn:
    """Lines over twelve months, each named at its end; the space between ends is shaded."""
    month = table.column(chart.about["month"])
    rows: list[dict[str, Any]] = []
    ways = chart.about["values"].split(",")
    for way in ways:
        name = table.columns[table.column(way)].label
        for row, told in zip(table.rows, _figures(table, way), strict=True):
            rows.append(_row(name, told) | {"month": row[month], "end": of(told)})
    last = [row for row in rows if row["month"] == len(table.rows)]
    share = all(one.unit == SHARE for one in _figures(table, ways[0]))
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "month:Q",
            scale=alt.Scale(domain=[1, len(table.rows) * 1.25], nice=False),
            axis=alt.Axis(
                title="Mois", values=list(range(1, len(table.rows) + 1)), format="d", grid=False
            ),
        ),
        y=alt.Y(
            "value:Q",
            axis=alt.Axis(
                title=None, tickCount=5, format=".1~%" if share else ",~r", labelExpr=SPACED
            ),
            scale=alt.Scale(zero=True),
        ),
    )
    dashes = dict(zip([row["label"] for row in last], ([4, 3], [1, 0], [4, 3]), strict=False))
    return alt.layer(
        base.mark_line(color=ACTION, strokeWidth=2.5).encode(
            detail="label:N",
            strokeDash=alt.StrokeDash(
                "label:N",
                scale=alt.Scale(domain=list(dashes), range=list(dashes.values())),
                legend=None,
            ),
        ),
        base.mark_point(color=ACTION, filled=True, size=45, opacity=1).encode(
            tooltip=[
                alt.Tooltip("label:N", title=" "),
                alt.Tooltip("month:Q", title="Mois"),
                alt.Tooltip("told:N", title="Valeur"),
            ]
        ),
        alt.Chart(alt.Data(values=last))
        .transform_calculate(text="datum.label + ' : ' + datum.end")
        .mark_text(align="left", dx=9, color=INK)
        .encode(x="month:Q", y="value:Q", text="text:N"),
    ).properties(width=WIDTH, height=300)
