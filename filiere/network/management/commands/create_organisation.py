"""``manage.py create_organisation``: the first organisation, and who administers it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from filiere.network.actor import SYSTEM
from filiere.network.letters import invitation_address
from filiere.network.operations.members import invite_member
from filiere.network.operations.organisations import create_organisation
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.vocabulary import LegalStatus, OrganisationKind, Role


class Command(BaseCommand):
    help = "Crée une organisation ; avec --administrator, donne l'adresse d'une invitation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOM", help="nom de l'organisation")
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values)
        parser.add_argument(
            "--legal-status", default=LegalStatus.OTHER.value, choices=LegalStatus.values
        )
        parser.add_argument("--territory", help="commune : code INSEE, identifiant ou nom exact")
        parser.add_argument("--serves", help="territoire desservi, s'il n'est pas le département")
        parser.add_argument("--email", default="", help="adresse électronique de l'organisation")
        parser.add_argument("--administrator", help="adresse de la personne qui l'administrera")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self.create(options)
        except Refused as refused:
            raise CommandError(refused.detail) from refused

    def create(self, options: dict[str, Any]) -> None:
        made = create_organisation(
            actor=SYSTEM,
            name=options["name"],
            kind=options["kind"],
            legal_status=options["legal_status"],
            territory=resolve(options["territory"]).pk if options["territory"] else None,
            serves=resolve(options["serves"]).pk if options["serves"] else None,
            email=options["email"],
        )
        self.stdout.write(f"Organisation {made.pk} : {made.name}.")
        if options["administrator"]:
            invited = invite_member(
                actor=SYSTEM,
                organisation=made.pk,
                email=options["administrator"],
                role=Role.ADMINISTRATOR,
            )
            self.stdout.write(
                f"Invitation valable sept jours : {invitation_address(invited.token)}"
            )
