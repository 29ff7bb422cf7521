"""A gift from its announcement to its codes, by the pages."""

from __future__ import annotations

import pytest

from inventory.codes import mint_codes
from inventory.forms.keys import new_key
from inventory.models import Collection, Device
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.network.country import small_country, write_package

LINES = {
    "line-0-kind": "laptop",
    "line-0-count": "2",
    "line-1-kind": "monitor",
    "line-1-count": "1",
}


@pytest.fixture
def country(db: None, tmp_path: object) -> None:
    from filiere.network.operations.load_territories import load_territories

    load_territories(directory=write_package(tmp_path / "package", small_country()))  # type: ignore[operator]


@pytest.mark.usefixtures("country")
def test_a_gift_is_announced_planned_fetched_registered_and_sorted(
    technician: Visitor, cast: make.Cast
) -> None:
    told = {"organisation": cast.donor.pk, "commune": "84007"}
    page = technician.send("/collectes/annoncer/", **told, **LINES)
    assert "Collecte annoncée." in page
    gift = Collection.objects.get()
    assert str(cast.donor) in technician.get("/collectes/")
    page = technician.post(f"/collectes/{gift.pk}/prevoir/", planned_on="2026-12-01")
    assert "Jour prévu." in page
    taken = {
        "taken-0-kind": "laptop",
        "taken-0-received": "1",
        "taken-0-refused": "1",
        "taken-0-reason": "broken",
        "taken-1-kind": "monitor",
        "taken-1-received": "1",
        "weight": "12,5",
        "unsigned": "on",
    }
    page = technician.post(f"/collectes/{gift.pk}/enlever/", **taken)
    assert "refusé : cassé" in page
    assert "12,5 kg" in page
    assert "Le donateur n'a pas signé" in page
    address = f"/collectes/{gift.pk}/enregistrer/"
    page = technician.post(address, kind="laptop", count="1", brand="Dell")
    device = Device.objects.get()
    assert shown(device.pk) in page
    again = {"key": new_key(), "kind": "laptop", "count": "2"}
    assert "2 appareils enregistrés" in technician.post(address, **again)
    assert "Déjà enregistré" in technician.post(address, **again)
    assert Device.objects.count() == 3
    label = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    technician.post(address, kind="monitor", count="1", label=shown(label).lower())
    assert Device.objects.get(pk=label).kind == "monitor"
    assert "Collecte triée" in technician.post(f"/collectes/{gift.pk}/trier/")


@pytest.mark.usefixtures("country")
def test_a_household_s_contact_is_read_by_who_collects_only(
    technician: Visitor, chief: Visitor
) -> None:
    told = {"household": "Mme Fictive, 04 65 71 11 11", "commune": "84007"}
    technician.send("/collectes/annoncer/", **told, **LINES)
    gift = Collection.objects.get()
    assert "Mme Fictive" in chief.get(f"/collectes/{gift.pk}/")
    assert "Mme Fictive" not in technician.get("/collectes/")


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"commune": "84007"}, "Choisissez une organisation, ou nommez un particulier."),
        ({"household": "X", "commune": "99999"}, "99999"),
        ({"household": "X", "commune": "84007", "line-0-count": "0"}, "supérieure ou égale à 1"),
        ({"household": "X", "commune": "84007", "line-0-kind": ""}, "Choisissez le type."),
        ({"household": "X\x00", "commune": "84007"}, "nul"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    technician: Visitor, typed: dict[str, str], said: str
) -> None:
    page = technician.send("/collectes/annoncer/", 422, **(LINES | typed))
    assert said in page
    assert 'value="2"' in page or "line-0-count" in typed
    assert not Collection.objects.exists()


def test_a_label_already_used_is_refused_beside_its_field(
    technician: Visitor, collected_laptop: str
) -> None:
    gift = Collection.objects.get()
    told = {"kind": "laptop", "count": "1", "label": collected_laptop}
    page = technician.post(f"/collectes/{gift.pk}/enregistrer/", 422, **told)
    assert "déjà celui d'un autre" in page
    assert f'value="{collected_laptop}"' in page
    assert Device.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "%00", "00000000-0000-0000-0000-000000000000"])
def test_a_collection_that_is_not_theirs_is_a_404(
    technician: Visitor, agent: Visitor, collected_laptop: str, key: str
) -> None:
    technician.get(f"/collectes/{key}/", 404)
    agent.get(f"/collectes/{Collection.objects.get().pk}/", 404)
    agent.get("/collectes/annoncer/", 403)
