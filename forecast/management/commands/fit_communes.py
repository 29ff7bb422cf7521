"""``manage.py fit_communes``: estimates households and poverty of every commune again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forecast.communes.small_areas import fit_all
from forecast.reference.card import ChangedReference
from forecast.reference.carry import write


class Command(BaseCommand):
    help = "Estime à nouveau ménages et pauvreté des communes (une minute) et réécrit leur table."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            communes, scores = fit_all(Path(settings.TERRITORY_PACKAGE))
        except ChangedReference as error:
            raise CommandError(error.detail) from error
        write("communes_2021", communes)
        write("commune_scores", scores)
        counts = communes["status"].value_counts().to_dict()
        self.stdout.write(
            f"{counts.get('published', 0)} communes publiées, {counts.get('estimated', 0)} "
            f"estimées, {counts.get('extrapolated', 0)} extrapolées."
        )
