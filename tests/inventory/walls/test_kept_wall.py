"""The journal, its seals, codes, evidence, certificates, organisations stay what they were."""

from collections.abc import Callable

import pytest
from django.db import models
from django.utils import timezone

from filiere.network.models import Organisation
from inventory.certificates.standing import is_withdrawn
from inventory.ids import new_id
from inventory.models import Certificate, Code, Evidence, Receipt, Seal, SealLeaf, StorageMedium
from tests.inventory.walls.house import BEGAN, House, change, refused, sql


def sealed(house: House, number: int = 1) -> Seal:
    return Seal.objects.create(
        number=number,
        sealed_at=BEGAN,
        chains=1,
        entries=1,
        leaves_digest="0" * 64,
        heads_digest="0" * 64,
        key_id="k",
        hash=f"{number:064d}",
        canonical="{}",
        signature="s",
    )


def leaf(house: House) -> SealLeaf:
    return SealLeaf.objects.create(
        seal=sealed(house), subject_kind="device", subject_id="X", sequence=1, hash="0" * 64
    )


def minted(house: House) -> Code:
    return Code.objects.create(code="7KQ2MDX44")


def filed(house: House) -> Evidence:
    return Evidence.objects.create(sha256="a" * 64, size=3, organisation=house.orgs["workshop"])


def issued(house: House) -> Certificate:
    """A certificate that rests on one proof."""
    proof = house.prove(house.disk(house.device("audited", disks=0)))
    made = Certificate.objects.create(
        id=new_id(),
        number="CE-2026-1",
        collection=house.collection,
        device_id=house.device().pk,
        organisation=house.orgs["workshop"],
        issued_at=BEGAN,
        key_id="k",
        hash="c" * 64,
        canonical=f'{{"proof":"{proof.pk}"}}',
        signature="s",
    )
    made.proofs.set([proof])
    return made


def ground(house: House) -> models.Model:
    return Certificate.proofs.through.objects.get(certificate=issued(house))


@pytest.mark.parametrize("make", [House.entry, sealed, leaf, minted, filed, issued, ground])
def test_what_is_kept_is_not_deleted(house: House, make: Callable[[House], models.Model]) -> None:
    row = make(house)
    column = row._meta.pk.column
    with refused("(entry|seal|leaf|code|evidence|certificate|ground)-kept"):
        sql(f'DELETE FROM {row._meta.db_table} WHERE "{column}" = %s', row.pk)


@pytest.mark.parametrize("make", [House.entry, sealed, leaf, issued, ground])
def test_what_is_written_once_is_not_changed(
    house: House, make: Callable[[House], models.Model]
) -> None:
    row = make(house)
    for field in row._meta.concrete_fields:
        with refused("(entry|seal|leaf|certificate|ground)-written-once"):
            sql(f'UPDATE {row._meta.db_table} SET "{field.column}" = "{field.column}"')


def test_a_certificate_rests_on_the_proofs_that_its_text_names(house: House) -> None:
    made = issued(house)
    another = house.prove(house.disk(house.device("audited", disks=0)))
    with refused("ground-named"):
        made.proofs.add(another)
    with refused("ground-kept"):
        made.proofs.clear()


def test_a_proof_withdrawn_leaves_the_certificate_row_alone(house: House) -> None:
    made = issued(house)
    proof = made.proofs.get()
    StorageMedium.objects.filter(proof_id=proof.pk).update(proof_id=None)
    change(proof, withdrawn=True, withdrawn_at=timezone.now())
    assert is_withdrawn(Certificate.objects.get(pk=made.pk))


def test_an_entry_follows_the_one_before_it_of_the_same_subject(house: House) -> None:
    for sequence, previous in ((1, "x"), (2, ""), (0, "")):
        with refused("entry-chain", check="inv_entry_from_one|sequence"):
            house.entry(sequence, previous)
    first = house.entry(1)
    for sequence, previous in ((2, "x"), (3, first.hash)):
        with refused("entry-chain"):
            house.entry(sequence, previous)
    with refused("entry-chain"):
        house.entry(2, first.hash, subject_id="00000002X")
    second = house.entry(2, first.hash)
    house.entry(3, second.hash)


def test_a_subject_has_one_first_entry_and_no_fork(house: House) -> None:
    first = house.entry(1)
    house.entry(2, first.hash)
    with refused("entry-replaced", check="inv_entry_(sequence|no_fork)"):
        house.entry(1)
    with refused("entry-replaced", check="inv_entry_(sequence|no_fork)"):
        house.entry(2, first.hash)


def test_a_code_is_bound_once(house: House) -> None:
    code = minted(house)
    Code.objects.filter(pk=code.pk).update(bound_kind="device", bound_id="7KQ2MDX44")
    for columns in (
        {"bound_id": "other"},
        {"bound_kind": "medium"},
        {"bound_kind": "", "bound_id": ""},
        {"code": "000000000"},
    ):
        with refused("code-bound-once"):
            Code.objects.filter(pk=code.pk).update(**columns)
    Code.objects.filter(pk=code.pk).update(organisation=house.orgs["workshop"])


def test_evidence_keeps_its_bytes(house: House) -> None:
    filed(house)
    for columns in ({"sha256": "b" * 64}, {"size": 4}):
        with refused("evidence-fixed"):
            Evidence.objects.update(**columns)
    Evidence.objects.update(reader="lshw")


def test_an_organisation_never_changes_its_part(house: House) -> None:
    workshop = Organisation.objects.filter(pk=house.org("workshop"))
    with refused("organisation-fixed"):
        workshop.update(kind="social_structure")
    with refused("organisation-fixed|organisation-moved"):
        workshop.update(id=9_999)
    workshop.update(name="Atelier", active=False)


def test_an_organisation_that_holds_or_gave_something_stays(house: House) -> None:
    device = house.device("delivered")
    loose = house.loose(custodian=house.orgs["collection_point"])
    assert device.custodian_id
    assert loose.custodian_id
    for kind in ("donor", "social_structure", "collection_point"):
        with refused("organisation-kept"):
            sql("DELETE FROM network_organisation WHERE id = %s", house.org(kind))
    sql("DELETE FROM network_organisation WHERE id = %s", house.org("distributor"))


def test_receipts_may_be_pruned(house: House) -> None:
    Receipt.objects.create(
        organisation=house.orgs["workshop"],
        key="k",
        fingerprint="f",
        answer="{}",
        created_at=timezone.now(),
    )
    assert Receipt.objects.all().delete()[0] == 1
