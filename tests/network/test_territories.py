"""Search forgives, resolve does not."""

import pytest

from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import (
    ancestors,
    area_served,
    communes_of,
    is_within,
    resolve,
    search_territories,
)
from filiere.network.vocabulary import Level
from tests.network import factories
from tests.network.country import GRAND_AVIGNON, SORGUES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def first(q: str, level: str | None = None) -> str:
    return search_territories(q, level=level)[0].pk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("avignon", "com:84007"),
        ("AVIGNON", "com:84007"),
        ("isle sur la sorgue", "com:84054"),
        ("l'isle", "com:84054"),
        ("lislesurlasorgue", "com:84054"),
        ("st saturnin", "com:84118"),
        ("Ste-Cecile", "com:84106"),
        ("thor", "com:84132"),
        ("84007", "com:84007"),
        ("84800", "com:84054"),
        ("848", "com:84054"),
        ("84", "dep:84"),
        ("vaucluse", "dep:84"),
        ("provence alpes", "reg:93"),
        (GRAND_AVIGNON, f"epci:{GRAND_AVIGNON}"),
        ("grand avignon", f"epci:{GRAND_AVIGNON}"),
    ],
)
def test_a_place_is_found_by_name_insee_or_postal_code(typed: str, found: str) -> None:
    assert first(typed) == found


def test_a_postal_code_that_is_also_a_commune_code_finds_both() -> None:
    assert {one.pk for one in search_territories("84140")} == {"com:84140", "com:84007"}


def test_the_exact_name_comes_before_longer_ones() -> None:
    assert [one.pk for one in search_territories("avignon", level=Level.COMMUNE)] == [
        "com:84007",
        "com:30351",
    ]


def test_a_former_name_finds_the_commune_of_today_and_says_so() -> None:
    (found,) = search_territories("arbignieu")
    assert (found.pk, found.formerly) == ("com:01015", "Arbignieu")
    (found,) = search_territories("13203")
    assert (found.pk, found.formerly) == ("com:13055", "Marseille 3e Arrondissement")


def test_parts_come_only_when_asked_for() -> None:
    assert all(one.level != Level.PART for one in search_territories("grand avignon"))
    assert first("grand avignon vaucluse", level=Level.PART) == f"epci:{GRAND_AVIGNON}/dep:84"


def test_a_level_keeps_the_others_out() -> None:
    assert search_territories("vaucluse", level=Level.COMMUNE) == []
    assert search_territories("84007", level=Level.EPCI) == []


@pytest.mark.parametrize("noise", ["", "   ", "%", "_", "\x00", "🙂", "' OR 1=1 --", "x" * 10_000])
def test_noise_finds_nothing(noise: str) -> None:
    assert search_territories(noise) == []


def test_no_more_than_asked() -> None:
    assert len(search_territories("a", limit=2)) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("84", "dep:84"),
        ("01", "dep:01"),
        ("84007", "com:84007"),
        ("com:84007", "com:84007"),
        (" DEP:84 ", "dep:84"),
        ("reg:84", "reg:84"),
        ("fr", "fr"),
        (SORGUES, f"epci:{SORGUES}"),
        (f"epci:{SORGUES}/dep:84", f"epci:{SORGUES}/dep:84"),
        ("Le Thor", "com:84132"),
    ],
)
def test_an_id_a_bare_code_or_an_exact_name_is_one_place(text: str, found: str) -> None:
    assert resolve(text).pk == found


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "unknown-territory", "n'existe pas"),
        ("\x00", "unknown-territory", "n'existe pas"),
        ("99", "unknown-territory", "dep:99"),
        ("93", "unknown-territory", "Pour la région Provence-Alpes-Côte d'Azur, écrivez reg:93"),
        ("84000", "unknown-territory", "code postal : Avignon (com:84007)"),
        ("84998", "unknown-territory", "Aucune commune"),
        ("avigno", "unknown-territory", "Vouliez-vous Avignon"),
        ("13203", "former-commune", "est un arrondissement de Marseille. Utilisez com:13055"),
        ("01340", "former-commune", "réunie à Arboys en Bugey. Utilisez com:01015"),
    ],
)
def test_what_is_not_one_place_is_refused_with_a_way_out(text: str, code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        resolve(text)
    assert refused.value.code == code
    assert said in refused.value.detail


def test_a_name_of_several_places_is_ambiguous() -> None:
    Territory.objects.filter(pk="com:84132").update(search_name="vaucluse", name="Vaucluse")
    with pytest.raises(Refused) as refused:
        resolve("Vaucluse")
    assert refused.value.code == "ambiguous-territory"
    assert refused.value.suggest == ("com:84132", "dep:84")


def test_a_retired_commune_is_not_a_place_any_more() -> None:
    Territory.objects.filter(pk="com:84132").update(retired_at="2026-01-01")
    assert search_territories("le thor") == []
    with pytest.raises(Refused, match=r"Le Thor .84132. n'existe plus"):
        resolve("84132")


def test_ancestors_go_up_both_paths() -> None:
    assert [one.pk for one in ancestors("com:84007")] == [
        f"epci:{GRAND_AVIGNON}/dep:84",
        f"epci:{GRAND_AVIGNON}",
        "dep:84",
        "reg:93",
        "fr",
    ]
    assert [one.pk for one in ancestors(f"epci:{GRAND_AVIGNON}")] == ["fr"]
    assert ancestors("fr") == []


@pytest.mark.parametrize(
    ("area", "communes"),
    [
        ("com:84007", {"com:84007"}),
        (f"epci:{GRAND_AVIGNON}", {"com:84007", "com:30351"}),
        (f"epci:{GRAND_AVIGNON}/dep:30", {"com:30351"}),
        ("dep:01", {"com:01015"}),
        ("reg:76", {"com:30351"}),
    ],
)
def test_an_area_knows_its_communes(area: str, communes: set[str]) -> None:
    assert {one.pk for one in communes_of(area)} == communes


def test_france_holds_them_all() -> None:
    assert communes_of("fr").count() == 9


def test_a_commune_lies_within_its_parents_and_no_other() -> None:
    assert is_within("com:84007", "reg:93")
    assert is_within("com:84007", "com:84007")
    assert not is_within("com:84007", "dep:30")
    assert not is_within(f"epci:{GRAND_AVIGNON}", "dep:84")


def test_an_organisation_serves_its_departement_unless_it_says_otherwise() -> None:
    assert area_served(factories.organisation()) is None
    assert area_served(factories.organisation(territory="com:84007")) == "dep:84"
    stated = factories.organisation(territory="com:84007", serves=f"epci:{GRAND_AVIGNON}")
    assert area_served(stated) == f"epci:{GRAND_AVIGNON}"
