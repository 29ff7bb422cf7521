"""``manage.py seal_journal``: sign where every chain of the journal ends."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inventory.journal.seal import seal_journal
from inventory.refusals import Refused


class Command(BaseCommand):
    help = "Scelle le journal : signe la tête de chaque chaîne et l'ajoute au fichier d'ancre."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sealed = seal_journal()
        except Refused as refused:
            raise CommandError(refused.detail) from refused
        if sealed.foreign:
            numbers = ", ".join(map(str, sealed.foreign))
            self.stderr.write(
                f"Attention : l'ancre connaît des scellés que la base n'a pas (n° {numbers}). "
                "Lancez verify_journal."
            )
        if options["verbosity"] == 0:
            return
        if seal := sealed.seal:
            self.stdout.write(
                f"Scellé n° {seal.number} : {sealed.leaves} chaîne(s) sur {seal.chains} ont bougé, "
                f"{seal.entries} écriture(s) tenues. Empreinte {seal.hash}."
            )
        else:
            last = f" depuis le scellé n° {sealed.last.number}" if sealed.last else ""
            self.stdout.write(f"Rien de nouveau{last} : rien à sceller.")
        again = [n for n in sealed.anchored if not sealed.seal or n != sealed.seal.number]
        if again:
            self.stdout.write(
                f"Ajouté à l'ancre, où il manquait : n° {', '.join(map(str, again))}."
            )
