"""From a token or a session to who acts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from filiere.network.actor import SYSTEM
from filiere.network.identity import (
    actor_of_request,
    actor_of_token,
    choose_membership,
    token_of,
    with_operator,
)
from filiere.network.models import ScanPoint, User
from filiere.network.operations.organisations import deactivate_organisation
from filiere.network.operations.scan_points import revoke_scan_point
from filiere.network.refusals import Refused
from tests.network import factories

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionStore()
    return request


def test_a_token_is_a_point_acting_as_operator() -> None:
    made = factories.point()
    actor = actor_of_token(made.token)
    assert actor is not None
    assert (actor.kind, actor.role) == ("point", "operator")
    assert (actor.scan_point_id, actor.organisation_id) == (
        made.point.pk,
        made.point.organisation_id,
    )
    assert (actor.organisation_kind, actor.name) == ("workshop", "poste de tri")


def test_a_token_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = factories.point()
    actor_of_token(made.token)
    with django_assert_num_queries(1):
        actor_of_token(made.token)


def test_the_use_of_a_point_is_noted_now_and_then() -> None:
    made = factories.point()
    actor_of_token(made.token)
    first = ScanPoint.objects.get().last_used_at
    assert first is not None
    actor_of_token(made.token)
    assert ScanPoint.objects.get().last_used_at == first
    ScanPoint.objects.update(last_used_at=timezone.now() - timedelta(hours=2))
    actor_of_token(made.token)
    assert ScanPoint.objects.get().last_used_at >= first


@pytest.mark.parametrize("token", ["", "pt_", "x" * 100_000, "\x00", "🙂", "\ud800"])
def test_an_unknown_token_is_nobody(token: str) -> None:
    factories.point()
    assert actor_of_token(token) is None


def test_a_revoked_token_is_nobody() -> None:
    made = factories.point()
    revoke_scan_point(actor=SYSTEM, scan_point=made.point.pk)
    assert actor_of_token(made.token) is None


def test_a_token_of_a_closed_organisation_is_nobody() -> None:
    made = factories.point()
    deactivate_organisation(actor=SYSTEM, organisation=made.point.organisation_id)
    assert actor_of_token(made.token) is None


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic abc", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("", None),
    ],
)
def test_the_bearer_token_is_read_from_its_header(header: str, token: str | None) -> None:
    assert token_of({"Authorization": header} if header else {}) == token


def test_an_operator_is_chosen_on_a_shared_point() -> None:
    of = factories.organisation()
    made, member = factories.point(of), factories.member("supervisor", of)
    actor = actor_of_token(made.token)
    assert actor is not None
    chosen = with_operator(actor, member.pk)
    assert (chosen.membership_id, chosen.role) == (member.pk, "operator")
    assert chosen.name == "Samia Fictive (poste de tri)"


def test_only_who_works_there_is_chosen_on_a_shared_point() -> None:
    of = factories.organisation()
    actor = actor_of_token(factories.point(of).token)
    assert actor is not None
    gone = factories.member("operator", of)
    gone.active = False
    gone.save()
    for stranger in (factories.member(), factories.member("administrator", of), gone):
        with pytest.raises(Refused, match="ne fait pas partie"):
            with_operator(actor, stranger.pk)


def test_a_stranger_is_nobody() -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert actor_of_request(request) is None


def test_a_user_acts_under_their_first_open_membership() -> None:
    user = factories.user()
    closed = factories.member("supervisor", who=user)
    factories.member("reader", who=user)
    deactivate_organisation(actor=SYSTEM, organisation=closed.organisation_id)
    actor = actor_of_request(signed_in(user))
    assert actor is not None
    assert actor.role == "reader"
    assert actor.user_id == user.pk


def test_a_user_without_open_membership_is_nobody() -> None:
    member = factories.member()
    member.active = False
    member.save()
    assert actor_of_request(signed_in(member.user)) is None


def test_a_user_chooses_for_whom_they_act() -> None:
    user = factories.user()
    factories.member("reader", who=user)
    second = factories.member("supervisor", who=user)
    request = signed_in(user)
    assert actor_of_request(request).role == "reader"  # type: ignore[union-attr]
    choose_membership(request, second.pk)
    assert actor_of_request(request).role == "supervisor"  # type: ignore[union-attr]


def test_a_user_cannot_choose_the_membership_of_another() -> None:
    request = signed_in(factories.member().user)
    with pytest.raises(Refused) as refused:
        choose_membership(request, factories.member().pk)
    assert refused.value.code == "unknown-membership"


def test_a_chosen_membership_that_ends_falls_back_on_another() -> None:
    user = factories.user()
    factories.member("reader", who=user)
    second = factories.member("supervisor", who=user)
    request = signed_in(user)
    choose_membership(request, second.pk)
    second.active = False
    second.save()
    later = signed_in(user)
    later.session = request.session
    assert actor_of_request(later).role == "reader"  # type: ignore[union-attr]
