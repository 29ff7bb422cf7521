"""Making a run, keeping it, finding the one that answers for an area."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import uuid_utils
from django.conf import settings
from django.utils import timezone

from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import is_within
from forecast import figures_file, gisement, need, pulled
from forecast.added import Level
from forecast.areas import country
from forecast.assumptions import Levels
from forecast.compute import Estimate, Progress, estimate
from forecast.fleets import own_rate
from forecast.fleets.outflow import declared
from forecast.models import Run
from forecast.reference.card import cards
from forecast.reference.tables import checksums, load
from forecast.showing import keep_withheld
from forecast.uncertainty import DEFAULT, checked

METHODS = {"gisement": gisement.METHOD, "need": need.METHOD, "communes": "communes-1"}


def make_run(
    *,
    territory: Territory,
    draws: int = DEFAULT,
    seed: int = 1,
    year: int = 2026,
    changed: Mapping[str, Levels] | None = None,
    progress: Progress | None = None,
    own: bool = True,
) -> Run:
    """Estimate a territory and keep what was found.

    Every reference table is checked against its card first; nothing is kept when one has changed.
    With ``own``, what was really collected pulls what communes give, and is kept with the run.

    Raises
    ------
    WrongDraws, UnknownAssumption, ChangedReference
    """
    checked(draws)
    for name in cards():
        load(name)
    start = time.monotonic()
    asked = country(territory.pk)
    collected = pulled.collected(asked) if own else {}
    found = estimate(
        asked,
        seed=seed,
        draws=draws,
        year=year,
        changed=changed,
        progress=progress,
        fleets=declared,
        collected=collected,
    )
    run = _kept(territory, found, collected, changed or {}, time.monotonic() - start)
    keep_withheld(run, found.levels)
    return run


def _kept(
    territory: Territory,
    found: Estimate,
    collected: pulled.Collected,
    changed: Mapping[str, Levels],
    seconds: float,
) -> Run:
    """The row of a run, and its figures in a file."""
    run_id = str(uuid_utils.uuid7())
    return Run.objects.create(
        id=run_id,
        made_at=timezone.now(),
        territory=territory,
        seed=found.seed,
        draws=found.draws,
        year=found.year,
        methods=METHODS | _pulls(collected, found.surveyed),
        changed={name: list(levels) for name, levels in changed.items()},
        sources=checksums(),
        told={
            "later_share": found.later_share.tolist(),
            "gap": found.gap,
            "collected": dict(collected),
            "fleets": {
                "declared": found.declared,
                "unused": found.unused,
                "surveyed": found.surveyed,
            },
        },
        seconds=seconds,
        sha256=figures_file.write(Path(settings.FORECAST_DIR), run_id, found),
    )


def _pulls(collected: pulled.Collected, surveyed: int) -> dict[str, str]:
    """The methods by which our own data moved communes, when they did."""
    told = {"pull": pulled.METHOD} if collected else {}
    return told | ({"fleets": own_rate.METHOD} if surveyed >= own_rate.LEAST_COMPARED else {})


def run_for(territory_id: str) -> Run:
    """The newest run that covers an area.

    Raises
    ------
    Refused
        ``no-estimate``: nobody has estimated it.
    """
    for run in Run.objects.select_related("territory").order_by("-made_at", "-pk"):
        if is_within(territory_id, run.territory_id):
            return run
    raise Refused(
        "no-estimate",
        f"Aucune estimation ne couvre {territory_id}. Faites-en une : "
        f"manage.py estimate --territory {territory_id}.",
        title="Pas encore estimé",
    )


def levels_of(run: Run) -> dict[str, Level]:
    """The figures of a run, by level.

    Raises
    ------
    LostRun
        Its file is missing or changed.
    """
    return figures_file.read(Path(settings.FORECAST_DIR) / f"{run.pk}.npz", run.sha256)
