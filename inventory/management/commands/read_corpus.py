"""``manage.py read_corpus``: every real file at hand is read, and others' results agree."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.evidence.corpus.figures import (
    LEAST_AGREED,
    LEAST_COMPLETE,
    Figures,
    OfKind,
    read_corpus,
)


class Command(BaseCommand):
    help = (
        "Lit un corpus de relevés réels, vérifie que chaque sorte donne ses champs requis et que "
        "les lectures d'autres outils s'accordent. Les chiffres viennent en dernier ; le code de "
        f"sortie est 1 sous {LEAST_COMPLETE:.0f} % de fichiers lus ou {LEAST_AGREED:.0f} % "
        "d'accord."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où est le corpus")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"Ce dossier n'existe pas : {folder}.")
        figures = read_corpus(folder)
        if options["verbosity"] > 0:
            for name, kind in figures.kinds.items():
                self._tell_kind(name, kind)
        self._tell_oracles(figures, quiet=options["verbosity"] == 0)
        excluded = sum(len(kind.excluded) for kind in figures.kinds.values())
        complete = sum(kind.complete for kind in figures.kinds.values())
        explained = sum(len(kind.explained) for kind in figures.kinds.values())
        compared = sum(map(len, figures.oracles.values()))
        self.stdout.write(
            f"Corpus : {complete} fichiers complets sur {figures.asked} "
            f"({figures.percent_complete:.1f} %, demandé {LEAST_COMPLETE:.0f} %), "
            f"dont {explained} qui disent seulement pourquoi ils n'ont pas plus, "
            f"{excluded} écartés ; accord sur {compared} champs : "
            f"{figures.percent_agreed:.1f} % (demandé {LEAST_AGREED:.0f} %)."
        )
        if not figures.good:
            sys.exit(1)

    def _tell_kind(self, name: str, kind: OfKind) -> None:
        for file, why in kind.excluded.items():
            self.stdout.write(f"  écarté       {file} : {why}")
        for file, code in kind.unread.items():
            self.stdout.write(f"  non lu       {file} : {code}")
        for file, fields in kind.lacking.items():
            self.stdout.write(f"  incomplet    {file} : {', '.join(fields)}")
        for file in kind.explained:
            self.stdout.write(f"  par sa note  {file}")
        read = kind.asked - len(kind.unread)
        self.stdout.write(
            f"{name:28} {kind.files:4} fichiers, {len(kind.excluded):3} écartés, "
            f"{read:4} lus, {kind.complete:4} complets"
        )

    def _tell_oracles(self, figures: Figures, *, quiet: bool) -> None:
        for name, fields in figures.oracles.items():
            agreed = sum(one.agrees for one in fields)
            for one in fields:
                if not one.agrees and not quiet:
                    why = f" ({one.why})" if one.why else ""
                    told = f"{one.ours!r} ici, {one.theirs!r} là{why}"
                    self.stdout.write(f"  diffère      {one.file} {one.field} : {told}")
            if fields:
                self.stdout.write(f"{name:40} {agreed} champs d'accord sur {len(fields)}")
