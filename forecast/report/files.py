"""The files of a content, drawn once for an edition: at its publication, before any reader."""

from __future__ import annotations

from forecast.models import Publication
from forecast.report.access import Given, drawn
from forecast.report.content import from_json


def pdf_of(told: Given) -> bytes:
    def draw() -> bytes:
        from forecast.report import draw_pdf

        return draw_pdf.draw(told.content, told.territory, emitter=told.emitter)

    return drawn(told, "diagnostic.pdf", draw)


def xlsx_of(told: Given) -> bytes:
    def draw() -> bytes:
        from forecast.report import draw_xlsx

        return draw_xlsx.draw(told.content)

    return drawn(told, "diagnostic.xlsx", draw)


def draw_edition(edition: Publication) -> None:
    """Draw the PDF and the spreadsheet of an edition, so that its first reader does not wait."""
    told = Given(from_json(edition.content), edition.territory, edition)
    pdf_of(told)
    xlsx_of(told)
