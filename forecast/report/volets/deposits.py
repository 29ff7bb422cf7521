"""Volet 2: what goes out of use, who holds it, where."""

from __future__ import annotations

from dataclasses import replace

from filiere.network.vocabulary import Level
from forecast.estimates import Figure
from forecast.report.content import Cell, Chart, Column, Said, Table
from forecast.report.ground import BELOW, DRAWN, Ground
from forecast.report.volets.part import Part
from forecast.report.volets.scale import scale
from forecast.report.words import capital, figure, heads, listed, text
from forecast.selectors import GISEMENT_SOURCES, gisements
from forecast.typography import full, of
from forecast.vocabulary import ALL, Holder, Kind, Measure, Status

UNIT = "appareils par an"
SHOWN_KINDS = (ALL, Kind.LAPTOP.value, Kind.DESKTOP.value, Kind.SMARTPHONE.value)
LABELS = dict(Kind.choices) | {ALL: "tous types"}


def deposits(ground: Ground, workshops: tuple[str, ...], donor: float | None) -> Part:
    """``workshops`` are codes of communes, ``donor`` the share of the biggest one if known."""
    seen = ground.seen()
    if seen is None or ground.run is None:
        return Part(finding="Le gisement n'est pas encore estimé sur ce territoire.")
    rows = {m.value: {r.kind: r.figure for r in gisements(seen, measure=m)} for m in Measure}
    whole, usable = rows[Measure.OUTFLOW][ALL], rows[Measure.REUSABLE][ALL]
    tables = [_kinds(ground, rows), _holders(ground), *_places(ground)]
    tables_of_scale, finding = scale(ground, workshops, donor)
    return Part(
        finding=(
            f"Environ {full(whole)} appareils sortent d'usage chaque année ; {of(usable)} "
            "seraient donnés et réemployables."
        ),
        figures=(
            Said("gisement", "Appareils qui sortent d'usage en un an", whole),
            Said("gisement_donne", "dont seraient donnés", rows[Measure.WILLING][ALL]),
            Said("gisement_reemployable", "dont seraient donnés et réemployables", usable),
            Said("tiroirs", "Appareils inutilisés gardés chez soi", rows[Measure.DRAWER][ALL]),
        ),
        tables=(*tables, *tables_of_scale),
        notes=(
            *([finding] if finding else []),
            (
                "Ce qui sort d'usage et ce qui dort dans les tiroirs sont un même bilan, pas deux "
                "gisements à additionner."
            ),
            (
                "La part des entreprises et des organismes publics est répartie entre départements "
                "selon la population, puis entre communes selon les emplois au lieu de travail en "
                "Vaucluse, selon la population ailleurs : une zone d'activité peut y peser "
                "davantage."
            ),
        ),
    )


def _kinds(ground: Ground, rows: dict[str, dict[str, Figure]]) -> Table:
    later = (
        dict(zip(Kind.values, ground.run.told["later_share"], strict=True)) if ground.run else {}
    )
    lines: list[tuple[Cell, ...]] = []
    for kind in (*Kind.values, ALL):
        share = later.get(kind)
        assumed = (
            None
            if share is None
            else Figure(share, None, None, "part", ("put_on_market",), "bilan", Status.ESTIMATED)
        )
        cells = [rows[measure.value][kind] for measure in Measure]
        lines.append((capital(LABELS[kind]), *cells, assumed))
    drawn = [one for one in Kind.values if rows[Measure.OUTFLOW][one].value]
    first = max(drawn, key=lambda one: rows[Measure.OUTFLOW][one].value or 0)
    return Table(
        key="gisement_types",
        title="Gisement par type d'appareil",
        columns=(
            text("type", "Type"),
            figure("sort", "Sort d'usage en un an", UNIT),
            figure("tiroirs", "Dort dans les tiroirs", "appareils"),
            figure("donne", "Serait donné", UNIT),
            figure("reemployable", "Donné et réemployable", UNIT),
            figure("ventes_supposees", "Part vendue après 2015, supposée", "part"),
        ),
        rows=tuple(lines),
        note="Les ventes après 2015 ne sont publiées nulle part par type : c'est une hypothèse, "
        "et sa part dans chaque flux est dans la dernière colonne.",
        chart=Chart(
            "gisement_types",
            "bars",
            _leading(rows[Measure.OUTFLOW], first),
            "Appareils qui sortent d'usage en un an, par type, avec leur intervalle à 90 %.",
            {"label": "type", "value": "sort", "skip": capital(LABELS[ALL])},
        ),
        sources=GISEMENT_SOURCES,
    )


def _leading(rows: dict[str, Figure], first: str) -> str:
    """The first kind, said to lead by far only when its interval says so."""
    others = [rows[one].high or 0 for one in Kind.values if one != first]
    far = (rows[first].low or 0) > max(others)
    return f"{capital(_plural(first))}\u202f: le premier flux{', et de loin' * far}"


def _plural(kind: str) -> str:
    words = LABELS[kind].split()
    return " ".join(one if one.endswith("x") else f"{one}s" for one in words)


def _holders(ground: Ground) -> Table:
    seen = ground.seen()
    rows: list[tuple[Cell, ...]] = []
    for holder in Holder:
        if seen is None:
            break
        told = {
            measure: gisements(seen, kind=ALL, holder=holder, measure=measure)[0].figure
            for measure in (Measure.OUTFLOW, Measure.WILLING, Measure.REUSABLE)
        }
        rows.append((capital(holder.label), *told.values()))
    return Table(
        key="gisement_detenteurs",
        title="Gisement par détenteur",
        columns=(
            text("detenteur", "Détenteur"),
            figure("sort", "Sort d'usage en un an", UNIT),
            figure("donne", "Serait donné", UNIT),
            figure("reemployable", "Donné et réemployable", UNIT),
        ),
        rows=tuple(rows),
        sources=GISEMENT_SOURCES,
    )


def _places(ground: Ground) -> list[Table]:
    """By place of the level below, then by the places that the map draws."""
    levels = list(dict.fromkeys((BELOW[ground.level].value, DRAWN[ground.level].value)))
    found = []
    for number, level in enumerate(levels):
        seen = ground.seen(level)
        if seen is None:
            continue
        told: dict[str, list[Figure]] = {}
        for kind in SHOWN_KINDS:
            for row in gisements(seen, kind=kind):
                told.setdefault(row.territory.pk, []).append(row.figure)
        names = {one.pk: one.name for one in seen.places}
        order = sorted(told, key=lambda one: -(told[one][0].value or 0))
        rows: tuple[tuple[Cell, ...], ...] = tuple((one, names[one], *told[one]) for one in order)
        rows += _alone(ground, level)
        first, share = heads([(names[one], told[one][0].value or 0) for one in told])
        where = listed(first) if len(first) <= 3 else f"{len(first)} territoires"
        last = number == len(levels) - 1
        verb = "concentre" if len(first) == 1 else "concentrent"
        title = f"{where} {verb} {round(share * 100)}\u202f% du gisement"
        about = {"id": "territoire", "label": "nom", "value": "sort", "level": level}
        alt = f"Carte du gisement : un disque par territoire ({UNIT}), son halo dit l'intervalle."
        found.append(
            Table(
                key=f"gisement_{level}",
                title=f"Gisement par {_name(level)}",
                columns=_place_columns(),
                rows=rows,
                annex=bool(number),
                chart=Chart(f"gisement_{level}", "circles", capital(title), alt, about)
                if number == 0 and not (last and len(rows) > 400)
                else None,
                sources=GISEMENT_SOURCES,
            )
        )
    return found


def _alone(ground: Ground, level: str) -> tuple[tuple[Cell, ...], ...]:
    """Communes in no EPCI, taken together and never dropped: their sum, without interval."""
    outside = {one.pk for one in ground.communes if one.part_id is None}
    seen = ground.seen("commune")
    if level != Level.PART or not outside or seen is None:
        return ()
    found = []
    for kind in SHOWN_KINDS:
        told = [row.figure for row in gisements(seen, kind=kind) if row.territory.pk in outside]
        total = sum(one.value or 0.0 for one in told)
        found.append(replace(told[0], value=total, low=None, high=None))
    return (("", "Communes hors EPCI", *found),)


def _name(level: str) -> str:
    return {"part": "EPCI", "departement": "département"}.get(level, level)


def _place_columns() -> tuple[Column, ...]:
    return (
        text("territoire", "Code"),
        text("nom", "Nom"),
        figure("sort", "Tous types", UNIT),
        figure("portables", "Ordinateurs portables", UNIT),
        figure("fixes", "Ordinateurs fixes", UNIT),
        figure("smartphones", "Smartphones", UNIT),
    )
