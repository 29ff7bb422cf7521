"""``manage.py estimate``: gisement and need of a territory, drawn, kept, and told in short."""

import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from forecast.assumptions import Levels, UnknownAssumption
from forecast.reference.card import ChangedReference
from forecast.runs import make_run
from forecast.summary import further, sentences
from forecast.uncertainty import DEFAULT, WrongDraws


class Command(BaseCommand):
    help = "Estime le gisement et le besoin d'un territoire, avec leurs intervalles, et les garde."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--territory",
            default="fr",
            metavar="TERRITOIRE",
            help="code, identifiant ou nom : 84, dep:84, reg:93, 84007… (défaut : la France)",
        )
        parser.add_argument("--draws", type=whole, default=DEFAULT, metavar="N", help="tirages")
        parser.add_argument("--seed", type=whole, default=1, metavar="N", help="graine du hasard")
        parser.add_argument(
            "--year", type=whole, default=2026, metavar="ANNÉE", help="année estimée"
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="HYPOTHÈSE=BAS,CENTRAL,HAUT",
            help="règle une hypothèse (plusieurs fois si besoin)",
        )

        parser.add_argument(
            "--without-collected",
            action="store_true",
            help="ne tire pas les communes vers ce qui y a été collecté",
        )
        parser.add_argument(
            "--coverage", action="store_true", help="dit aussi la couverture et le coût"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            territory = resolve(options["territory"])
            run = make_run(
                territory=territory,
                draws=options["draws"],
                seed=options["seed"],
                year=_year(options["year"]),
                changed=dict(_levels(text) for text in options["set"]),
                own=not options["without_collected"],
                progress=self._progress if options["verbosity"] else None,
            )
        except (Refused, WrongDraws, UnknownAssumption, ChangedReference) as error:
            raise CommandError(error.detail) from error
        if options["verbosity"]:
            told = sentences(run) + (further(run) if options["coverage"] else [])
            self.stdout.write("\n".join(told))

    def _progress(self, done: int, whole: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done}/{whole} départements", ending="" if done < whole else "\n")
        elif done == whole or done % 10 == 0:
            self.stderr.write(f"{done}/{whole} départements")


def whole(text: str) -> int:
    """A whole number, refused in French."""
    try:
        return int(text)
    except ValueError as error:
        raise ArgumentTypeError(f"« {text} » n'est pas un nombre entier.") from error


def _year(year: int) -> int:
    if not 2016 <= year <= 2040:
        raise CommandError(f"L'année {year} ne peut pas être estimée : de 2016 à 2040.")
    return year


def _levels(text: str) -> tuple[str, Levels]:
    name, _, told = text.partition("=")
    try:
        low, central, high = (float(part) for part in told.split(","))
    except ValueError as error:
        raise UnknownAssumption(
            f"« {text} » ne se lit pas : écrivez HYPOTHÈSE=BAS,CENTRAL,HAUT, avec des points "
            "décimaux."
        ) from error
    return name, (low, central, high)
