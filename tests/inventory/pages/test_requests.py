"""Requests of structures, and pallets, by their pages."""

from __future__ import annotations

import pytest

from inventory.models import Pallet, Request
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench

ASKED = {"line-0-quantity": "2", "line-0-kind": "laptop", "line-0-profile": "school"}


def test_a_structure_asks_follows_and_closes(agent: Visitor, technician: Visitor) -> None:
    page = agent.send("/demandes/demander/", **ASKED, reference="Dossier 12")
    assert "Demande envoyée" in page
    assert "Dossier 12" in page
    asked = Request.objects.get()
    assert "2 × ordinateur portable" in technician.get("/demandes/")
    assert "Dossier 12" not in technician.get(f"/demandes/{asked.pk}/")
    assert "Demande annulée." in agent.post(f"/demandes/{asked.pk}/clore/", cancel="1")


def test_a_reserved_device_shows_on_its_line(
    agent: Visitor, technician: Visitor, reserved_laptop: str
) -> None:
    asked = Request.objects.get()
    assert reserved_laptop in technician.get(f"/demandes/{asked.pk}/")
    page = agent.get(f"/demandes/{asked.pk}/")
    assert "1 sur 1" in page
    refused = agent.post(f"/demandes/{asked.pk}/clore/")
    assert "sont réservés pour cette demande" in refused


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"line-0-quantity": "0"}, "supérieure ou égale à 1"),
        ({"line-0-quantity": "1000000000"}, "inférieure ou égale à 50"),
        ({"line-0-kind": ""}, "Choisissez le type."),
        ({"line-0-quantity": "", "line-0-kind": "", "line-0-profile": ""}, "au moins un appareil"),
        ({"wanted_by": "demain"}, "date"),
    ],
)
def test_what_is_wrong_is_said(agent: Visitor, typed: dict[str, str], said: str) -> None:
    assert said in agent.send("/demandes/demander/", 422, **(ASKED | typed))
    assert not Request.objects.exists()


def test_a_workshop_does_not_ask(technician: Visitor, cast: make.Cast) -> None:
    technician.get("/demandes/demander/", 403)
    technician.get("/demandes/00000000-0000-0000-0000-000000000000/", 404)


def test_a_pallet_is_opened_filled_closed_and_removed(
    technician: Visitor, chief: Visitor, erased_laptop: str, cast: make.Cast
) -> None:
    assert "Palette ouverte." in technician.send("/palettes/", name="PAL-1 portables")
    lot = Pallet.objects.get()
    empty = technician.send(f"/palettes/{lot.pk}/", 422, kilograms="12.5")
    assert "Cette palette est vide." in empty
    told = {"reason": "obsolete", "pallet": lot.pk}
    technician.send(f"/appareils/{erased_laptop}/recycle/", **told)
    assert erased_laptop in technician.get(f"/palettes/{lot.pk}/")
    assert "12,5 kg" in technician.send(f"/palettes/{lot.pk}/", kilograms="12.5")
    told = {"operator": cast.recycler.pk, "slip": "BSD-1", "pallet": lot.pk}
    assert "Enlevé" in chief.send(f"/appareils/{erased_laptop}/remove/", **told)


def test_a_pallet_s_name_is_said_to_be_taken(technician: Visitor, cast: make.Cast) -> None:
    lot = make.pallet(cast.workshop)
    page = technician.send("/palettes/", 422, name=str(lot))
    assert "porte déjà ce nom" in page
    technician.get("/palettes/00000000-0000-0000-0000-000000000000/", 404)


def test_a_pallet_of_another_house_is_a_404(
    technician: Visitor, cast: make.Cast, scan: Scan, bench: Bench
) -> None:
    technician.get(f"/palettes/{make.pallet(cast.other_workshop).pk}/", 404)
