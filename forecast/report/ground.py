"""What every volet is built on: a territory, the run that covers it, its places and its draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from filiere.network.models import FormerCommune, Territory
from filiere.network.refusals import Refused
from filiere.network.territories import communes_of, present
from filiere.network.vocabulary import Level
from forecast.assumptions import Settings
from forecast.coverage import Area, collected_in_year, drivers, figure
from forecast.drawn import drawn
from forecast.estimates import Figure
from forecast.figures_file import LostRun
from forecast.models import Run
from forecast.reference.outlines import department_of
from forecast.reference.tables import load
from forecast.runs import levels_of, run_for
from forecast.selectors import View, view
from forecast.showing import withheld
from forecast.vocabulary import Concept, Status

LEVELS = frozenset({Level.EPCI.value, Level.DEPARTEMENT.value, Level.REGION.value})
"""The diagnostic is that of an EPCI, a département or a région."""
BELOW = {Level.REGION: Level.DEPARTEMENT, Level.DEPARTEMENT: Level.PART, Level.EPCI: Level.COMMUNE}
DRAWN = {Level.REGION: Level.PART, Level.DEPARTEMENT: Level.COMMUNE, Level.EPCI: Level.COMMUNE}


def check_level(territory: Territory) -> Territory:
    """The territory itself, when a diagnostic can be made of it.

    Raises
    ------
    Refused
        ``no-diagnostic``: a commune, a part of an EPCI or all of France.
    """
    if territory.level not in LEVELS:
        raise Refused(
            "no-diagnostic",
            f"Le diagnostic se fait pour un EPCI, un département ou une région. {territory.name} "
            "n'en est pas un : choisissez le territoire qui le contient ou qu'il contient.",
            title="Pas à cette échelle",
        )
    return territory


@dataclass(frozen=True)
class Ground:
    """``run`` is None when nobody has estimated the territory: the report prints without."""

    territory: Territory
    run: Run | None

    @property
    def level(self) -> Level:
        return Level(self.territory.level)

    @cached_property
    def settings(self) -> Settings:
        """The assumptions as the run was asked to take them."""
        changed = self.run.changed if self.run else {}
        return Settings({name: tuple(ends) for name, ends in changed.items()})

    @cached_property
    def communes(self) -> list[Territory]:
        return list(communes_of(self.territory.pk).select_related("epci", "part", "department"))

    @cached_property
    def departments(self) -> list[str]:
        """Codes of the départements that hold its communes."""
        return sorted({department_of(one.code) for one in self.communes})

    @cached_property
    def former(self) -> dict[str, list[str]]:
        """For each commune of today its own code and those that were merged into it."""
        told = {one.pk: [one.code] for one in self.communes}
        rows = FormerCommune.objects.filter(commune__in=list(told))
        for old, commune in rows.values_list("old_code", "commune_id"):
            told[commune].append(old)
        return told

    def seen(self, level: str = "") -> View | None:
        """The run as seen from here at a level; None when there is nothing to see."""
        if self.run is None:
            return None
        try:
            return view(self.territory, level)
        except Refused:
            return None

    def inside(self, place: Territory) -> list[Territory]:
        """The communes of a place of this territory."""
        column = {
            Level.COMMUNE.value: "pk",
            Level.PART.value: "part_id",
            Level.EPCI.value: "epci_id",
            Level.DEPARTEMENT.value: "department_id",
            Level.REGION.value: "region_id",
        }[place.level]
        return [one for one in self.communes if getattr(one, column) == place.pk]

    @cached_property
    def homes(self) -> dict[str, float]:
        """Tax households of each commune, by its id; those without are left out."""
        table = load("communes_2021").set_index("code")["households"].dropna()
        return {one.pk: float(table[one.code]) for one in self.communes if one.code in table.index}

    def homes_of(self, place: Territory) -> float:
        return sum(self.homes.get(one.pk, 0.0) for one in self.inside(place))

    def area(self, territory: Territory) -> Area | None:
        """The draws of a territory that the run covers, kept once made."""
        if self.run is None:
            return None
        outflow, need = drawn(self.run, territory.pk)
        return Area(outflow, need)


def volume_of(ground: Ground) -> Figure | None:
    """Devices that would be collected in a year, all doubts together; None when not known."""
    area = ground.area(ground.territory)
    if area is None or ground.run is None:
        return None
    way = drivers(ground.settings, seed=ground.run.seed, draws=area.outflow.shape[-1])
    taken = collected_in_year(area, way).sum(axis=(0, 1))
    return figure(taken, "appareils par an", Status.ASSUMPTION)


def ground_of(territory: Territory) -> Ground:
    """The ground of a territory, on the newest run that covers it, if its file still stands."""
    check_level(territory)
    try:
        run: Run | None = run_for(territory.pk)
    except Refused:
        run = None
    if run is not None:
        try:
            levels_of(run)
        except LostRun:
            run = None
    return Ground(territory, run)


def need_told(ground: Ground, territory: Territory, concept: Concept) -> bool:
    """Whether a need is estimated there and may be told: else no coverage may be either."""
    area = ground.area(territory)
    if area is None or ground.run is None:
        return False
    if territory.pk in withheld(ground.run, concept):
        return False
    return bool(area.need[list(Concept).index(concept)].any())


def other_scale(ground: Ground) -> Territory | None:
    """The scale to compare with, if the run covers it.

    The région of a département, the département of an EPCI; of a région its most peopled
    département.
    """
    territory = ground.territory
    other: Territory | None
    if ground.level == Level.REGION:
        inside = present().filter(level=Level.DEPARTEMENT, region_id=territory.pk)
        other = inside.order_by("-population", "pk").first()
    elif ground.level == Level.DEPARTEMENT:
        other = territory.region
    else:
        other = territory.department
    if other is None or ground.run is None:
        return None
    try:
        covers = run_for(other.pk).pk == ground.run.pk
    except Refused:
        return None
    return other if covers else None
