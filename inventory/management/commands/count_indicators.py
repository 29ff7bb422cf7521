"""``manage.py count_indicators``: the counts of indicators, made again from the journal."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from inventory.indicators.counting import bring_up_to_date, differences, recount


class Command(BaseCommand):
    help = "Refait les comptes des indicateurs à partir du journal, ou les compare à lui."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare sans refaire")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{recount()} appareil(s) comptés.")
            return
        bring_up_to_date()
        found = differences()
        for told in found[:20]:
            self.stdout.write(f"Différence : {told}")
        self.stdout.write(
            f"{len(found)} différence(s)." if found else "Les comptes disent ce que dit le journal."
        )
        if found:
            sys.exit(1)
