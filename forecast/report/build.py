"""The diagnostic of a territory, made from what is known now."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from filiere.network.actor import SYSTEM
from filiere.network.models import Organisation, Territory
from filiere.network.vocabulary import Level, OrganisationKind
from forecast.estimates import Figure
from forecast.models import Run, VoletText
from forecast.models.text import VOLETS
from forecast.report import texts
from forecast.report.cards import sources_of
from forecast.report.content import (
    Diagnostic,
    Estimation,
    Place,
    Said,
    Summary,
    Table,
    Volet,
)
from forecast.report.ground import Ground, ground_of, volume_of
from forecast.report.indicators import indicators
from forecast.report.method import assumptions_of, limits, method
from forecast.report.seam import survey_of
from forecast.report.volets.actors import panorama
from forecast.report.volets.deposits import deposits
from forecast.report.volets.model import model
from forecast.report.volets.needs import needed
from forecast.report.volets.obstacles import obstacles
from forecast.report.volets.part import Part
from forecast.report.volets.people import people
from inventory.selectors.diagnosis import Counted, objective_three
from inventory.selectors.history import biggest_donor_share

KEY_FIGURES = (
    *("gisement", "gisement_reemployable", "no_computer", "collecte_centrale"),
    *("couverture", "cout", "acteurs", "ateliers"),
)
"""What the page of summary shows, of all the figures of the volets."""
OF = {"departement": "du département", "region": "de la région", "epci": "de l'EPCI"}


def diagnostic(territory: Territory, *, edition: int = 0) -> Diagnostic:
    """The whole content, whatever is lacking: it is said where it lacks.

    Raises
    ------
    Refused
        ``no-diagnostic``: a commune, a part of an EPCI or all of France.
    """
    ground = ground_of(territory)
    counts = objective_three(territory=territory.pk)
    volume = volume_of(ground)
    parts = _parts(ground, counts, volume)
    written = texts.written(territory.pk)
    volets = tuple(
        _volet(number, title, parts[number], territory, written) for number, title in VOLETS
    )
    tables = indicators(ground, counts)
    hypotheses = assumptions_of(ground)
    names = _names(volets, tables)
    return Diagnostic(
        title=f"Diagnostic de la filière de réemploi numérique\u202f: {territory.name}",
        place=_place(territory),
        made_at=timezone.now(),
        edition=edition,
        estimation=_estimation(ground.run),
        summary=_summary(ground, volets, counts),
        volets=volets,
        indicators=tables,
        sources=sources_of(names),
        assumptions=hypotheses,
        method=method(ground),
        limits=limits(ground),
    )


def _parts(ground: Ground, counts: list[Counted], volume: Figure | None) -> dict[int, Part]:
    workshops = Organisation.objects.filter(
        active=True, kind=OrganisationKind.WORKSHOP, territory__isnull=False
    )
    codes = tuple(sorted(set(workshops.values_list("territory__code", flat=True))))
    donor = biggest_donor_share(SYSTEM, territory=ground.territory.pk)
    return {
        1: panorama(ground),
        2: deposits(ground, codes, donor),
        3: needed(ground),
        4: obstacles(ground, volume, timezone.localdate()),
        5: model(ground, volume),
        6: people(ground, counts),
    }


def _volet(
    number: int, title: str, part: Part, territory: Territory, written: Mapping[int, VoletText]
) -> Volet:
    return Volet(
        number=number,
        title=title,
        finding=part.finding,
        figures=part.figures,
        tables=part.tables,
        notes=part.notes,
        text=texts.told(written[number]) if number in written else None,
        survey=survey_of(territory, number),
    )


def _place(territory: Territory) -> Place:
    label = Level(territory.level).label
    return Place(territory.pk, territory.name, territory.level, label, territory.population)


def _estimation(run: Run | None) -> Estimation | None:
    if run is None:
        return None
    return Estimation(
        run.pk, run.made_at, run.year, run.draws, run.seed, run.territory_id, run.changed
    )


def _summary(ground: Ground, volets: tuple[Volet, ...], counts: list[Counted]) -> Summary:
    figures = {one.key: one for volet in volets for one in volet.figures}
    empty = not any(one.value for one in counts if one.key == "collectes")
    lacking = [volet for volet in volets if volet.text is None]
    ending = (
        "La filière n'a encore rien collecté sur ce territoire." if empty else "",
        f"Textes des pilotes à compléter : volets {', '.join(str(v.number) for v in lacking)}."
        if lacking
        else "",
    )
    return Summary(
        sentences=(*(volet.finding for volet in volets), *(one for one in ending if one)),
        figures=tuple(figures[key] for key in KEY_FIGURES if key in figures),
    )


def _names(volets: tuple[Volet, ...], tables: tuple[Table, ...]) -> set[str]:
    """Every source that a figure or a table of the report names."""
    said: list[Said] = [one for volet in volets for one in volet.figures]
    every = [*(table for volet in volets for table in volet.tables), *tables]
    cells = [cell for table in every for row in table.rows for cell in row]
    figures = [one.figure for one in said] + [one for one in cells if isinstance(one, Figure)]
    named = [one.sources for one in figures] + [one.sources for one in every]
    return {name for sources in named for name in sources}
