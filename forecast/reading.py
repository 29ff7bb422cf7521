"""A run read to its end: coverage, economics and pertinent scale of its territories.

The diagnostic, the API, the command and the pages all ask here, so that they tell the same figures.
Draws are made again from the run's own seed, year, draws and assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from filiere.network.refusals import Refused
from filiere.network.territories import is_within
from filiere.network.vocabulary import OrganisationKind
from forecast import economics
from forecast.areas import country
from forecast.assumptions import Levels, Settings
from forecast.coverage import (
    ENDED,
    Area,
    Coverage,
    collected_in_year,
    coverage,
    drivers,
    own_yields,
)
from forecast.drawn import drawn
from forecast.economics import Account, account, minutes_from_journal
from forecast.models import Run
from forecast.runs import run_for
from forecast.scale import compare
from forecast.showing import withheld
from forecast.sides import Comparison, Place
from forecast.vocabulary import Concept, Kind
from inventory.selectors import history

if TYPE_CHECKING:
    from forecast.yields import Yields


@lru_cache(maxsize=16)
def _area(run_id: str, territory_id: str) -> Area:
    return Area(*drawn(Run.objects.get(pk=run_id), territory_id))


def area_of(run: Run, territory: Territory) -> Area:
    """Draws of a territory, those of the run: outflow (8, 3, n) and need (4, n)."""
    return _area(run.pk, territory.pk)


def _changed(run: Run) -> dict[str, Levels]:
    return {name: (low, mid, high) for name, (low, mid, high) in run.changed.items()}


def settings_of(
    run: Run, actor: Actor | None = None, moved: Mapping[str, Levels] | None = None
) -> Settings:
    """The assumptions of a run, minutes from the journal where five people made them, then moves.

    Raises
    ------
    UnknownAssumption
    """
    told = minutes_from_journal(history.minutes_by_step(actor))
    return Settings(told | _changed(run) | dict(moved or {}))


def yields_of(actor: Actor | None, settings: Settings, seed: int) -> Yields:
    """Yields from the devices that ended, as far as this reader sees them."""
    rows = [
        {"kind": one.kind, "source": one.holder, "age": one.age, "outcome": one.outcome}
        for one in history.ended(actor)
        if one.kind in Kind.values
        for _ in range(one.count)
    ]
    return own_yields(pd.DataFrame(rows, columns=list(ENDED)), settings, seed)


def check_shown(run: Run, territory: Territory, concept: Concept) -> None:
    """Refuse what would tell a need that is withheld.

    Raises
    ------
    Refused
        ``need-withheld``.
    """
    if territory.pk in withheld(run, concept):
        raise Refused(
            "need-withheld",
            f"Le besoin de {territory.name} n'est pas diffusable : trop peu d'habitants, ou un "
            "intervalle trop large. Demandez son EPCI ou son département.",
            title="Non diffusable",
        )


def coverage_of(
    territory: Territory,
    concept: Concept,
    *,
    actor: Actor | None = None,
    run: Run | None = None,
    moved: Mapping[str, Levels] | None = None,
) -> Coverage:
    """Share of a lack that a year's collection would meet, month by month.

    Raises
    ------
    Refused
        ``no-estimate``, ``need-withheld``, ``out-of-field``.
    """
    told = run or run_for(territory.pk)
    check_shown(told, territory, concept)
    area = area_of(told, territory)
    if not area.need[list(Concept).index(concept)].any():
        raise Refused(
            "out-of-field",
            f"{territory.name} est hors du champ des enquêtes : aucun besoin n'y est estimé, donc "
            "aucune couverture.",
            title="Hors champ",
        )
    settings = settings_of(told, actor, moved)
    known = yields_of(actor, settings, told.seed)
    return coverage(area, concept, settings, known, seed=told.seed)


def collected_of(run: Run, territory: Territory, settings: Settings) -> float:
    """Devices that a year's collection would bring, on average over the draws."""
    area = area_of(run, territory)
    way = drivers(settings, seed=run.seed, draws=area.outflow.shape[-1])
    return float(collected_in_year(area, way).sum(axis=(0, 1)).mean())


def account_of(
    territory: Territory,
    *,
    actor: Actor | None = None,
    run: Run | None = None,
    moved: Mapping[str, Levels] | None = None,
) -> Account:
    """Costs, income, break-even and what moves them, of a filière that collects all it could.

    Raises
    ------
    Refused
        ``no-estimate``.
    """
    told = run or run_for(territory.pk)
    settings = settings_of(told, actor, moved)
    collected = collected_of(told, territory, settings)
    return account(max(collected, 1.0), settings, seed=told.seed, draws=told.draws)


def scale_of(
    one: Territory,
    other: Territory,
    *,
    actor: Actor | None = None,
    concept: Concept = Concept.NO_COMPUTER,
    moved: Mapping[str, Levels] | None = None,
) -> Comparison:
    """Two territories side by side: any pair, each by the newest run that covers it.

    Distances are to the network's workshops; the biggest donor's share is our own when the
    reader sees collections.

    Raises
    ------
    Refused
        ``no-estimate``, ``need-withheld``.
    """
    runs = [run_for(territory.pk) for territory in (one, other)]
    if is_within(one.pk, runs[1].territory_id):
        runs[0] = runs[1]
    for run, territory in zip(runs, (one, other), strict=True):
        check_shown(run, territory, concept)
    settings = settings_of(runs[1], actor, moved)
    known = yields_of(actor, settings, runs[1].seed)
    first, second = (
        _place(run, territory, actor) for run, territory in zip(runs, (one, other), strict=True)
    )
    return compare(
        first,
        second,
        workshop_communes(),
        settings,
        known,
        concept=concept,
        seed=runs[1].seed,
    )


def _place(run: Run, territory: Territory, actor: Actor | None) -> Place:
    asked = country(territory.pk)
    rows = asked.communes.loc[asked.wanted, ["code", "population"]]
    share = history.biggest_donor_share(actor, territory=territory.pk)
    towns = rows.rename(columns={"population": "weight"})
    return Place(territory.name, area_of(run, territory), towns, share)


def workshop_communes() -> list[str]:
    """Codes of the communes where the network has a workshop."""
    open_ones = Organisation.objects.filter(
        kind=OrganisationKind.WORKSHOP, active=True, territory__isnull=False
    )
    return sorted(set(open_ones.values_list("territory__code", flat=True)))


def minutes_known(actor: Actor | None) -> dict[str, tuple[float, int]]:
    """Minutes of each step that the journal tells, and how many people made it: five or more."""
    told: dict[str, Any] = history.minutes_by_step(actor)
    return {name: one for name, one in told.items() if one[1] >= economics.PEOPLE}
