"""The page where a reader moves an assumption; without script, a form that is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.views.access import with_right
from forecast.assumptions import ASSUMPTIONS
from forecast.models import Run
from forecast.moves import MOVED, Moved, Start, as_data, asked_values, moved, start_of
from forecast.need import unit
from forecast.vocabulary import Concept


@require_safe
@with_right("read_forecast")
def moves(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Coverage and break-even with the values of the address."""
    try:
        territory = resolve(request.GET.get("territory", "84"))
        context: dict[str, Any] = {"moves": content(territory, request.GET.dict(), actor)}
        status = 200
    except Refused as refused:
        context, status = {"refused": refused}, refused.status
    return render(request, "forecast/moves_page.html", context, status=status)


def content(
    territory: Territory,
    typed: Mapping[str, str],
    actor: Actor | None = None,
    *,
    run: Run | None = None,
) -> dict[str, Any]:
    """What ``forecast/moves.html`` shows, of the newest run or of ``run``.

    Raises
    ------
    Refused
        ``no-estimate``.
    """
    start = start_of(territory, actor, run=run)
    values = asked_values(typed)
    return {
        "territory": territory,
        "data": as_data(start),
        "answers": answers(moved(start, values)),
        "fields": [_field(start, name, values) for name in MOVED],
    }


def _field(start: Start, name: str, values: Mapping[str, float]) -> dict[str, str]:
    one = ASSUMPTIONS[name]
    value = values.get(name, start.values[name])
    return {
        "name": name,
        "label": one.label,
        "unit": one.unit,
        "value": _plain(value),
        "low": _plain(one.low),
        "high": _plain(one.high),
    }


def answers(told: Moved) -> list[tuple[str, str, str, str]]:
    """Name, label, value and unit of each answer, as the browser writes them again."""
    rows = [
        ("collected", "Collectés", _count(told.collected), "appareils"),
        ("handed", "Remis, en régime établi", _count(told.handed), "appareils"),
    ]
    for concept in map(Concept, told.coverage):
        share = f"{round(told.coverage[concept] * 1000) / 10:g}".replace(".", ",")
        label = f"Couverture : {concept.label}"
        rows.append((f"coverage.{concept}", label, f"{share}\u00a0%", f"des {unit(concept)}"))
    cost = "sans objet" if told.cost is None else _count(told.cost)
    least = "jamais" if told.break_even is None else _count(told.break_even)
    rows += [
        ("cost", "Coût d'un appareil remis", cost, "€"),
        ("result", "Résultat de l'année", _count(told.result), "€"),
        ("break_even", "Équilibre, en appareils collectés", least, ""),
    ]
    return rows


def _count(value: float) -> str:
    """Two figures that count: these values have no interval, and none is surer than that."""
    told = float(f"{value:.2g}")
    whole = f"{told:,.0f}" if abs(told) >= 10 else f"{told:,.2g}"
    return whole.replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")


def _plain(value: float) -> str:
    return f"{value:g}".replace(".", ",")
