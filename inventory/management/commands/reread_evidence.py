"""``manage.py reread_evidence``: kept files read by the readers of today, shown then applied."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.evidence.as_stored import readers_of
from inventory.models import Device
from inventory.reading_words import medium_name
from inventory.refusals import Refused
from inventory.rereading import Change, apply, changes
from labels.codes import InvalidCode, parse, shown


class Command(BaseCommand):
    help = (
        "Relit les pièces gardées avec les lecteurs d'aujourd'hui et montre ce qui changerait. "
        "Le journal n'est jamais réécrit ; un support découvert rend l'appareil non effacé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="garde ce qui change")
        parser.add_argument("--device", metavar="CODE", help="les pièces d'un seul appareil")

    def handle(self, *args: Any, **options: Any) -> None:
        changed = discovered = refused = 0
        for change in changes(self._device(options["device"])):
            self._tell(change)
            changed += 1
            discovered += len(change.discovered)
            if options["apply"]:
                try:
                    apply(change)
                except Refused as refusal:
                    refused += 1
                    self.stdout.write(f"  refusé : {refusal.detail}")
        done = "relues" if options["apply"] else "changeraient (--apply pour les garder)"
        self.stdout.write(
            f"{changed} pièces {done}, {discovered} supports découverts"
            + (f", {refused} refusées." if refused else ".")
        )

    def _device(self, text: str | None) -> Device | None:
        if not text:
            return None
        try:
            found = Device.objects.filter(pk=parse(text)).first()
        except InvalidCode as error:
            raise CommandError(error.detail) from error
        if found is None:
            raise CommandError("Ce code n'existe pas.")
        return found

    def _tell(self, change: Change) -> None:
        code = shown(change.evidence.device_id or "")
        before, after = (_versions(readers_of(one)) for one in (change.before, change.after))
        self.stdout.write(f"{code} pièce {change.evidence.pk[:12]} : {before} → {after}")
        if change.lost:
            self.stdout.write("  n'est plus lue : la lecture d'avant reste")
        for field, old, new in change.values:
            self.stdout.write(f"  {field} : {old or '(rien)'} → {new or '(rien)'}")
        for medium in change.discovered:
            self.stdout.write(f"  support découvert : {medium_name(medium)} {medium.serial}")


def _versions(readers: dict[str, int]) -> str:
    return ", ".join(f"{name} {version}" for name, version in readers.items()) or "non lue"
