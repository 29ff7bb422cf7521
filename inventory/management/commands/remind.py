"""``manage.py remind``: one e-mail a day about what has waited too long."""

from typing import Any

from django.core.management.base import BaseCommand

from inventory.reminding import remind_all


class Command(BaseCommand):
    help = "Écrit à l'encadrement ce qui attend depuis trop longtemps, une fois par jour au plus."

    def handle(self, *args: Any, **options: Any) -> None:
        count = remind_all()
        if options["verbosity"] > 0:
            self.stdout.write(f"{count} organisation(s) prévenue(s).")
