"""What the QR of a label opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inventory.codes import mint_codes
from inventory.models import Device, StorageMedium
from inventory.selectors import PASSPORT_STEPS
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


@pytest.mark.parametrize("step", ["ready", "reserved", "delivered", "distributed", "in_service"])
def test_everyone_reads_the_passport_once_it_is_ready(
    stranger: Visitor, bench: Bench, cast: make.Cast, step: str
) -> None:
    code = bench.laptop(step)
    page = stranger.get(f"/D/{code}")
    assert "Chaque support a été effacé" in page
    assert "Reconditionné" in page
    device, medium = Device.objects.get(pk=code), StorageMedium.objects.get(device=code)
    for private in (medium.serial, device.serial or "§", "D-12", str(cast.structure), "BL-1"):
        assert private not in page


@pytest.mark.parametrize("step", ["collected", "audited", "erased", "in_repair"])
def test_before_that_the_label_says_whom_to_call(
    stranger: Visitor, bench: Bench, step: str
) -> None:
    page = stranger.get(f"/D/{bench.laptop(step)}")
    assert "Cette étiquette appartient à la filière" in page
    assert "04 65 71 00 00" in page
    assert "Dell" not in page


def test_a_minted_label_and_a_loose_medium_belong_to_the_filiere(
    stranger: Visitor, audited_laptop: str, scan: Scan, cast: make.Cast
) -> None:
    disk = StorageMedium.objects.get(device=audited_laptop)
    scan("take_out", audited_laptop, medium=disk.pk)
    disk.refresh_from_db()
    minted = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    for code in (minted, disk.code):
        page = stranger.get(f"/D/{code}")
        assert "Cette étiquette appartient à la filière" in page
        assert disk.serial not in page


@pytest.mark.parametrize("text", ["000000000", "ABC", "%00", "🙂", "x" * 400, "7KQ2MDX4Z"])
def test_an_unknown_label_is_a_404_of_ours(stranger: Visitor, text: str) -> None:
    page = stranger.get(f"/D/{text}", 404)
    assert "Introuvable" in page
    assert "filiere" in page


def test_the_address_is_read_in_any_case(stranger: Visitor, ready_laptop: str) -> None:
    for address in (
        f"/d/{ready_laptop.lower()}",
        f"/D/{ready_laptop.lower()}/",
        f"/d/{ready_laptop}",
    ):
        assert "Chaque support a été effacé" in stranger.get(address)


def test_who_may_see_the_device_goes_to_its_page(
    technician: Visitor, agent: Visitor, ready_laptop: str
) -> None:
    answer = technician.client.get(f"/D/{ready_laptop}")
    assert (answer.status_code, answer["Location"]) == (302, f"/appareils/{ready_laptop}/")
    assert "Chaque support a été effacé" in technician.get(f"/D/{ready_laptop}?public")
    assert "Chaque support a été effacé" in agent.get(f"/D/{ready_laptop}")


def test_a_recalled_device_is_said_to_be_so(
    stranger: Visitor,
    distributed_laptop: str,
    scan: Scan,
    bench: Bench,
    proof_of: Callable[[str], object],
) -> None:
    scan(
        "withdraw_proof",
        distributed_laptop,
        bench.supervisor,
        proof=proof_of(distributed_laptop).pk,
    )  # type: ignore[attr-defined]
    page = stranger.get(f"/D/{distributed_laptop}")
    assert "Cet appareil est rappelé" in page
    assert "Reconditionné" not in page


def test_every_step_of_the_passport_has_a_page() -> None:
    assert {
        "ready",
        "reserved",
        "delivered",
        "distributed",
        "in_service",
        "ceded",
    } == PASSPORT_STEPS
