"""``manage.py rebuild_states``: the state rows, put back to what the journal says."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.journal.rebuild import compare_states, rebuild_states
from inventory.refusals import Refused


class Command(BaseCommand):
    help = "Compare les lignes d'état au journal et les remet à ce qu'il dit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare sans rien changer")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rebuilt = compare_states() if options["check"] else rebuild_states()
        except Refused as refused:
            raise CommandError(refused.detail) from refused
        lines = [f"Différence : {told}" for told in rebuilt.differences]
        lines += [f"Remis : {told}" for told in rebuilt.repaired]
        lines += [f"Pas remis : {told}" for told in rebuilt.refused]
        if options["verbosity"] > 0:
            for line in lines:
                self.stdout.write(line)
        self.stdout.write(
            f"{len(rebuilt.differences)} différence(s), {len(rebuilt.repaired)} remise(s) "
            f"en place, {len(rebuilt.refused)} restante(s)."
            if lines
            else "Les lignes d'état disent ce que dit le journal."
        )
        if rebuilt.refused or (options["check"] and rebuilt.differences):
            sys.exit(1)
