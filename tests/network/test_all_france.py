"""The whole package: numbers that can be checked."""

from pathlib import Path

import pytest
from django.conf import settings

from filiere.network.models import Territory
from filiere.network.operations.load_territories import load_territories
from filiere.network.territories import communes_of, resolve, search_territories
from filiere.network.vocabulary import Level

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_all_france_loads_and_finds_its_places() -> None:
    package = Path(settings.TERRITORY_PACKAGE)
    if not (package / "data").is_dir():
        pytest.skip("Découpage administratif absent : npm ci.")
    changes = load_territories(directory=package)
    assert load_territories(directory=package).nothing
    assert changes.counts[Level.COMMUNE] == 34_969
    assert communes_of("dep:84").count() == 151
    straddling = Territory.objects.filter(level=Level.EPCI, department=None)
    assert straddling.count() == 89
    assert resolve("84").name == "Vaucluse"
    assert search_territories("st saturnin les apt")[0].pk == "com:84118"
    assert len(changes.without_epci) == 98
