"""The diagnostic on paper: A4, tagged, charts as vectors, a page of summary first."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from filiere.network.models import Territory
from forecast.report.content import Diagnostic, PilotText, Said, Table, Volet, to_json
from forecast.report.shown import MACHINES, is_number, shown, status_of, unit_of
from forecast.report.words import capital
from papers.render import pdf

MOST_ROWS = 60
"""Of a table in annex: the rest is in the spreadsheet."""
WHOLE = frozenset({"hypotheses", "acteurs"})
"""Annexes printed to their last row."""
LEFT_OUT = frozenset({"gisement_commune", "gisement_part"})
"""Annexes that the spreadsheet alone holds: the map says it on paper."""
NOT_ON_PAPER: dict[str, set[str]] = {"acteurs": {"ou"}, "hypotheses": {"nom"}}
"""Columns that paper does without: the label says what the name means."""
PARAGRAPH = 2_800
MANY_TEXTS = 4
WIDTHS = {"choropleth": 58, "circles": 60, "places": 68}
"""Percent of the page that each form takes."""
CROWDED = 72
"""Letters of headers from which every column gets its share, none what it would like."""


def draw(told: Diagnostic, territory: Territory, *, emitter: str = "") -> bytes:
    """The PDF (PDF/UA-1) of a content."""
    from forecast.charts import specification, svg

    drawings = {
        f"{chart.key}.svg": _vectors(svg(specification(chart, table, territory)))
        for chart, table in told.charts()
    }
    return pdf("diagnostic", content(told, emitter=emitter), drawings=drawings)


def _vectors(drawn: str) -> bytes:
    """With the no-break space that the house's letters have."""
    return drawn.replace("\u202f", "\u00a0").encode()


def content(told: Diagnostic, *, emitter: str = "") -> dict[str, Any]:
    """What the template is given."""
    annexes = _annexes(told)
    digest = hashlib.sha256(to_json(told)).hexdigest()
    edition = f"Édition {told.edition}" if told.edition else "Document de travail"
    return {
        "title": "Diagnostic de la filière",
        "number": f"{told.place.id.partition(':')[2]}-{told.edition or 'projet'}",
        "emitter": {"name": emitter or settings.SITE_NAME, "lines": [edition]},
        "site": settings.SITE_NAME,
        "day": date_format(timezone.localtime(told.made_at), "j F Y"),
        "printed": date_format(timezone.localtime(), "j F Y à H:i"),
        "check": f"{settings.SITE_URL.rstrip('/')}/diagnostic/{told.place.id}/".upper(),
        "seal": None,
        "vouched": f"Empreinte du contenu (JSON) : {digest[:32]}.",
        "sentence": f"{told.place.name} ({told.place.level_label}) : ce qui peut être collecté, "
        "ce qui manque, à quelle échelle, à quel coût. Aucun chiffre n'est inventé.",
        "reading": "Intervalle à 90 % sous chaque estimation. « Hypothèse » dépend d'un réglage "
        "que les pilotes peuvent changer :",
        "summary": {
            "figures": [_card(one) for one in told.summary.figures],
            "sentences": list(told.summary.sentences),
        },
        "volets": [_volet(one, annexes) for one in told.volets],
        "indicators": [_block(one, annexes) for one in told.indicators],
        "method": list(told.method),
        "limits": list(told.limits),
        "sources": [
            {
                "title": one.title,
                "line": " ".join(
                    part
                    for part in (
                        f"{one.publisher}{', ' if one.year else ''}{one.year}.",
                        f"{capital(one.licence)}.",
                        f"{one.concept}.",
                        f"Champ : {one.field_of}.",
                    )
                ),
                "limits": one.limits,
            }
            for one in told.sources
        ],
        "annexes": [
            _block(table, annexes, full=True) for table in told.tables() if table.key in annexes
        ],
    }


def _annexes(told: Diagnostic) -> dict[str, str]:
    keys = [one.key for one in told.tables() if one.annex and one.rows and one.key not in LEFT_OUT]
    return {key: f"A{place}" for place, key in enumerate(keys, 1)}


def _volet(one: Volet, annexes: dict[str, str]) -> dict[str, Any]:
    survey = ""
    if one.survey is not None and one.survey.asked:
        survey = f"Questionnaire : {one.survey.answered} réponses sur {one.survey.asked} demandées."
    return {
        "number": one.number,
        "title": one.title,
        "finding": one.finding,
        "survey": survey,
        "figures": [_card(said) for said in one.figures],
        "blocks": [
            _block(table, annexes)
            for table in one.tables
            if table.key not in LEFT_OUT or table.chart
        ],
        "notes": list(one.notes),
        "text": _written(one.text),
    }


def _written(text: PilotText | None) -> dict[str, Any] | None:
    if text is None:
        return None
    return {
        "state": text.state_label,
        "version": text.version,
        "analysis": _paragraphs(text.analysis),
        "recommendations": _paragraphs(text.recommendations),
        "actions": [[one.what, one.who, one.when, one.cost, one.funding] for one in text.actions],
        "signed_by": text.signed_by,
        "signed_on": date_format(timezone.localtime(text.signed_on), "j F Y"),
        "sha256": text.sha256[:12],
    }


def _paragraphs(text: str) -> list[str]:
    """Lines of a text, those too long for one paragraph cut."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line[at : at + PARAGRAPH] for line in lines for at in range(0, len(line), PARAGRAPH)]


def _card(said: Said) -> dict[str, Any]:
    cell = shown(said.figure)
    return {
        "label": said.label,
        "value": cell.value,
        "unit": unit_of(said),
        "interval": cell.interval,
        "status": status_of(said),
        "assumed": cell.assumed,
        "note": said.note,
    }


def _block(table: Table, annexes: dict[str, str], *, full: bool = False) -> dict[str, Any]:
    left_out = MACHINES | NOT_ON_PAPER.get(table.key, set())
    kept = [place for place, one in enumerate(table.columns) if one.name not in left_out]
    rows = list(table.rows)
    note = table.note
    if full:
        rows = [row for row in rows if _says(table, row)]
        if table.key not in WHOLE and len(rows) > MOST_ROWS:
            note = f"{len(rows) - MOST_ROWS} autres lignes dans le tableur. {note}"
            rows = rows[:MOST_ROWS]
        elif len(rows) < len(table.rows) and table.key != "acteurs":
            note = f"{note} Lignes non diffusables laissées au tableur."
    texts = [place for place in kept if not is_number(table.columns[place])]
    labels = sum(len(table.columns[place].label) for place in kept)
    crowded = labels > CROWDED or len(texts) >= MANY_TEXTS
    annex = annexes.get(table.key, "A" if table.annex else "")
    return {
        "key": table.key,
        "title": table.title,
        "annex": annex,
        "printed": table.key in annexes,
        "note": note.strip(),
        "chart": table.chart
        and {
            "file": f"{table.chart.key}.svg",
            "title": table.chart.title,
            "alt": table.chart.alt,
            "wide": WIDTHS.get(table.chart.form, 88),
        },
        "columns": [
            {
                "label": table.columns[place].label,
                "number": is_number(table.columns[place]),
                "share": _share(table, place, crowded) if crowded or place in texts else 0,
            }
            for place in kept
        ],
        "rows": [[_cell(row[place]) for place in kept] for row in rows]
        if full or not annex
        else [],
    }


def _says(table: Table, row: tuple[Any, ...]) -> bool:
    """Whether a row of an annex has something to say: a neighbour's actor, a figure told."""
    if table.key == "acteurs":
        return bool(row[table.column("ou")] == "ici")
    cells = [shown(cell) for cell in row if not isinstance(cell, str)]
    return not cells or any(not cell.untold for cell in cells)


def _share(table: Table, place: int, crowded: bool) -> float:
    """Room of a column of text: by the usual length of what it says; of a number, its interval."""
    if crowded and is_number(table.columns[place]):
        widest = max(map(len, table.columns[place].label.split()))
        return 16 if table.columns[place].sort == "figure" else max(13, widest + 5)
    lengths = sorted(len(str(row[place])) for row in table.rows) or [10]
    words = [word for row in table.rows for word in str(row[place]).split()]
    least = max(map(len, (*words, table.columns[place].label.split()[0]))) + 10
    return float(min(max(lengths[len(lengths) * 3 // 4], least, 8), 80))


def _cell(cell: Any) -> dict[str, Any]:
    told = shown(cell)
    return {"value": told.value, "interval": told.interval, "assumed": told.assumed}
