"""Which needs of a run may be shown: never a small place, never too doubtful, never by difference.

Means add up: a commune withheld alone would be its EPCI less the others. Each run is looked at
whole, every level and both paths of the territory, so that what one page withholds another does
not give away.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from filiere.network.models import Territory
from filiere.network.vocabulary import Level
from forecast import figures_file
from forecast.added import Level as Found
from forecast.areas import Country, country
from forecast.assumptions import Settings
from forecast.deducing import Key, Relation
from forecast.models import Run
from forecast.need import may_show
from forecast.secrecy import covered
from forecast.vocabulary import Concept


@lru_cache(maxsize=8)
def _withheld(run_id: str) -> tuple[frozenset[Key], ...]:
    run = Run.objects.get(pk=run_id)
    path = Path(settings.FORECAST_DIR) / f"{run.pk}.npz"
    return _read(run) or _found(run, figures_file.read(path, run.sha256))


def keep_withheld(run: Run, levels: dict[str, Found]) -> None:
    """Work out once what a run withholds, and keep it beside its figures: all France takes 9 s."""
    told = [sorted(map(str, one)) for one in _found(run, levels)]
    content = gzip.compress(json.dumps(told).encode(), mtime=0)
    _file(run).write_bytes(content)
    run.told["withheld"] = hashlib.sha256(content).hexdigest()
    run.save(update_fields=["told"])


def _read(run: Run) -> tuple[frozenset[Key], ...]:
    """What was kept with a run; nothing when there is none, or another than it was."""
    try:
        content = _file(run).read_bytes()
    except OSError:
        return ()
    if hashlib.sha256(content).hexdigest() != run.told.get("withheld"):
        return ()
    return tuple(frozenset(one) for one in json.loads(gzip.decompress(content)))


def _file(run: Run) -> Path:
    return Path(settings.FORECAST_DIR) / f"{run.pk}-withheld.json.gz"


def _found(run: Run, levels: dict[str, Found]) -> tuple[frozenset[Key], ...]:
    changed = {name: tuple(ends) for name, ends in run.changed.items()}
    chosen = Settings(changed)
    ids = [one for level in levels.values() for one in level.ids]
    people = dict(Territory.objects.filter(pk__in=ids).values_list("pk", "population"))
    asked = country(run.territory_id)
    relations = sums(asked, levels)
    groups = [tuple(ids) for _, ids in asked.communes[asked.wanted].groupby("part")["id"]]
    found = []
    for place in range(len(Concept)):
        values, kept = _doubtful(levels, place, people, chosen)
        kept |= _joined(kept, values, groups)
        found.append(_with_parts(covered(kept, values, relations), levels))
    return tuple(found)


def withheld(run: Run, concept: str) -> frozenset[Key]:
    """The ids of the territories whose need may not be shown, of every level of a run."""
    return _withheld(run.pk)[Concept.values.index(concept)]


def _doubtful(
    levels: dict[str, Found], place: int, people: dict[str, int | None], chosen: Settings
) -> tuple[dict[Key, float], set[Key]]:
    """The means of one concept at every level, and the areas too small or too doubtful."""
    values: dict[Key, float] = {}
    kept: set[Key] = set()
    for name, level in levels.items():
        if name == Level.PART:
            continue
        mean, told = level.need.mean[:, place], level.need
        wide = (told.high[:, place] - told.low[:, place]) / (2 * np.where(mean > 0, mean, 1))
        for row, one in enumerate(level.ids):
            values[one] = float(mean[row]) if np.isfinite(mean[row]) else 0.0
            width = float(wide[row]) if values[one] > 0 else None
            if values[one] > 0 and not may_show(name, people.get(one), width, chosen):
                kept.add(one)
    return values, kept


def _with_parts(hidden: frozenset[Key], levels: dict[str, Found]) -> frozenset[Key]:
    """And the parts of EPCI: shown only when they are all of an EPCI that is."""
    parts = levels[Level.PART].ids if Level.PART in levels else ()
    whole = _whole(levels, parts)
    return hidden | {one for one in parts if one not in whole or whole[one] in hidden}


def _joined(kept: set[Key], values: dict[Key, float], groups: list[tuple[str, ...]]) -> set[Key]:
    """Communes to withhold so that two of each group are, or none: no sum then tells them apart."""
    added: set[Key] = set()
    for ids in groups:
        if sum(one in kept for one in ids) == 1:
            shown = [one for one in ids if one not in kept and values[one] > 0]
            added |= {min(shown, key=lambda one: (values[one], one))} if shown else set()
    return added


def _whole(levels: dict[str, Found], parts: tuple[str, ...]) -> dict[str, str]:
    """The parts that are all of an EPCI, and that EPCI: they bear the same figures."""
    epcis = set(levels[Level.EPCI].ids) if Level.EPCI in levels else set()
    count = Counter(one.partition("/")[0] for one in parts)
    own = {one: one.partition("/")[0] for one in parts}
    return {one: epci for one, epci in own.items() if epci in epcis and count[epci] == 1}


def sums(asked: Country, levels: dict[str, Found]) -> list[Relation]:
    """What adds up to what, among the areas of a run that may be shown.

    The part of an EPCI in one of its départements is never shown: its communes stand for it.
    """
    rows = asked.communes[asked.wanted]
    inside = {str(part): tuple(ids) for part, ids in rows.groupby("part")["id"]}
    parts = levels[Level.PART].ids if Level.PART in levels else ()
    whole = _whole(levels, parts)
    relations = []
    for level, areas in asked.parents.items():
        for area, names in areas.items():
            if level == Level.EPCI:
                told = tuple(one for part in names for one in inside[part])
            elif level == Level.PART:
                continue
            else:
                told = _below(level, names, asked, inside, whole)
            relations.append(Relation(area, told))
    return relations


def _below(
    level: str,
    parts: list[str],
    asked: Country,
    inside: dict[str, tuple[str, ...]],
    whole: dict[str, str],
) -> tuple[Key, ...]:
    """The areas just under one that sum to it: régions, départements, or EPCI and communes."""
    under = {Level.FRANCE: Level.REGION, Level.REGION: Level.DEPARTEMENT}.get(Level(level))
    mine = set(parts)
    told: list[Key] = []
    if under:
        for area, names in asked.parents.get(under, {}).items():
            if mine >= set(names):
                told.append(area)
                mine -= set(names)
    for part in sorted(mine):
        told += [whole[part]] if part in whole else inside[part]
    return tuple(told)
