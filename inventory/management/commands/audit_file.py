"""``manage.py audit_file CODE FILE``: audits a device by what a tool printed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership
from inventory.auditing import take_reading
from inventory.models import Device
from inventory.refusals import Refused
from labels.codes import InvalidCode, parse, shown

ROLES = ("operator", "supervisor")


class Command(BaseCommand):
    help = "Audite un appareil par le relevé d'un outil : garde le fichier et le lit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code de l'étiquette")
        parser.add_argument("file", metavar="FICHIER", type=Path, help="sortie de l'outil")
        parser.add_argument(
            "--member",
            metavar="E-MAIL",
            help="qui audite, dans l'organisation qui tient l'appareil (à défaut : la maison)",
        )
        parser.add_argument(
            "--removable-ours",
            action="store_true",
            help="les clés et cartes branchées pendant le relevé sont à l'atelier",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        raw = self._bytes(options["file"])
        try:
            code = parse(options["code"])
            device = Device.objects.select_related("custodian").filter(pk=code).first()
            if device is None:
                raise CommandError("Ce code n'existe pas.")
            reading = take_reading(
                actor=self._actor(device, options["member"]),
                code=code,
                raw=raw,
                removable_ours=options["removable_ours"],
            )
        except (InvalidCode, Refused) as error:
            raise CommandError(error.detail) from error
        label = reading.answer["device"]["step_label"]
        done = "audité" if reading.audited else "relevé gardé, pas audité"
        self.stdout.write(f"{shown(code)} : {done} ({label}), pièce {reading.evidence.pk[:12]}")
        for said in (*reading.missing, *reading.notes):
            self.stdout.write(f"- {said.detail}")

    def _bytes(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > settings.EVIDENCE_MAX_BYTES:
                raise CommandError("Ce fichier est trop lourd pour un relevé matériel.")
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"Ce fichier ne se lit pas : {error.strerror}.") from error

    def _actor(self, device: Device, email: str | None) -> Actor:
        owner = device.custodian
        if owner is None:
            raise CommandError("Cet appareil est chez son détenteur : enregistrez un retour.")
        if not email:
            return Actor("system", None, None, None, owner.pk, owner.kind, "operator", "filiere")
        member = (
            Membership.objects.select_related("user", "organisation")
            .filter(user__email__iexact=email, organisation=owner, active=True, role__in=ROLES)
            .first()
        )
        if member is None:
            raise CommandError(f"{email} n'est ni technicien·ne ni encadrant·e de {owner}.")
        return actor_of_membership(member)
