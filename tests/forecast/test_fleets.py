"""Declared fleets: a list is read as people write it, kept whole, and replaces the assumption."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from filiere.network.refusals import Forbidden, Refused
from filiere.network.territories import resolve
from filiere.network.vocabulary import OrganisationKind
from forecast.areas import country
from forecast.assumptions import Settings
from forecast.compute import estimate
from forecast.fleets.declare import import_fleets
from forecast.fleets.outflow import declared
from forecast.fleets.sheet import look
from forecast.models import Fleet, FleetImport
from forecast.runs import levels_of, make_run
from inventory.selectors.sheets import Unreadable, read
from tests.network import factories

HEAD = "Organisation;Commune;Statut;Emplois;Portables;Fixes;Renouvellement (années);Prochain"
GOOD = f"""{HEAD}
Mairie fictive;84007;organisme public;120;100;50;5;06/2027
Verger SARL;L'Isle-sur-la-Sorgue;entreprise;1 200;80,0;;"4,5 ans";2028
"""


@pytest.fixture
def pilot(corner: None) -> Any:
    return factories.actor("supervisor", kind=OrganisationKind.STEERING)


def seen(text: str, encoding: str = "utf-8") -> Any:
    return look(read(text.encode(encoding), "parcs.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_whatever_its_accents_and_decimals(corner: None, encoding: str) -> None:
    found = seen(GOOD, encoding)
    assert not found.problems and not found.missing
    town, orchard = (row.told for row in found.rows)
    assert town["laptop"] == 100 and town["holder"] == "public" and town["renewal"] == 5
    assert orchard["commune"] == "com:84054" and orchard["renewal"] == 4.5
    assert orchard["jobs"] == 1200 and orchard["laptop"] == 80 and "desktop" not in orchard


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("A;84007;;;douze;;5;", "Portables", "« douze » n'est pas un nombre."),
        ("A;84007;;;-3;;5;", "Portables", "0 ou plus"),
        ("A;84007;;;2,5;;5;", "Portables", "nombre entier"),
        ("A;84007;;;9999999;;5;", "Portables", "un million"),
        ("A;99999;;;3;;5;", "Commune", "n'est pas une commune connue"),
        ("A;84007;;;3;;;", "Renouvellement (années)", "Cette case est vide."),
        ("A;84007;;;3;;40;", "Renouvellement (années)", "de 0,5 à 25 ans"),
        ("A;84007;;;3;;5;bientôt", "Prochain", "n'est pas une date"),
        ("A;84007;ministre;;3;;5;", "Statut", "n'est pas reconnu"),
        ("A;84007;;;;;5;", "Parc", "Aucun appareil"),
        (";84007;;;3;;5;", "Organisation", "Cette case est vide."),
        ("=A1;84007;;;3;;5;", "Organisation", "formule"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_column(
    corner: None, line: str, column: str, said: str
) -> None:
    found = seen(f"{HEAD}\n{line}\nB;84132;;;4;;5;\n")
    assert len(found.rows) == 1
    told = [one for one in found.problems if one.line == 2 and one.column == column]
    assert told and said in told[0].sentence


def test_a_double_is_told_with_its_first_line(corner: None) -> None:
    found = seen(f"{HEAD}\nÉcole;84007;;;3;;5;\necole;Avignon;;;4;;5;\n")
    assert found.problems[0].line == 3 and "ligne 2" in found.problems[0].sentence


def test_a_column_that_must_be_there_is_asked_for(corner: None) -> None:
    assert seen("Organisation;Portables\nA;3\n").missing == ["Commune", "Renouvellement (années)"]


def test_one_line_a_kind_is_read_too(corner: None) -> None:
    found = seen("Nom;Ville;Type;Nombre;Rythme\nA;84007;PC portable;12;5\nA;84007;écran;9;7\n")
    assert [row.told["kind"] for row in found.rows] == ["laptop", "monitor"]


@pytest.mark.engineless
def test_a_hundred_thousand_lines_are_looked_at(corner: None) -> None:
    lines = "\n".join(f"Société {number};84007;;;3;;5;" for number in range(100_000))
    found = seen(f"{HEAD}\n{lines}\n")
    assert len(found.rows) == 100_000 and not found.problems
    with pytest.raises(Unreadable, match="100 000"):
        seen(f"{HEAD}\n{lines}\nEncore;84007;;;3;;5;\n")


def test_a_list_is_kept_whole_and_says_again_in_place(pilot: Any) -> None:
    import_fleets(actor=pilot, found=seen(GOOD), name="a.csv", digest="a" * 64)
    assert Fleet.objects.count() == 3
    again = seen(GOOD.replace(";100;", ";70;"))
    import_fleets(actor=pilot, found=again, name="b.csv", digest="b" * 64)
    assert Fleet.objects.count() == 3
    assert Fleet.objects.get(search_name="mairie fictive", kind="laptop").devices == 70
    with pytest.raises(Refused, match="déjà importé"):
        import_fleets(actor=pilot, found=again, name="b.csv", digest="b" * 64)
    with pytest.raises(Forbidden):
        import_fleets(actor=factories.actor(), found=again, name="c", digest="c" * 64)


def test_a_public_fleet_takes_the_place_of_the_assumption(pilot: Any) -> None:
    before = make_run(territory=resolve("84"), draws=200)
    found = seen(f"{HEAD}\nMairie fictive;84007;public;40000;9000;;5;\n")
    import_fleets(actor=pilot, found=found, name="a.csv", digest="a" * 64)
    after = make_run(territory=resolve("84"), draws=200)
    assert after.told["fleets"] == {"declared": 1, "unused": 0, "surveyed": 1}
    for run, wanted in ((before, None), (after, 9000 / 5)):
        level = levels_of(run)["commune"]
        told = level.gisement["outflow"].mean[level.ids.index("com:84007")][0, 2]
        if wanted:
            assert told == pytest.approx(wanted, rel=0.15)
        else:
            assert told < 1500 or told > 2100
    other, same = (levels_of(run)["commune"] for run in (before, after))
    row = other.ids.index("com:84132")
    np.testing.assert_array_equal(
        other.gisement["outflow"].mean[row], same.gisement["outflow"].mean[row]
    )


def test_fleets_that_answered_pull_those_that_did_not_to_their_commune_s_rate(pilot: Any) -> None:
    def say(much: int) -> tuple[Any, Any]:
        Fleet.objects.all().delete()
        FleetImport.objects.all().delete()
        lines = "".join(
            f"Mairie {n} de {code};{code};public;10;{fleet};;5;\n"
            for code, fleet in (("84007", much), ("84132", 10))
            for n in range(6)
        )
        import_fleets(actor=pilot, found=seen(f"{HEAD}\n{lines}"), name="a", digest="a" * 64)
        run = make_run(territory=resolve("84"), draws=200)
        level = levels_of(run)["commune"]
        mean = level.gisement["outflow"].mean
        return run, {one: mean[row, 1, 2] for row, one in enumerate(level.ids)}

    (alike, even), (apart, moved) = say(10), say(60)
    assert alike.methods["fleets"] == "parcs-tires-1" and apart.told["fleets"]["surveyed"] == 2
    assert moved["com:84132"] < 0.8 * even["com:84132"]
    assert moved["com:84054"] == even["com:84054"]
    assert sum(moved.values()) == pytest.approx(sum(even.values()), rel=0.05)


def test_parents_still_are_the_sum_of_their_communes(pilot: Any) -> None:
    rows = "".join(f"Société {n};84054;;30;{n * 10};;4;\n" for n in range(2, 7))
    import_fleets(actor=pilot, found=seen(f"{HEAD}\n{rows}"), name="a", digest="a" * 64)
    found = estimate(country("fr"), draws=200, fleets=declared)
    communes = found.levels["commune"].gisement["outflow"].mean.sum(axis=0)
    np.testing.assert_allclose(communes, found.levels["france"].gisement["outflow"].mean[0])


def test_too_few_companies_enter_higher_up_or_not_at_all(pilot: Any) -> None:
    ask, settings = country("dep:84"), Settings()
    flows = np.ones((8, 3)) * 1000.0
    assert declared(ask, settings, flows) is None

    def say(*places: str) -> Any:
        Fleet.objects.all().delete()
        FleetImport.objects.all().delete()
        lines = "".join(f"Société {n};{code};;30;50;;5;\n" for n, code in enumerate(places))
        import_fleets(actor=pilot, found=seen(f"{HEAD}\n{lines}"), name="a", digest="a" * 64)
        return declared(ask, settings, flows)

    rows = {code: row for row, code in enumerate(ask.communes["code"])}
    assert say("84007", "84007").unused == 2
    here = say("84007", "84007", "84007").outflow[:, 0, 1]
    assert here[rows["84007"]] == pytest.approx(30) and here[rows["84132"]] == 0
    part = say("84054", "84132", "84132").outflow[:, 0, 1]
    assert part[rows["84054"]] + part[rows["84132"]] == pytest.approx(30)
    assert part[rows["84054"]] > part[rows["84132"]] > 0 and part[rows["84007"]] == 0
    wide = say("84007", "84132", "84118").outflow[:, 0, 1]
    assert wide.sum() == pytest.approx(30) and wide[rows["84007"]] < 29


def test_the_page_reads_shows_and_imports(corner: None) -> None:
    client = Client()
    member = factories.member("supervisor", kind=OrganisationKind.STEERING)
    client.force_login(member.user)
    TOTP.activate(member.user, generate_totp_secret())
    address = "/diagnostic/parcs/importer/"
    bad = GOOD + "Autre;84007;;;douze;;5;\n"
    file = SimpleUploadedFile("parcs.csv", bad.encode("cp1252"))
    assert client.post(address, {"does": "read", "file": file}).status_code == 303
    page = client.get(address).content.decode()
    assert "Ligne 4, Portables" in page and "2 bonnes" in page
    assert client.post(address, {"does": "import"}).status_code == 422
    assert not Fleet.objects.exists()
    done = client.post(address, {"does": "import", "without": "on"})
    assert done.status_code == 303 and Fleet.objects.count() == 3
    page = client.get("/diagnostic/parcs/").content.decode()
    assert "2 déclarations" in page and "parcs.csv" in page
    batch = FleetImport.objects.get()
    assert client.post(f"/diagnostic/parcs/{batch.pk}/retirer/").status_code == 303
    assert not Fleet.objects.exists()
