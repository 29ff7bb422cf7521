"""Requests of structures, and pallets, by their pages."""

from __future__ import annotations

import pytest

from filiere.network.actor import Actor
from inventory.models import Pallet, Request
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.workbench import Bench

USES = "/demandes/demander/?usage=school"
REFERENCE = {"reference": "Dossier 12"}


def test_a_structure_asks_in_three_screens_follows_and_closes(
    agent: Visitor, technician: Visitor
) -> None:
    assert "Pour quoi faire ?" in agent.get("/demandes/demander/")
    second = agent.get(USES)
    assert "jamais un nom" in second
    assert "Aucun appareil ne convient aujourd'hui" in second
    assert "pas encore assez de demandes servies" in second
    typed = filled(second) | REFERENCE | {"line-0-quantity": "2"}
    third = agent.post(USES, 200, **typed)
    assert "2 × ordinateur portable" in third
    assert not Request.objects.exists()
    page = agent.post(USES, **(filled(third) | {"step": "send"}))
    assert "Demande envoyée" in page
    assert "Dossier 12" in page
    asked = Request.objects.get()
    assert "2 × ordinateur portable" in technician.get("/demandes/")
    assert "Dossier 12" not in technician.get(f"/demandes/{asked.pk}/")
    assert "Demande annulée." in agent.post(f"/demandes/{asked.pk}/clore/", cancel="1")


def test_a_double_click_asks_once_and_two_tabs_ask_twice(agent: Visitor) -> None:
    tabs = [agent.post(USES, 200, **(filled(agent.get(USES)) | REFERENCE)) for _ in range(2)]
    for tab in [*tabs, tabs[0]]:
        agent.post(USES, **(filled(tab) | {"step": "send"}))
    assert Request.objects.count() == 2


def test_to_change_goes_back_with_what_was_typed(agent: Visitor) -> None:
    third = agent.post(USES, 200, **(filled(agent.get(USES)) | REFERENCE))
    second = agent.post(USES, 200, **(filled(third) | {"step": "change"}))
    assert 'value="Dossier 12"' in second


def test_what_suits_today_and_the_usual_delay_are_said(
    agent: Visitor, bench: Bench, cast: make.Cast, requester: Actor
) -> None:
    screen = "/demandes/demander/?usage=calling"
    telephone = bench.registered("smartphone")
    media = {"media": [make.disk("ufs")], "slots": {"sim": "empty", "card": "empty"}}
    bench.scan("audit", telephone, **media)
    bench.erase_all(telephone, method="factory_reset")
    bench.make_ready(telephone, "smartphone")
    assert "1 appareil convient aujourd'hui" in agent.get(screen)
    for _ in range(5):
        bench.laptop("delivered")
    assert "délai habituel : 1 jour" in agent.get(screen)


def test_own_equipment_needs_no_reference(agent: Visitor) -> None:
    typed = filled(agent.get(USES)) | {"whom": "structure", "step": "send"}
    assert "Équipement de la structure" in agent.post(USES, **typed)
    asked = Request.objects.get()
    assert (asked.own_use, asked.reference) == (True, "")


def test_a_workshop_reserves_what_it_scans_and_frees_it(
    agent: Visitor, technician: Visitor, ready_laptop: str, cast: make.Cast
) -> None:
    asked = make.request_line(cast.structure).request
    page = f"/demandes/{asked.pk}/"
    assert "Réserver en scannant" in technician.get(page)
    assert "Réserver en scannant" not in agent.get(page)
    wrong = technician.post(f"{page}reserver/", 422, code="7KQ-2MD-X45")
    assert "7KQ-2MD-X45" in wrong
    done = technician.post(f"{page}reserver/", code=ready_laptop)
    assert "Réservé." in done
    assert "Préparer la livraison" in done
    assert "Libéré." in technician.post(f"{page}liberer/", code=ready_laptop)


def test_another_kind_than_asked_is_refused_in_words(
    technician: Visitor, ready_laptop: str, cast: make.Cast
) -> None:
    asked = make.request_line(cast.structure, "tablet").request
    said = technician.post(f"/demandes/{asked.pk}/reserver/", 422, code=ready_laptop)
    assert "Cette ligne demande : tablette." in said


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
        ({"line-0-quantity": "0"}, "au moins un appareil"),
        ({"line-0-quantity": "1000000000"}, "entre 1 et 50"),
        ({"line-0-quantity": "deux"}, "entre 1 et 50"),
        ({"line-0-kind": "printer"}, "Sélectionnez un choix valide"),
        ({"line-0-profile": "gaming"}, "pour quoi faire"),
        ({"wanted_by": "demain"}, "date"),
        ({"wanted_by": "2020-01-01"}, "Ce jour est passé"),
        ({"reference": ""}, "Indiquez la référence de votre dossier"),
        ({"reference": "jeanne@exemple.fr"}, "ressemble à une adresse électronique"),
        ({"reference": "06 12 34 56 78"}, "ressemble à un numéro de téléphone"),
        ({"reference": "Mme Durand"}, "ressemble à un nom"),
    ],
)
def test_what_is_wrong_is_said(agent: Visitor, typed: dict[str, str], said: str) -> None:
    page = agent.send(USES, 422, **(REFERENCE | {"step": "send"} | typed))
    assert said in page
    assert not Request.objects.exists()


def test_no_use_chosen_is_said(agent: Visitor) -> None:
    assert "Choisissez au moins un usage." in agent.get("/demandes/demander/?suite=1")
    agent.post("/demandes/demander/", 422)


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
