"""One scan, one answer."""

from __future__ import annotations

import pytest

from inventory.models import StorageMedium
from labels.codes import ALPHABET, is_code, shown
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor


def found(visitor: Visitor, typed: str) -> str:
    answer = visitor.client.get("/trouver/", {"code": typed})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_code_leads_to_its_device_however_it_is_typed(
    technician: Visitor, collected_laptop: str
) -> None:
    page = f"/appareils/{collected_laptop}/"
    address = f"HTTP://LOCALHOST:8000/D/{collected_laptop}"
    for typed in (collected_laptop, shown(collected_laptop).lower(), address):
        assert found(technician, typed) == page


def test_a_loose_medium_has_its_page(technician: Visitor, audited_laptop: str, scan: Scan) -> None:
    disk = StorageMedium.objects.get(device=audited_laptop)
    scan("take_out", audited_laptop, medium=disk.pk)
    disk.refresh_from_db()
    assert found(technician, str(disk.code)) == f"/supports/{disk.code}/"


def test_what_is_not_theirs_leads_to_the_passport(
    stranger: Visitor, agent: Visitor, collected_laptop: str
) -> None:
    for visitor in (stranger, agent):
        assert found(visitor, collected_laptop) == f"/D/{collected_laptop}"


def test_a_slip_is_answered_with_the_right_code(technician: Visitor, collected_laptop: str) -> None:
    wrong = next(
        typed
        for letter in ALPHABET
        if not is_code(typed := collected_laptop[:3] + letter + collected_laptop[4:])
    )
    page = technician.get(f"/trouver/?code={wrong}", 404)
    assert "Vouliez-vous" in page
    assert shown(collected_laptop) in page
    assert f'value="{wrong}"' in page


def test_a_stranger_is_not_told_which_codes_exist(stranger: Visitor, collected_laptop: str) -> None:
    wrong = collected_laptop[:8] + ("0" if collected_laptop[8] != "0" else "1")
    assert shown(collected_laptop) not in stranger.get(f"/trouver/?code={wrong}", 404)


def test_words_lead_to_the_list(technician: Visitor) -> None:
    assert found(technician, "latitude 5490 dell") == "/appareils/?q=latitude+5490+dell"


def test_a_label_of_another_site_is_said_to_be_one(technician: Visitor) -> None:
    page = technician.get("/trouver/?code=https://autre.exemple.fr/D/7KQ2MDX44", 404)
    assert "celle d'un autre site" in page


@pytest.mark.parametrize("typed", ["", "🙂", "\x00", "x" * 5000, "%00", "a/b/c", "7KQ-2MD-XU4"])
def test_anything_typed_is_answered_in_french(technician: Visitor, typed: str) -> None:
    answer = technician.client.get("/trouver/", {"code": typed})
    assert answer.status_code in (302, 404)
