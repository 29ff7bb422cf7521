"""A list of La Mednum joins the panorama whole, or not at all."""

from __future__ import annotations

import pytest

from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from forecast.actors import actors_of
from forecast.actors_import import import_places
from forecast.models import ListedActor

HEAD = "id,nom,code_insee,latitude,longitude,typologie\n"
GOOD = HEAD + "a-1,Tiers-lieu fictif,84007,43.95,4.81,TIERS_LIEUX|ASSO\n"


def test_places_join_the_panorama_and_are_replaced(corner: None) -> None:
    assert import_places(GOOD.encode(), source="Essai") == 1
    again = GOOD.replace(",", ";").replace("Tiers-lieu fictif", "Médiathèque fictive")
    assert import_places(again.encode("cp1252"), source="Essai") == 1
    area = resolve("com:84007")
    names = [one.name for one in actors_of("com:84007", [area]) if one.origin == "import"]
    assert names == ["Médiathèque fictive"]


def test_a_wrong_line_is_named_and_nothing_comes_in(corner: None) -> None:
    bad = GOOD + "a-2,,99999,ici,4.8,\n"
    with pytest.raises(Refused) as refused:
        import_places(bad.encode(), source="Essai")
    told = refused.value.detail
    assert "Ligne 3, colonne nom" in told and "colonne code_insee" in told
    assert "colonne latitude" in told and not ListedActor.objects.exists()


def test_another_file_is_said_to_be_one(corner: None) -> None:
    with pytest.raises(Refused, match="code_insee"):
        import_places(b"nom;id\n", source="Essai")
