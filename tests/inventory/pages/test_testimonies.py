"""Two people for one statement: each from an account of their own, and nothing before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inventory.models import ErasureProof, Evidence, StorageMedium
from inventory.models import Testimony as Said
from inventory.perform import perform
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench

SignIn = Callable[..., Visitor]


@pytest.fixture
def phone(bench: Bench, cast: make.Cast, scan: Any) -> str:
    gift = make.collection(cast.workshop, cast.donor, witness="second")
    code = bench.registered("smartphone", gift)
    scan("audit", code, media=[make.disk("ufs")], slots={"sim": "empty", "card": "empty"})
    return code


def declared(visitor: Visitor, phone: str, second: Visitor) -> str:
    assert second.actor is not None
    told = {"outcome-0-method": "factory_reset", "outcome-0-verified": "on"}
    named = {"outcome-0-second": second.actor.membership_id}
    return visitor.send(f"/appareils/{phone}/erase/", **told, **named)


def test_a_reset_waits_for_the_second_person_who_confirms_from_their_account(
    technician: Visitor, sign_in: SignIn, phone: str, cast: make.Cast, the: Any
) -> None:
    second, other = sign_in(cast.workshop), sign_in(cast.workshop)
    page = declared(technician, phone, second)
    assert "En attente de" in page and "rien n'est prouvé" in page
    assert not ErasureProof.objects.exists() and the(phone).step == "audited"
    assert "En attente de la seconde personne" in technician.get(f"/appareils/{phone}/")
    address = f"/declarations/{Said.objects.get().pk}/"
    assert address not in technician.get("/") and address not in other.get("/")
    assert "À confirmer par vous" in second.get("/") and address in second.get("/")
    assert "Je confirme" not in other.get(address)
    other.post(address, 422, key="", no="1")
    other.post(address, 422, key="")
    sign_in(cast.other_workshop).get(address, 404)
    assert "Réinitialisation d'usine" in second.get(address)
    assert "Confirmé" in second.send(address)
    proof = ErasureProof.objects.get()
    assert technician.actor is not None
    assert (proof.second_id, the(phone).step) == (technician.actor.membership_id, "erased")
    assert address not in second.get("/")
    second.get(address, 404)


def test_what_was_said_once_is_confirmed_for_nothing_else(
    technician: Visitor, sign_in: SignIn, phone: str, cast: make.Cast
) -> None:
    """Not by who said it, not with other words, not on another device, not once refused."""
    second = sign_in(cast.workshop)
    declared(technician, phone, second)
    kept = Said.objects.get()
    assert technician.actor is not None and second.actor is not None
    medium = StorageMedium.objects.get(device=phone)
    by = technician.actor.membership_id
    own = make.proof(medium, method="factory_reset", second=second.actor.membership_id)
    theirs = own | {"second": by}

    def refused(who: Visitor, **data: Any) -> str:
        with pytest.raises(Refused) as said:
            perform(operation="erase", code=phone, actor=who.actor, data=data)  # type: ignore[arg-type]
        return said.value.code

    assert refused(technician, outcomes=[own], testimony=kept.pk) == "second-to-confirm"
    assert refused(second, outcomes=[theirs], testimony=kept.pk) == "second-to-confirm"
    assert refused(second, outcomes=[theirs]) == "second-to-confirm"
    medium.exposure += 1
    StorageMedium.objects.filter(pk=medium.pk).update(exposure=medium.exposure)
    address = f"/declarations/{kept.pk}/"
    assert "second-to-confirm" not in second.send(address, 422)
    assert "Vous avez dit non" in second.post(address, key="", no="1")
    assert not ErasureProof.objects.exists()


def test_a_loose_disk_is_destroyed_before_the_witnesses_of_its_collection(
    technician: Visitor, sign_in: SignIn, bench: Bench, cast: make.Cast, scan: Any
) -> None:
    disks = []
    for witness in ("photo", "second"):
        gift = make.collection(cast.workshop, cast.donor, witness=witness)
        code = bench.audited(gift=gift)
        disk = StorageMedium.objects.get(device=code)
        scan("take_out", code, medium=disk.pk)
        disk.refresh_from_db()
        disks.append(disk)
    pictured, seconded = disks
    address = f"/supports/{pictured.code}/destroy/"
    assert "demande une photo" in technician.send(address, 422, method="shred")
    photo = SimpleUploadedFile("broye.png", make.picture("broye"))
    technician.send(address, method="shred", photo_file=photo)
    pictured.refresh_from_db()
    assert (pictured.status, Evidence.objects.get().reader) == ("destroyed", "photo")
    second = sign_in(cast.workshop)
    assert second.actor is not None
    address = f"/supports/{seconded.code}/destroy/"
    assert "nommez la seconde" in technician.send(address, 422, method="shred")
    technician.send(address, method="shred", second=second.actor.membership_id)
    seconded.refresh_from_db()
    assert seconded.status == "loose"
    second.send(f"/declarations/{Said.objects.get().pk}/")
    seconded.refresh_from_db()
    assert seconded.status == "destroyed"
