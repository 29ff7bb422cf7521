"""Write the pages of docs/ that are drawn from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from filiere.documentation import api_page
from filiere.settings.environment import ROOT
from forecast.documentation import sources_page
from forecast.estimators import pages as estimator_pages
from inventory.documentation import circuit_page
from inventory.evidence.documentation import readings_page
from inventory.indicators.documentation import indicators_page
from inventory.judging.documentation import obsolescence_page

PAGES = {
    "circuit.md": circuit_page,
    "api.md": api_page,
    "indicateurs.md": indicators_page,
    "releves.md": readings_page,
    "sources.md": sources_page,
    "obsolescence.md": obsolescence_page,
    **estimator_pages(),
}


class Command(BaseCommand):
    help = "Écrit les pages de docs/ tirées du code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=ROOT / "docs", metavar="DOSSIER")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["to"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in PAGES.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(page(), encoding="utf-8")
            self.stdout.write(f"{name} écrit")
