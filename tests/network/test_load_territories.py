"""The territory follows the package, and says what changed."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from filiere.network.models import FormerCommune, Organisation, PostalCode, Territory
from filiere.network.operations.load_territories import load_territories
from filiere.network.refusals import Refused
from filiere.network.vocabulary import Level
from tests.network import factories
from tests.network.country import GRAND_AVIGNON, commune, small_country, write_package

pytestmark = pytest.mark.django_db


def command(directory: Path, *more: str) -> str:
    out = StringIO()
    call_command("load_territories", "--from", str(directory), *more, stdout=out)
    return out.getvalue()


def everything() -> list[tuple[Any, ...]]:
    return [
        *Territory.objects.order_by("pk").values_list(),
        *FormerCommune.objects.order_by("pk").values_list(),
        *PostalCode.objects.order_by("pk").values_list(),
    ]


def test_two_paths_share_the_communes(country: None) -> None:
    avignon = Territory.objects.get(pk="com:84007")
    part = Territory.objects.get(pk=avignon.part_id)
    assert (avignon.department_id, avignon.region_id) == ("dep:84", "reg:93")
    assert part.pk == f"epci:{GRAND_AVIGNON}/dep:84"
    assert (part.epci_id, part.department_id) == (f"epci:{GRAND_AVIGNON}", "dep:84")


def test_an_epci_that_straddles_belongs_to_no_departement(country: None) -> None:
    epci = Territory.objects.get(pk=f"epci:{GRAND_AVIGNON}")
    parts = Territory.objects.filter(level=Level.PART, epci=epci)
    assert (epci.department_id, epci.region_id) == (None, None)
    assert sorted(parts.values_list("population", flat=True)) == [12048, 92188]


def test_parents_are_the_sum_of_their_communes(country: None) -> None:
    populations = dict(Territory.objects.values_list("pk", "population"))
    assert populations[f"epci:{GRAND_AVIGNON}"] == 92188 + 12048
    assert (
        populations["fr"] == populations["reg:76"] + populations["reg:84"] + populations["reg:93"]
    )


def test_a_commune_without_epci_or_population_is_listed_and_kept(package: Path) -> None:
    told = command(package)
    assert Territory.objects.get(pk="com:84106").population is None
    assert Territory.objects.get(pk="com:84140").epci_id is None
    assert "Sans habitant ou sans population publiée (1) : Sainte-Cécile-les-Vignes" in told
    assert "Vaugines (com:84140)" in told


def test_a_second_load_changes_nothing_and_says_so(package: Path) -> None:
    assert "Premier chargement" in command(package)
    before = everything()
    assert "Rien n'a changé." in command(package)
    assert everything() == before


def test_a_new_year_tells_what_was_added_renamed_and_retired(tmp_path: Path, package: Path) -> None:
    command(package)
    country = small_country()
    communes = [c for c in country["communes.json"] if c["code"] != "84132"]
    communes[2]["nom"] = "Isle-en-Sorgue"
    communes[2]["anciensCodes"] = ["84132"]
    communes.append(commune("84999", "Neuve", "84", "93", population=5))
    country["communes.json"] = communes
    country["epci.json"][1]["membres"] = [{"code": "84054"}]
    told = command(write_package(tmp_path / "next", country))
    assert "1 ajouté(s) : com:84999." in told
    assert "1 renommé(s) : com:84054 L'Isle-sur-la-Sorgue → Isle-en-Sorgue." in told
    assert "1 retiré(s) : Le Thor (com:84132)." in told
    assert Territory.objects.get(pk="com:84132").retired_at is not None
    assert FormerCommune.objects.get(pk="84132").commune_id == "com:84054"


def test_a_retired_commune_stays_for_who_lies_in_it(tmp_path: Path, package: Path) -> None:
    command(package)
    held = factories.organisation(territory="com:84132")
    country = small_country()
    country["communes.json"] = [c for c in country["communes.json"] if c["code"] != "84132"]
    country["epci.json"][1]["membres"] = [{"code": "84054"}]
    command(write_package(tmp_path / "next", country))
    assert Organisation.objects.get(pk=held.pk).territory.name == "Le Thor"


def test_a_commune_that_comes_back_is_restored(tmp_path: Path, package: Path) -> None:
    command(package)
    Territory.objects.filter(pk="com:84132").update(retired_at="2020-01-01")
    assert "1 rétabli(s) : com:84132." in command(package)


@pytest.mark.parametrize("name", list(small_country()))
def test_a_truncated_file_changes_nothing(package: Path, name: str) -> None:
    command(package)
    before = everything()
    file = package / "data" / name
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(CommandError, match=f"{name} est tronqué ou abîmé. Rien n'a été changé"):
        command(package)
    assert everything() == before


@pytest.mark.parametrize("name", list(small_country()))
def test_a_missing_file_changes_nothing(package: Path, name: str) -> None:
    (package / "data" / name).unlink()
    with pytest.raises(CommandError, match=f"le fichier {name} manque"):
        command(package)
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[1]", "null", "[" * 100_000, '[{"code": "84"}]', "\x00", '[{"code": 5}]']
)
def test_a_file_of_another_shape_changes_nothing(package: Path, text: str) -> None:
    (package / "data" / "communes.json").write_text(text)
    with pytest.raises(CommandError, match="Rien n'a été changé"):
        command(package)
    assert not Territory.objects.exists()


def test_a_package_that_is_not_installed_is_told_from_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n'est pas installé"):
        command(tmp_path / "absent")


def test_an_entry_that_points_nowhere_is_refused(tmp_path: Path) -> None:
    country = small_country()
    country["departements.json"] = [d for d in country["departements.json"] if d["code"] != "13"]
    with pytest.raises(Refused, match="renvoie à dep:13"):
        load_territories(directory=write_package(tmp_path, country))


def test_a_country_that_shrinks_at_once_asks_to_be_forced(tmp_path: Path) -> None:
    country = small_country()
    few = country["communes.json"]
    many = [commune(f"01{n:03}", f"Lieu {n}", "01", "84") for n in range(400, 650)]
    country["communes.json"] = few + many
    load_territories(directory=write_package(tmp_path / "whole", country))
    country["communes.json"] = few
    cut = write_package(tmp_path / "cut", country)
    with pytest.raises(CommandError, match="250 communes d'un coup"):
        command(cut)
    assert not Territory.objects.filter(retired_at__isnull=False).exists()
    assert "250 retiré(s)" in command(cut, "--force")


def test_a_write_that_fails_halfway_leaves_nothing(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("filiere.network.operations.load_territories.write_postal_codes", crash)
    with pytest.raises(RuntimeError):
        load_territories(directory=package)
    assert not Territory.objects.exists()


def test_the_settings_name_the_package(package: Path, settings: Any, tmp_path: Path) -> None:
    shutil.move(package, tmp_path / "installed")
    settings.TERRITORY_PACKAGE = tmp_path / "installed"
    out = StringIO()
    call_command("load_territories", stdout=out)
    assert "9 communes" in out.getvalue()
