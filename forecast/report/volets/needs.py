"""Volet 3: who lacks what, where; what was really asked for stands beside, never mixed."""

from __future__ import annotations

from forecast.estimates import Figure
from forecast.need import LABEL, LEAST_INHABITANTS, REFERENCE_YEAR, unit
from forecast.report.content import Cell, Chart, Said, Table
from forecast.report.ground import DRAWN, Ground
from forecast.report.volets.part import Part
from forecast.report.words import capital, counted, figure, heads, listed, over, text
from forecast.selectors import NEED_SOURCES, needs
from forecast.typography import full, number, of
from forecast.vocabulary import Concept, Status
from inventory.selectors.diagnosis import asked_for

CONCEPT = Concept.NO_COMPUTER


def needed(ground: Ground) -> Part:
    seen = ground.seen()
    asked = _asked(ground)
    if seen is None:
        return Part(
            finding="Les besoins ne sont pas encore estimés sur ce territoire.", tables=(asked,)
        )
    told = {row.kind: row.figure for row in needs(seen)}
    main = told[CONCEPT]
    share = over(main, ground.homes_of(ground.territory), "part")
    return Part(
        finding=(
            f"Environ {full(main)} ménages n'auraient pas d'ordinateur"
            + (f", soit {of(share)} des ménages." if share.value is not None else ".")
        ),
        figures=tuple(Said(one.value, capital(one.label), told[one.value]) for one in Concept),
        tables=(_concepts(told), *_places(ground), asked),
        notes=(
            (
                f"{capital(LABEL)} sur les définitions des enquêtes nationales, année "
                f"{REFERENCE_YEAR} : un ordre de grandeur, pas un dénombrement."
            ),
            (
                "Ménages et personnes ne s'additionnent pas, et une même personne peut être "
                "comptée dans plusieurs définitions."
            ),
            (
                "Les personnes hors des enquêtes (EHPAD, foyers, hébergement, sans domicile) et "
                "les besoins des structures n'y sont pas : seuls les demandes et les "
                "questionnaires les disent."
            ),
        ),
    )


def _concepts(told: dict[str, Figure]) -> Table:
    return Table(
        key="besoins",
        title="Besoins par définition",
        columns=(
            text("definition", "Définition"),
            text("unite", "Compte des"),
            figure("besoin", "Besoin"),
        ),
        rows=tuple((capital(one.label), unit(one), told[one.value]) for one in Concept),
        chart=Chart(
            "besoins",
            "bars",
            "Plus de personnes gênées par un appareil ancien que de ménages sans ordinateur"
            if _more(told)
            else "Quatre façons de manquer, qui ne s'additionnent pas",
            "Ménages ou personnes concernés selon chaque définition, avec leur intervalle à 90 %.",
            {"label": "definition", "value": "besoin"},
        ),
        sources=NEED_SOURCES,
    )


def _more(told: dict[str, Figure]) -> bool:
    old, none = told[Concept.OBSTACLE_OLD_EQUIPMENT.value], told[CONCEPT.value]
    return bool(old.low and none.high and old.low > none.high)


def _places(ground: Ground) -> list[Table]:
    level = DRAWN[ground.level].value
    seen = ground.seen(level)
    if seen is None:
        return []
    told: dict[str, dict[str, Figure]] = {}
    for row in needs(seen):
        told.setdefault(row.territory.pk, {})[row.kind] = row.figure
    places = sorted(seen.places, key=lambda one: -(told[one.pk][CONCEPT].value or -1))
    rows: list[tuple[Cell, ...]] = []
    for place in places:
        figures = told[place.pk]
        share = over(figures[CONCEPT], ground.homes_of(place), "part")
        rows.append((place.pk, place.name, *(figures[one.value] for one in Concept), share))
    hidden = sum(1 for one in told.values() if one[CONCEPT].status == Status.WITHHELD)
    concepts = tuple(figure(one.value, capital(one.label), unit(one)) for one in Concept)
    name = {"part": "EPCI"}.get(level, level)
    limit = f"±\u00a0{round(ground.settings.central('publication_width') * 100)}\u202f%"
    return [
        Table(
            key=f"besoins_{level}",
            title=f"Besoins par {name}",
            columns=(
                text("territoire", "Code"),
                text("nom", "Nom"),
                *concepts,
                figure("part", "Part des ménages sans ordinateur", "part"),
            ),
            rows=tuple(rows),
            note=(
                f"{hidden} territoires sur {len(places)} non diffusables : moins de "
                f"{number(LEAST_INHABITANTS)} habitants, intervalle à plus de {limit} autour de la "
                "valeur (limite choisie, dans les hypothèses), ou protégés pour qu'aucun autre ne "
                "se déduise."
                if hidden
                else ""
            ),
            annex=True,
            chart=Chart(
                f"besoins_{level}",
                "choropleth",
                _where([(place.name, told[place.pk][CONCEPT].value or 0) for place in places]),
                "Carte de la part des ménages sans ordinateur. Les territoires les plus incertains "
                "sont pâlis, les non diffusables hachurés.",
                {"id": "territoire", "label": "nom", "value": "part", "count": CONCEPT.value},
            ),
            sources=NEED_SOURCES,
        )
    ]


def _where(places: list[tuple[str, float]]) -> str:
    """Where half of what may be told is, the greatest need first."""
    if not any(value for _, value in places):
        return "Aucun besoin diffusable à cette échelle"
    first, held = heads(places)
    named = listed(first) if len(first) <= 3 else f"{len(first)} territoires"
    verb = "concentre" if len(first) == 1 else "concentrent"
    return capital(f"{named} {verb} {round(held * 100)}\u202f% du besoin diffusé")


def _asked(ground: Ground) -> Table:
    """What structures of the territory really asked for: another thing than a need."""
    rows = tuple(
        (capital(line.label), counted(line.value, "appareils"))
        for line in asked_for(territory=ground.territory.pk)
    )
    return Table(
        key="demandes",
        title="Demandes réellement faites par les structures",
        columns=(text("type", "Type"), figure("demandes", "Appareils demandés", "appareils")),
        rows=rows,
        note="Une demande n'est pas un besoin : elle suppose une structure qui connaît la filière."
        if rows
        else "Aucune structure de ce territoire n'a encore fait de demande.",
        sources=("journal",),
    )
