"""A shared phone: opened once by a link, in the hands of who taps their name, closed when told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, ScanPointLink
from filiere.network.operations.scan_points import link_scan_point, revoke_scan_point
from inventory.models import Device, Entry
from tests.inventory import factories as make
from tests.inventory.scan.conftest import Hands, Phone
from tests.inventory.workbench import Bench
from tests.network import factories

WAIT = {"reason": "part", "waiting_for": "supplier"}


def test_a_link_opens_a_phone_and_one_tap_says_who_scans(
    phone: Phone, cast: make.Cast, audited_laptop: str
) -> None:
    assert (phone.opened.status_code, phone.opened["Location"]) == (303, "/scanner/qui/")
    samia = factories.member("operator", cast.workshop, factories.user(name="Samia Inventée"))
    assert phone.client.get("/scanner/")["Location"] == "/scanner/qui/"
    assert "Samia Inventée" in phone.page("/scanner/qui/")
    assert phone.choose(samia)["Location"] == "/scanner/"
    assert "Samia Inventée" in phone.page()
    assert phone.scan(audited_laptop, "hold", data=WAIT)["status"] == "done"
    entry = Entry.objects.get(subject_id=audited_laptop, operation="hold")
    assert (entry.actor_kind, entry.user_id) == ("point", None)
    assert (entry.scan_point_id, entry.membership_id) == (phone.point.pk, samia.pk)


def test_a_form_opened_by_a_scan_works_on_a_shared_phone(
    phone: Phone, cast: make.Cast, audited_laptop: str
) -> None:
    phone.choose(factories.member("operator", cast.workshop))
    go = phone.scan(audited_laptop, "test")["go"]
    page = phone.page(go)
    assert "Tester" in page and phone.point.name in page and "Se connecter" not in page
    told = {"key": "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f", "rest_pass": "on"}
    assert phone.client.post(go, told)["Location"] == "/scanner/"
    assert Device.objects.get(pk=audited_laptop).tests


def test_a_scan_kept_by_the_phone_is_that_of_who_made_it(
    phone: Phone, cast: make.Cast, audited_laptop: str
) -> None:
    first = factories.member("operator", cast.workshop)
    second = factories.member("operator", cast.workshop)
    phone.choose(second)
    phone.scan(audited_laptop, "hold", data=WAIT, operator=first.pk)
    entry = Entry.objects.get(subject_id=audited_laptop, operation="hold")
    assert entry.membership_id == first.pk


def test_nobody_of_another_organisation_can_be_chosen(
    phone: Phone, cast: make.Cast, audited_laptop: str
) -> None:
    stranger = factories.member("operator", cast.other_workshop)
    reader = factories.member("reader", cast.workshop)
    for one in (stranger, reader):
        assert phone.choose(one).status_code == 422
        phone.choose(factories.member("operator", cast.workshop))
        refused = phone.post(audited_laptop, "hold", data=WAIT, operator=one.pk)
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-operator")
    assert not Entry.objects.filter(operation="hold").exists()


def test_a_structure_s_phone_is_held_by_those_who_ask_and_does_no_more_than_they_may(
    bench: Bench, cast: make.Cast
) -> None:
    code = bench.laptop("delivered")
    phone = Phone(
        factories.point(cast.structure).point, factories.member("supervisor", cast.structure)
    )
    agent = factories.member("requester", cast.structure)
    assert phone.choose(agent).status_code in (302, 303)
    told = phone.scan(code, "take_back", data={"reason": "broken"})
    assert told["status"] == "done"
    entry = Entry.objects.get(subject_id=code, operation="take_back")
    assert entry.membership_id == agent.pk
    refused = phone.scan(code, "count", data={"place": None})
    assert refused["status"] == "refused"


def test_who_left_the_team_scans_no_more(
    phone: Phone, cast: make.Cast, audited_laptop: str
) -> None:
    gone = factories.member("operator", cast.workshop)
    phone.choose(gone)
    Membership.objects.filter(pk=gone.pk).update(active=False)
    told = phone.post(audited_laptop, "hold", data=WAIT)
    assert (told.status_code, told.json()["code"]) == (401, "no-operator")
    assert phone.client.get("/scanner/")["Location"] == "/scanner/qui/"


def test_a_revoked_point_ends_at_the_next_scan(
    phone: Phone, cast: make.Cast, chief: Membership, audited_laptop: str
) -> None:
    phone.choose(factories.member("operator", cast.workshop))
    revoke_scan_point(actor=actor_of_membership(chief), scan_point=phone.point.pk)
    told = phone.post(audited_laptop, "hold", data=WAIT)
    assert (told.status_code, told.json()["code"]) == (401, "point-revoked")
    assert "nouveau lien" in told.json()["detail"]
    assert "Point de scan fermé" in phone.page("/scanner/", 410)
    assert phone.client.get("/scanner/")["Location"].startswith("/compte/login/")
    assert not Entry.objects.filter(operation="hold").exists()


def test_other_pages_ask_a_shared_phone_to_sign_in(phone: Phone, audited_laptop: str) -> None:
    for address in ("/appareils/", f"/appareils/{audited_laptop}/", "/organisation/points/"):
        assert phone.client.get(address)["Location"].startswith("/compte/login/")


def test_a_link_opens_once_soon_and_never_a_closed_point(
    phone: Phone, cast: make.Cast, chief: Membership
) -> None:
    other = Client().post("/scanner/ouvrir/", {"token": phone.link})
    assert other.status_code == 410
    assert "a déjà servi" in other.content.decode()
    late = link_scan_point(actor=actor_of_membership(chief), scan_point=phone.point.pk)
    ScanPointLink.objects.filter(used_at=None).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    assert Client().post("/scanner/ouvrir/", {"token": f"#{late}"}).status_code == 410
    fresh = link_scan_point(actor=actor_of_membership(chief), scan_point=phone.point.pk)
    revoke_scan_point(actor=actor_of_membership(chief), scan_point=phone.point.pk)
    assert Client().post("/scanner/ouvrir/", {"token": f"#{fresh}"}).status_code == 410


def test_the_supervisor_s_page_shows_the_link_once_and_keeps_only_its_hash(
    cast: make.Cast, hands_of: Callable[..., Hands], phone: Phone
) -> None:
    boss = hands_of(cast.workshop, "supervisor")
    answer = boss.client.post(f"/organisation/points/{phone.point.pk}/ouvrir/")
    page = answer.content.decode()
    token = page.partition("/scanner/ouvrir/#")[2].partition("<")[0]
    assert token.startswith("ouv_") and "data:image/svg+xml" in page
    assert "no-store" in answer["Cache-Control"]
    kept = {value for row in ScanPointLink.objects.values_list() for value in row}
    assert token not in kept
    opened = Client().post("/scanner/ouvrir/", {"token": f"#{token}"})
    assert opened.status_code == 303


def test_a_point_of_another_organisation_is_not_opened(
    cast: make.Cast, hands_of: Callable[..., Hands], phone: Phone
) -> None:
    other = hands_of(cast.other_workshop, "supervisor")
    address = f"/organisation/points/{phone.point.pk}/ouvrir/"
    assert other.client.post(address).status_code == 404
    assert hands_of(cast.workshop).client.post(address).status_code == 403


def test_opening_a_point_signs_out_who_was_there(cast: make.Cast, chief: Membership) -> None:
    boss = Client()
    boss.force_login(chief.user, "allauth.account.auth_backends.AuthenticationBackend")
    point = factories.point(cast.workshop).point
    token = link_scan_point(actor=actor_of_membership(chief), scan_point=point.pk)
    boss.post("/scanner/ouvrir/", {"token": f"#{token}"})
    assert boss.get("/organisation/membres/")["Location"].startswith("/compte/login/")
