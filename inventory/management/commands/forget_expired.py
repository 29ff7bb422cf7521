"""``manage.py forget_expired``: empty the texts whose time is over, drop forms and old answers."""

from typing import Any

from django.core.management.base import BaseCommand

from filiere.network.kept_forms import forget_old
from inventory.erasable import forget_expired
from inventory.manifests.draft import drop_old_drafts
from inventory.subjects.distributing import forget_old_bands


class Command(BaseCommand):
    help = "Efface les notes, références, signatures et contacts dont la durée est écoulée."

    def handle(self, *args: Any, **options: Any) -> None:
        forget_old()
        count = forget_expired()
        drop_old_drafts()
        forget_old_bands()
        if options["verbosity"] > 0:
            self.stdout.write(f"{count} texte(s) effacé(s). Le journal reste vérifiable.")
