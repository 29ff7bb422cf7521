"""The pages of one's organisation, and the door of who is invited."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from filiere.network.actor import SYSTEM
from filiere.network.identity import actor_of_token
from filiere.network.models import Invitation, Membership, ScanPoint, User
from filiere.network.operations.members import invite_member
from tests.network import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    if member.role == "administrator":
        TOTP.activate(member.user, generate_totp_secret())
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


PAGES = [
    "/organisation/membres/",
    "/organisation/membres/inviter/",
    "/organisation/points/",
    "/organisation/points/creer/",
]


@pytest.mark.parametrize("page", [*PAGES, "/organisation/territoires/", "/organisation/choisir/"])
def test_a_stranger_is_asked_to_sign_in(page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/login/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [("supervisor", 200), ("administrator", 200), ("operator", 403), ("reader", 403)],
)
def test_who_sees_the_pages_of_an_organisation(page: str, role: str, status: int) -> None:
    assert client_of(factories.member(role)).get(page).status_code == status


def test_a_list_shows_one_s_own_people_only() -> None:
    boss = factories.member("supervisor")
    factories.member("operator", boss.organisation, factories.user(name="Notre Collègue"))
    factories.member("operator", who=factories.user(name="Une Autre"))
    page = text(client_of(boss).get("/organisation/membres/"))
    assert "Notre Collègue" in page
    assert "Une Autre" not in page


def test_an_invitation_goes_by_e_mail_and_opens_the_door() -> None:
    boss = factories.member("supervisor")
    answer = client_of(boss).post(
        "/organisation/membres/inviter/",
        {"email": "leo@exemple.fr", "role": "operator"},
        follow=True,
    )
    assert "Invitation envoyée à leo@exemple.fr" in text(answer)
    (letter,) = mail.outbox
    path = re.search(r"/invitation/\S+/", letter.body)[0]  # type: ignore[index]
    assert path not in text(answer)
    guest = Client()
    assert "Rejoindre" in text(guest.get(path))
    guest.post(path, {"name": "Léo Fictif", "password": factories.PASSWORD})
    assert text(guest.get("/")) == f"{boss.organisation_id} operator"
    assert guest.get(path).status_code == 404


def test_a_role_out_of_reach_is_not_offered() -> None:
    answer = client_of(factories.member("supervisor")).post(
        "/organisation/membres/inviter/", {"email": "leo@exemple.fr", "role": "administrator"}
    )
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_who_has_an_account_signs_in_before_joining() -> None:
    user = factories.member("reader").user
    of = factories.organisation()
    made = invite_member(actor=SYSTEM, organisation=of.pk, email=user.email, role="operator")
    path = f"/invitation/{made.token}/"
    assert Client().get(path)["Location"] == f"/compte/login/?next={path}"
    client = Client()
    client.force_login(user, BACKEND)
    client.post(path)
    assert text(client.get("/")) == f"{of.pk} operator"


def test_somebody_else_s_invitation_is_refused_in_words() -> None:
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email="a@exemple.fr", role="reader"
    )
    client = client_of(factories.member())
    assert "pour a@exemple.fr" in text(client.post(f"/invitation/{made.token}/"))


@pytest.mark.parametrize("token", ["x", "%00", "%F0%9F%99%82", "a" * 5000])
def test_a_made_up_invitation_is_a_page_in_french(token: str) -> None:
    answer = Client().get(f"/invitation/{token}/")
    assert answer.status_code == 404
    assert "Cette invitation n&#x27;est plus valable" in text(answer)


def test_a_weak_password_is_explained() -> None:
    made = invite_member(
        actor=SYSTEM, organisation=factories.organisation().pk, email="a@exemple.fr", role="reader"
    )
    answer = Client().post(f"/invitation/{made.token}/", {"name": "A", "password": "court"})
    assert "12 caractères" in text(answer)
    assert not User.objects.filter(email="a@exemple.fr").exists()


def test_a_member_is_removed_after_a_question() -> None:
    boss = factories.member("administrator")
    member = factories.member("operator", boss.organisation)
    client, page = client_of(boss), f"/organisation/membres/{member.pk}/retirer/"
    assert "ne pourra plus agir" in text(client.get(page))
    assert Membership.objects.get(pk=member.pk).active
    client.post(page)
    assert not Membership.objects.get(pk=member.pk).active


def test_a_member_or_point_of_another_organisation_is_a_404() -> None:
    client = client_of(factories.member("administrator"))
    member, made = factories.member(), factories.point()
    for page in (
        f"/organisation/membres/{member.pk}/retirer/",
        f"/organisation/points/{made.point.pk}/revoquer/",
    ):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
    assert actor_of_token(made.token) is not None


def test_the_last_administrator_is_told_why_they_stay() -> None:
    boss = factories.member("administrator")
    answer = client_of(boss).post(f"/organisation/membres/{boss.pk}/retirer/", follow=True)
    assert "la seule personne qui administre" in text(answer)


def test_an_invitation_is_withdrawn() -> None:
    boss = factories.member("supervisor")
    made = invite_member(
        actor=SYSTEM, organisation=boss.organisation_id, email="a@exemple.fr", role="reader"
    )
    client_of(boss).post(f"/organisation/invitations/{made.invitation.pk}/retirer/")
    assert Client().get(f"/invitation/{made.token}/").status_code == 404
    stranger = client_of(factories.member("supervisor"))
    answer = stranger.post(f"/organisation/invitations/{made.invitation.pk}/retirer/")
    assert answer.status_code == 404


def test_a_token_is_on_one_page_only() -> None:
    client = client_of(factories.member("supervisor"))
    answer = client.post("/organisation/points/creer/", {"name": "poste de tri"})
    token = re.search(r"pt_[\w-]+", text(answer))[0]  # type: ignore[index]
    assert "no-store" in answer["Cache-Control"]
    assert actor_of_token(token) is not None
    assert token not in text(client.get("/organisation/points/"))


def test_a_point_is_revoked_after_a_question() -> None:
    boss = factories.member("supervisor")
    made = factories.point(boss.organisation)
    client, page = client_of(boss), f"/organisation/points/{made.point.pk}/revoquer/"
    client.get(page)
    assert actor_of_token(made.token) is not None
    client.post(page)
    assert ScanPoint.objects.get().revoked_at is not None


def test_a_name_taken_is_said_beside_the_field() -> None:
    boss = factories.member("supervisor")
    factories.point(boss.organisation, "tri")
    answer = client_of(boss).post("/organisation/points/creer/", {"name": "tri"})
    assert "a déjà un point de scan" in text(answer)


def test_one_chooses_for_whom_one_acts() -> None:
    first = factories.member("operator")
    second = factories.member("reader", who=first.user)
    client = client_of(first)
    client.post("/organisation/choisir/", {"membership": second.pk})
    assert text(client.get("/")) == f"{second.organisation_id} reader"


@pytest.mark.parametrize("wanted", ["", "x", "²", "-1", "9" * 30, "0"])
def test_a_membership_that_is_not_theirs_is_a_404(wanted: str) -> None:
    client = client_of(factories.member())
    assert client.post("/organisation/choisir/", {"membership": wanted}).status_code == 404


@pytest.mark.usefixtures("country")
def test_a_place_is_looked_up_in_a_page() -> None:
    client = client_of(factories.member())
    page = text(client.get("/organisation/territoires/", {"q": "isle sur la s"}))
    assert "com:84054" in page
    assert "<html" in page
    part = client.get("/organisation/territoires/", {"q": "zzz"}, headers={"HX-Request": "true"})
    assert "Rien ne correspond" in text(part)
    assert "<html" not in text(part)


@pytest.mark.parametrize("q", ["\x00", "🙂", "x" * 5000, "%"])
def test_a_strange_look_up_is_not_an_error(q: str) -> None:
    client = client_of(factories.member())
    assert client.get("/organisation/territoires/", {"q": q}).status_code == 200
