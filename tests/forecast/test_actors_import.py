"""Actors join the panorama: a list of La Mednum whole or not at all, one by one by hand."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.vocabulary import OrganisationKind
from forecast.actors import actors_of
from forecast.actors_import import import_places
from forecast.models import ListedActor
from tests.network import factories

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


@pytest.mark.engineless
def test_an_actor_is_typed_with_its_source_changed_and_retired(corner: None) -> None:
    pilot = factories.member("supervisor", kind=OrganisationKind.STEERING)
    client = Client()
    client.force_login(pilot.user)
    TOTP.activate(pilot.user, generate_totp_secret())
    add, area = "/diagnostic/acteurs/ajouter/", resolve("com:84007")

    def shown() -> list[tuple[Any, ...]]:
        told = [one for one in actors_of(area.pk, [area]) if one.origin == "saisie"]
        return [(one.name, one.step, one.capacity, one.source) for one in told]

    key = client.get(add).context["form"]["key"].value()
    typed = {
        "key": key,
        "name": "Ressourcerie  fictive",
        "step": "collect",
        "commune": "Avignon",
        "capacity": "900",
        "source": "Annuaire fictif",
        "said_on": "03/02/2026",
    }
    bad = client.post(
        add, typed | {"name": "moi@exemple.fr", "said_on": "01/01/2999", "source": ""}
    )
    assert bad.status_code == 422
    assert set(bad.context["form"].errors) == {"name", "said_on", "source"}
    for _ in range(2):
        assert client.post(add, typed).status_code == 303
    row = ("Ressourcerie fictive", "collect", 900, "Annuaire fictif, 03/02/2026")
    assert shown() == [row]
    assert client.post(add, typed | {"key": str(uuid.uuid4())}).status_code == 409
    edit = f"/diagnostic/acteurs/{key}/"
    assert client.get(edit).context["form"]["commune"].value() == "84007 Avignon"
    assert client.post(edit, typed | {"capacity": ""}).status_code == 303
    assert shown()[0][2] is None
    assert client.post(f"{edit}retirer/").status_code == 303
    assert shown() == [] and "retiré le" in client.get("/diagnostic/acteurs/").content.decode()
    assert client.post(f"{edit}retirer/", {"back": "1"}).status_code == 303 and shown()
