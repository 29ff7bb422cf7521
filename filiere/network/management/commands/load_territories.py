"""``manage.py load_territories``: the territory of all France, from the npm package."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from filiere.network.operations.load_territories import load_territories
from filiere.network.refusals import Refused
from filiere.network.territory_changes import sentences


class Command(BaseCommand):
    help = "Charge les communes, EPCI, départements et régions ; dit ce qui a changé."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from",
            dest="directory",
            type=Path,
            default=None,
            metavar="DOSSIER",
            help="dossier du paquet @etalab/decoupage-administratif (défaut : node_modules)",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="accepte que des centaines de communes disparaissent d'un coup",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        directory = options["directory"] or Path(settings.TERRITORY_PACKAGE)
        try:
            changes = load_territories(directory=directory, many_retirements=options["force"])
        except Refused as refused:
            raise CommandError(refused.detail) from refused
        if options["verbosity"] == 0:
            return
        for line in sentences(changes):
            self.stdout.write(line)
        self.stdout.write(f"Fait en {time.monotonic() - start:.1f} s.".replace(".", ",", 1))
