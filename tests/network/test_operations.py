"""Open, close, invite, join, remove: what is done, what is refused, what is left as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from filiere.network.actor import SYSTEM
from filiere.network.identity import actor_of_membership, actor_of_token
from filiere.network.models import Invitation, Membership, Organisation, ScanPoint, User
from filiere.network.operations.members import (
    accept_invitation,
    invite_member,
    remove_member,
    withdraw_invitation,
)
from filiere.network.operations.organisations import (
    create_organisation,
    deactivate_organisation,
    reactivate_organisation,
)
from filiere.network.operations.scan_points import create_scan_point, revoke_scan_point
from filiere.network.refusals import Refused
from tests.network import factories
from tests.network.factories import PASSWORD

pytestmark = pytest.mark.django_db


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda refused: refused.code == code)


# organisations


def test_steering_opens_an_organisation() -> None:
    actor = factories.actor("administrator", kind="steering")
    made = create_organisation(actor=actor, name="  Atelier   des Ocres ", kind="workshop")
    assert (made.name, made.active) == ("Atelier des Ocres", True)


def test_a_workshop_opens_a_donor_and_nothing_else() -> None:
    actor = factories.actor("operator")
    assert create_organisation(actor=actor, name="Mairie fictive", kind="donor").pk
    with refusal("forbidden"):
        create_organisation(actor=actor, name="Autre", kind="workshop")


def test_a_household_has_no_name_and_no_contact() -> None:
    made = create_organisation(
        actor=SYSTEM, name="Jeanne Vraie", kind="donor", legal_status="household"
    )
    assert made.name == "Particulier"
    with refusal("household-contact"):
        create_organisation(
            actor=SYSTEM, name="", kind="donor", legal_status="household", phone="0490"
        )


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 161, "a\x1bb"])
def test_a_bad_name_is_refused(name: str) -> None:
    with refusal("bad-name"):
        create_organisation(actor=SYSTEM, name=name, kind="workshop")
    assert not Organisation.objects.exists()


def test_a_second_organisation_of_the_same_name_and_kind_is_refused() -> None:
    factories.organisation(name="Atelier des Ocres")
    with refusal("organisation-exists"):
        factories.organisation(name="atelier des ocres")
    assert factories.organisation("donor", name="Atelier des Ocres").pk


@pytest.mark.parametrize("territory", ["com:99999", "dep:84", "nulle part", "\x00"])
@pytest.mark.usefixtures("country")
def test_an_organisation_stands_in_a_commune_that_exists(territory: str) -> None:
    with refusal("unknown-territory"):
        factories.organisation(territory=territory)


def test_an_address_that_is_none_is_refused() -> None:
    with refusal("bad-email"):
        factories.organisation(email="pas une adresse")


def test_a_closed_organisation_opens_nothing_until_reopened() -> None:
    of = factories.organisation()
    point = factories.point(of)
    steering = factories.actor("administrator", kind="steering")
    deactivate_organisation(actor=steering, organisation=of.pk)
    with refusal("inactive-organisation"):
        create_scan_point(actor=SYSTEM, organisation=of.pk, name="autre")
    with refusal("inactive-organisation"):
        invite_member(actor=SYSTEM, organisation=of.pk, email="a@exemple.fr", role="reader")
    reactivate_organisation(actor=steering, organisation=of.pk)
    assert actor_of_token(point.token) is not None


def test_nobody_closes_the_organisation_they_act_for() -> None:
    steering = factories.actor("administrator", kind="steering")
    with refusal("own-organisation"):
        deactivate_organisation(actor=steering, organisation=steering.organisation_id)


def test_only_steering_closes_an_organisation() -> None:
    actor = factories.actor("administrator")
    with refusal("forbidden"):
        deactivate_organisation(actor=actor, organisation=actor.organisation_id)


# points of scan


def test_a_token_is_shown_once_and_kept_as_a_hash() -> None:
    actor = factories.actor("supervisor")
    made = create_scan_point(actor=actor, organisation=actor.organisation_id, name="tri")
    row = ScanPoint.objects.values().get()
    assert made.token not in str(row)
    assert made.token.startswith(row["token_prefix"])
    assert len(row["token_hash"]) == 64


def test_a_point_is_created_at_home_only() -> None:
    with refusal("forbidden"):
        create_scan_point(
            actor=factories.actor("supervisor"),
            organisation=factories.organisation().pk,
            name="tri",
        )


@pytest.mark.parametrize("kind", ["donor", "steering"])
def test_who_holds_no_device_has_no_point(kind: str) -> None:
    with refusal("cannot-scan"):
        factories.point(factories.organisation(kind))


def test_an_open_point_keeps_its_name_to_itself() -> None:
    of = factories.organisation()
    made = factories.point(of, "tri")
    with refusal("scan-point-exists"):
        factories.point(of, "tri")
    revoke_scan_point(actor=SYSTEM, scan_point=made.point.pk)
    assert factories.point(of, "tri").token != made.token


def test_a_point_of_another_organisation_is_not_there_to_revoke() -> None:
    made = factories.point()
    with refusal("unknown-scan-point"):
        revoke_scan_point(actor=factories.actor("supervisor"), scan_point=made.point.pk)
    assert actor_of_token(made.token) is not None


def test_revoking_twice_changes_nothing() -> None:
    made = factories.point()
    once = revoke_scan_point(actor=SYSTEM, scan_point=made.point.pk).revoked_at
    assert revoke_scan_point(actor=SYSTEM, scan_point=made.point.pk).revoked_at == once


# members


def test_who_is_invited_joins_with_a_new_account() -> None:
    boss = factories.actor("supervisor")
    made = invite_member(
        actor=boss, organisation=boss.organisation_id, email="New@Exemple.fr", role="operator"
    )
    joined = accept_invitation(token=made.token, name="Léo Fictif", password=PASSWORD)
    assert (joined.user.email, joined.role) == ("new@exemple.fr", "operator")
    assert joined.invited_by_id == boss.user_id
    assert joined.user.check_password(PASSWORD)


def test_an_invitation_serves_once() -> None:
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email="a@exemple.fr", role="reader"
    )
    accept_invitation(token=made.token, name="A", password=PASSWORD)
    with refusal("unknown-invitation"):
        accept_invitation(token=made.token, name="B", password=PASSWORD)


def test_an_invitation_is_for_its_address() -> None:
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email="a@exemple.fr", role="reader"
    )
    with refusal("other-account"):
        accept_invitation(token=made.token, user=factories.user())
    assert Invitation.objects.get().accepted_at is None


def test_a_token_alone_does_not_open_an_account_that_exists() -> None:
    user = factories.user()
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email=user.email, role="reader"
    )
    with refusal("sign-in-first"):
        accept_invitation(token=made.token, name="X", password="une autre phrase longue")
    assert accept_invitation(token=made.token, user=user).user == user


def test_a_weak_password_leaves_the_invitation_open() -> None:
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email="a@exemple.fr", role="reader"
    )
    with refusal("bad-password"):
        accept_invitation(token=made.token, name="A", password="court")
    assert not User.objects.exists()
    assert accept_invitation(token=made.token, name="A", password=PASSWORD)


@pytest.mark.parametrize("ending", ["expired", "withdrawn", "replaced", "closed"])
def test_an_invitation_ends(ending: str) -> None:
    of = factories.organisation()
    made = invite_member(actor=SYSTEM, organisation=of.pk, email="a@exemple.fr", role="reader")
    if ending == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif ending == "withdrawn":
        withdraw_invitation(actor=SYSTEM, invitation=made.invitation.pk)
    elif ending == "replaced":
        invite_member(actor=SYSTEM, organisation=of.pk, email="A@exemple.fr", role="operator")
    else:
        deactivate_organisation(actor=SYSTEM, organisation=of.pk)
    with refusal("unknown-invitation"):
        accept_invitation(token=made.token, name="A", password=PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "\x00", "🙂", "é" * 5000])
def test_a_made_up_invitation_is_refused(token: str) -> None:
    with refusal("unknown-invitation"):
        accept_invitation(token=token, name="A", password=PASSWORD)


def test_a_supervisor_does_not_seat_a_supervisor() -> None:
    boss = factories.actor("supervisor")
    for role in ("supervisor", "administrator", "emperor", ""):
        with refusal("forbidden"):
            invite_member(
                actor=boss, organisation=boss.organisation_id, email="a@exemple.fr", role=role
            )


def test_steering_seats_the_administrator_of_another_organisation() -> None:
    steering = factories.actor("administrator", kind="steering")
    of = factories.organisation()
    assert invite_member(
        actor=steering, organisation=of.pk, email="a@exemple.fr", role="administrator"
    )
    with refusal("forbidden"):
        invite_member(actor=steering, organisation=of.pk, email="b@exemple.fr", role="operator")


def test_a_member_is_not_invited_again() -> None:
    member = factories.member()
    with refusal("already-member"):
        invite_member(
            actor=SYSTEM,
            organisation=member.organisation_id,
            email=member.user.email.upper(),
            role="reader",
        )


def test_a_removed_member_comes_back_by_invitation() -> None:
    boss = factories.member("administrator")
    member = factories.member("operator", boss.organisation)
    remove_member(actor=actor_of_membership(boss), membership=member.pk)
    assert not Membership.objects.get(pk=member.pk).active
    made = invite_member(
        actor=actor_of_membership(boss),
        organisation=boss.organisation_id,
        email=member.user.email,
        role="reader",
    )
    again = accept_invitation(token=made.token, user=member.user)
    assert (again.pk, again.role, again.active) == (member.pk, "reader", True)


def test_a_member_of_another_organisation_is_not_there_to_remove() -> None:
    with refusal("unknown-member"):
        remove_member(actor=factories.actor("administrator"), membership=factories.member().pk)


def test_the_last_administrator_stays() -> None:
    boss = factories.member("administrator")
    with refusal("last-administrator"):
        remove_member(actor=actor_of_membership(boss), membership=boss.pk)
    factories.member("administrator", boss.organisation)
    remove_member(actor=actor_of_membership(boss), membership=boss.pk)


def test_an_operator_removes_nobody() -> None:
    operator = factories.member()
    with refusal("forbidden"):
        remove_member(actor=actor_of_membership(operator), membership=operator.pk)
