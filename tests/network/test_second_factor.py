"""Administrators and steering have a second factor before they see anything."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from filiere.network.models import User
from tests.network import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
ACTIVATION = "/compte/2fa/totp/activate/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(
    ("role", "kind", "sent"),
    [
        ("administrator", "workshop", True),
        ("reader", "steering", True),
        ("supervisor", "workshop", False),
        ("operator", "workshop", False),
        ("requester", "social_structure", False),
    ],
)
def test_who_must_set_up_a_second_factor(role: str, kind: str, sent: bool) -> None:
    answer = signed_in(factories.member(role, kind=kind).user).get("/")
    assert (answer.status_code == 302) is sent
    if sent:
        assert answer["Location"] == ACTIVATION


def test_one_demanding_membership_is_enough() -> None:
    user = factories.user()
    factories.member("operator", who=user)
    factories.member("administrator", who=user)
    assert signed_in(user).get("/").status_code == 302


def test_an_ended_membership_demands_nothing() -> None:
    member = factories.member("administrator")
    member.active = False
    member.save()
    assert signed_in(member.user).get("/").status_code == 200


def test_the_pages_that_set_it_up_and_the_way_out_stay_open() -> None:
    client = signed_in(factories.member("administrator").user)
    assert client.get("/healthz").status_code == 200
    assert client.get("/compte/logout/").status_code == 200
    assert client.get(ACTIVATION).status_code in {200, 302}
    assert "reauth" in client.get(ACTIVATION, follow=True).redirect_chain[-1][0]


def test_with_a_second_factor_all_is_open() -> None:
    member = factories.member("administrator")
    TOTP.activate(member.user, generate_totp_secret())
    assert signed_in(member.user).get("/").content.decode().endswith("administrator")


def test_an_api_call_gets_a_problem_even_with_a_made_up_token() -> None:
    client = signed_in(factories.member("administrator").user)
    answer = client.get("/api/who", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "second-factor"


def test_a_stranger_passes_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/healthz").status_code == 200


def test_a_demanded_second_factor_cannot_be_taken_off() -> None:
    for role, may in (("administrator", False), ("operator", True)):
        member = factories.member(role)
        TOTP.activate(member.user, generate_totp_secret())
        totp = Authenticator.objects.get(user=member.user)
        assert get_adapter().can_delete_authenticator(totp) is may


def test_nobody_registers_by_themselves() -> None:
    factories.member()
    answer = Client().post(
        "/compte/signup/",
        {"email": "a@exemple.fr", "password1": factories.PASSWORD, "password2": factories.PASSWORD},
    )
    assert answer.status_code == 200
    assert User.objects.count() == 1


def test_signing_in_by_e_mail_forgives_case() -> None:
    member = factories.member()
    client = Client()
    client.post(
        "/compte/login/", {"login": member.user.email.upper(), "password": factories.PASSWORD}
    )
    assert client.get("/").content.decode().endswith("operator")
