"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from filiere.network.models import Membership, Organisation, Territory, User
from tests.network import factories

pytestmark = pytest.mark.django_db


def test_an_address_is_one_account_whatever_its_case() -> None:
    factories.user("Samia@Exemple.fr")
    assert User.objects.get_by_natural_key("SAMIA@exemple.FR").email == "samia@exemple.fr"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("sAmia@exemple.fr", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="SAMIA@exemple.fr")])


def test_a_person_is_a_member_once() -> None:
    member = factories.member()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=member.user, organisation=member.organisation, role="reader")


def test_a_household_keeps_no_contact() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(
            name="Particulier", kind="donor", legal_status="household", phone="04 00 00 00 00"
        )


@pytest.mark.parametrize("fields", [{"name": ""}, {"kind": "shop"}])
def test_an_organisation_has_a_name_and_a_known_kind(fields: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**{"name": "Atelier", "kind": "workshop", **fields})


@pytest.mark.usefixtures("country")
def test_an_organisation_stands_in_a_commune() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="A", kind="workshop", territory_id="dep:84")


@pytest.mark.usefixtures("country")
def test_only_a_commune_with_an_epci_lies_in_a_part() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.filter(pk="com:84007").update(epci=None)


def test_an_account_without_password_cannot_sign_in() -> None:
    assert not User.objects.create_user("a@exemple.fr").has_usable_password()
