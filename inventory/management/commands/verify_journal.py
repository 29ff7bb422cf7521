"""``manage.py verify_journal``: what was written is still what is there."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.journal.report import CHECKS, Report
from inventory.journal.verify import verify


class Command(BaseCommand):
    help = (
        "Vérifie le journal, les scellés, l'ancre, les lignes d'état, les pièces et les "
        "déclencheurs ; nomme la première différence de chaque vérification."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            default=None,
            metavar="FICHIER",
            help="une copie de l'ancre gardée ailleurs (défaut : celle du site)",
        )
        parser.add_argument(
            "--quick",
            action="store_true",
            help="ne relit pas les fichiers des pièces justificatives",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = options["anchor"]
        if anchor is not None and not anchor.is_file():
            raise CommandError(f"Ce fichier d'ancre n'existe pas : {anchor}.")
        report = verify(anchor=anchor, quick=options["quick"])
        if options["verbosity"] > 0:
            self._tell(report)
        self.stdout.write(report.summary)
        if not report.intact:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        for first in report.first:
            others = report.counts[first.check] - 1
            more = f" (et {others} autre(s))" if others else ""
            label = CHECKS[first.check].capitalize()
            self.stdout.write(f"{label} : {first.sentence}{more}")
        for note in report.notes:
            self.stdout.write(note)
