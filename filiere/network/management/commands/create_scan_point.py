"""``manage.py create_scan_point NAME --organisation ID``: prints a token, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filiere.network.actor import SYSTEM
from filiere.network.operations.scan_points import create_scan_point
from filiere.network.refusals import Refused
from filiere.network.selectors import organisation_named


class Command(BaseCommand):
    help = "Crée un point de scan et affiche son jeton, une seule fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOM", help="nom du point de scan")
        parser.add_argument(
            "--organisation", required=True, help="numéro ou nom exact de l'organisation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["organisation"]
        found = organisation_named(wanted)
        if not found:
            raise CommandError(f"Aucune organisation n'a le numéro ou le nom « {wanted} ».")
        if len(found) > 1:
            numbers = ", ".join(str(one.pk) for one in found)
            raise CommandError(
                f"Plusieurs organisations s'appellent « {wanted} » : donnez un numéro ({numbers})."
            )
        try:
            made = create_scan_point(actor=SYSTEM, organisation=found[0].pk, name=options["name"])
        except Refused as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(made.token)
        self.stderr.write(
            f"Jeton de « {made.point.name} » ({found[0].name}). Notez-le : il ne sera plus affiché."
        )
