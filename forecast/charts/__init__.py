"""One Altair specification for each chart: live on the page, vectors on paper."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import vl_convert

from filiere.network.models import Territory
from forecast.charts import bars, maps, places
from forecast.charts.theme import CONFIG, WIDTH
from forecast.report.content import Chart, Table
from labels import fonts

DRAWN = {"bars": bars.bars, "moves": bars.moves, "steps": bars.steps, "months": bars.months}
MAPPED = {"choropleth": maps.choropleth, "circles": maps.circles, "places": places.places}


def specification(chart: Chart, table: Table, territory: Territory) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, drawn from its own table."""
    if chart.form in MAPPED:
        drawn = MAPPED[chart.form](chart, table, territory)
    else:
        drawn = DRAWN[chart.form](chart, table)
    told: dict[str, Any] = drawn.to_dict(validate=False)
    told["config"] = CONFIG
    told["description"] = chart.alt
    told["usermeta"] = {"width": WIDTH}
    return told


def svg(told: dict[str, Any]) -> str:
    """A specification as vectors, in the house's letters."""
    _letters()
    drawn: str = vl_convert.vegalite_to_svg(json.dumps(told))
    return drawn


@cache
def _letters() -> None:
    for folder in {str(font.parent) for font in (fonts.regular(), fonts.bold())}:
        vl_convert.register_font_directory(folder)
