"""What communes add up to: draw by draw along the territory, quantiles last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from forecast import gisement, need, pulled
from forecast.areas import Country
from forecast.balance import National
from forecast.gisement import Bands
from forecast.uncertainty import Draws, Floats
from forecast.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class Needs:
    """Means and ends of intervals of each concept, of shape (areas, 4); NaN out of field."""

    mean: Floats
    low: Draws
    high: Draws


@dataclass(frozen=True, slots=True)
class Level:
    """Every area of one level: its gisement by measure, and its need."""

    ids: tuple[str, ...]
    gisement: dict[str, Bands]
    need: Needs


@dataclass(frozen=True, slots=True)
class Sums:
    """What the communes of a part add up to, draw by draw, and the sums of their means."""

    gisement: Draws
    gisement_mean: Floats
    given: Draws
    need: Draws
    need_mean: Floats


@dataclass(slots=True)
class Block:
    """What one département gave."""

    ids: list[str] = field(default_factory=list)
    gisement: dict[str, list[Bands]] = field(default_factory=lambda: defaultdict(list))
    need: list[Needs] = field(default_factory=list)
    sums: dict[str, Sums] = field(default_factory=dict)


def communes(blocks: list[Block]) -> Level:
    """Every commune of the blocks, in their order."""
    lacks = [one for block in blocks for one in block.need]
    return Level(
        ids=tuple(one for block in blocks for one in block.ids),
        gisement={
            measure: gisement.stacked([one for b in blocks for one in b.gisement[measure]])
            for measure in dict.fromkeys(name for b in blocks for name in b.gisement)
        },
        need=_stacked(lacks),
    )


def _stacked(told: list[Needs]) -> Needs:
    parts = ([getattr(one, part) for one in told] for part in ("mean", "low", "high"))
    return Needs(*(np.concatenate(one) for one in parts))


def parents(country: Country, blocks: list[Block], flows: National) -> dict[str, Level]:
    """The areas that hold whole parts, level by level: draws added, quantiles last."""
    parts = {name: sums for block in blocks for name, sums in block.sums.items()}
    found = {}
    for level, areas in country.parents.items():
        if areas:
            found[level] = _level(areas, parts, flows)
    return found


def _level(areas: dict[str, list[str]], parts: dict[str, Sums], flows: National) -> Level:
    told: dict[str, list[Bands]] = defaultdict(list)
    lacks = []
    for names in areas.values():
        mine = [parts[name] for name in names]
        draws: Floats = np.add.reduce([one.gisement for one in mine], dtype=np.float64)
        given: Floats = np.add.reduce([one.given for one in mine], dtype=np.float64)
        for measure in Measure:
            factor = flows.factors.get(measure.value)
            base = given if measure in pulled.GIVEN else draws
            drawn = base if factor is None else base * factor
            bands = gisement.bands(drawn[None].astype(np.float32))
            if factor is None:
                bands.mean[:] = np.add.reduce([one.gisement_mean for one in mine])
            told[measure.value].append(bands)
        needed: Floats = np.add.reduce([one.need for one in mine], dtype=np.float64)
        mean, low, high = need.bands(needed[None].astype(np.float32))
        mean[:] = np.add.reduce([one.need_mean for one in mine])
        lacks.append(Needs(mean, low, high))
    return Level(
        ids=tuple(areas),
        gisement={measure: gisement.stacked(rows) for measure, rows in told.items()},
        need=_stacked(lacks),
    )
