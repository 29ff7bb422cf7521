"""``manage.py import_actors``: a list of places of mediation joins the panorama of actors."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filiere.network.refusals import Refused
from forecast.actors_import import import_places


class Command(BaseCommand):
    help = "Importe des lieux de médiation au standard de La Mednum dans le panorama des acteurs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="CSV au standard 1.0")
        parser.add_argument(
            "--source", default="La Mednum", metavar="NOM", help="d'où vient la liste"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Le fichier {options['file']} ne se lit pas.") from error
        try:
            count = import_places(content, source=options["source"])
        except Refused as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"{count} lieux importés ({options['source']}).")
