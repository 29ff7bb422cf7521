"""The tables as open data: CSV, each column described (Table Schema), under an open licence."""

from __future__ import annotations

import csv
import io
from typing import Any

from forecast.report.content import Column, Diagnostic, Table

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0 (Etalab)",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
TYPES = {"text": "string", "count": "integer", "number": "number", "date": "date"}
ENDS = (
    ("", "number", ""),
    ("_bas", "number", ", quantile 5 %"),
    ("_haut", "number", ", quantile 95 %"),
    ("_statut", "string", ", statut"),
)


def to_csv(table: Table) -> str:
    """A table as its schema says it: commas, decimal points, first line the names of columns."""
    from forecast.report.draw_xlsx import spread

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one["name"] for one in fields(table)])
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        values = [value for column, cell in pairs for value in spread(column, cell)]
        writer.writerow(["" if value is None else value for value in values])
    return out.getvalue()


def fields(table: Table) -> list[dict[str, Any]]:
    """The fields of a table, as Table Schema names them."""
    return [one for column in table.columns for one in _fields(column)]


def _fields(column: Column) -> list[dict[str, Any]]:
    unit = f" ({column.unit})" if column.unit else ""
    if column.sort != "figure":
        return [
            {
                "name": column.name,
                "type": TYPES[column.sort],
                "title": column.label,
                "description": f"{column.label}{unit}",
            }
        ]
    return [
        {
            "name": f"{column.name}{end}",
            "type": kind,
            "title": f"{column.label}{told}",
            "description": f"{column.label}{unit}{told}",
        }
        for end, kind, told in ENDS
    ]


def package(told: Diagnostic) -> dict[str, Any]:
    """The descriptor of all the tables (Data Package), its resources described one by one."""
    return {
        "profile": "tabular-data-package",
        "name": f"diagnostic-{told.place.id.replace(':', '-').lower()}",
        "title": told.title,
        "description": " ".join(told.summary.sentences),
        "created": told.made_at.isoformat(),
        "version": str(told.edition or "travail"),
        "licenses": [LICENCE],
        "sources": [
            {"title": f"{one.title} ({one.publisher}, {one.year})", "path": one.found}
            for one in told.sources
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.key,
                "path": f"{table.key}.csv",
                "title": table.title,
                "description": table.note,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "schema": {"fields": fields(table), "missingValues": [""]},
                "licenses": [LICENCE],
            }
            for table in told.tables()
            if table.rows
        ],
    }
