"""A session that ends in mid-form loses nothing that was typed."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from filiere.network import kept_forms
from filiere.network.models import KeptForm, Organisation
from tests.network import factories

ADDRESS = "/demandes/demander/"
TYPED = {"usage": ["school", "calling"], "reference": "D-12 « é »", "step": "read"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def structure(db: None) -> Organisation:
    return factories.organisation("social_structure")


@pytest.fixture
def browser(structure: Organisation) -> Client:
    """Somebody signed in, who has opened a page, and whose session has just ended."""
    client = Client()
    client.force_login(factories.member("requester", structure).user, BACKEND)
    assert client.get(ADDRESS).status_code == 200
    client.cookies.pop("sessionid")
    return client


def kept(browser: Client) -> str:
    answer = browser.post(ADDRESS, TYPED)
    assert answer.status_code == 303
    told = unquote(answer["Location"])
    assert told.startswith("/compte/login/?next=/organisation/reprendre/")
    return told.partition("next=")[2]


def again(browser: Client) -> None:
    browser.force_login(KeptForm.objects.get().user, BACKEND)


def test_after_signing_in_again_the_same_fields_are_offered(browser: Client) -> None:
    address = kept(browser)
    again(browser)
    page = browser.get(address).content.decode()
    assert f'action="{ADDRESS}"' in page
    for said in ('value="school"', 'value="calling"', "D-12 « é »"):
        assert said in page
    assert "csrfmiddlewaretoken" not in KeptForm.objects.get().fields


def test_nobody_else_gets_them(browser: Client, structure: Organisation) -> None:
    address = kept(browser)
    browser.force_login(factories.member("requester", structure).user, BACKEND)
    assert browser.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_after_an_hour_they_are_gone(browser: Client) -> None:
    address = kept(browser)
    KeptForm.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    again(browser)
    assert browser.get(address).status_code == 404
    assert kept_forms.forget_old() == 1


def test_a_stranger_keeps_nothing_here(db: None) -> None:
    answer = Client().post(ADDRESS, TYPED)
    assert answer["Location"].startswith("/compte/login/?next=/demandes/")
    assert not KeptForm.objects.exists()


def test_a_cookie_of_one_s_own_making_is_nobody_s(db: None) -> None:
    client = Client()
    client.cookies[kept_forms.COOKIE] = "1:abc:def"
    client.post(ADDRESS, TYPED)
    assert not KeptForm.objects.exists()


def test_signed_in_again_in_another_tab_the_old_form_is_kept_too(structure: Organisation) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.member("requester", structure).user, BACKEND)
    here = {"HTTP_ORIGIN": "http://testserver"}
    answer = client.post(ADDRESS, TYPED, **here)
    assert answer.status_code == 302
    assert "D-12" in client.get(answer["Location"]).content.decode()
    elsewhere = client.post(ADDRESS, TYPED, HTTP_ORIGIN="https://ailleurs.example")
    assert elsewhere.status_code == 403
    assert KeptForm.objects.count() == 1


def test_a_person_keeps_a_few_forms_at_most(browser: Client) -> None:
    for _ in range(kept_forms.MOST_FORMS + 3):
        kept(browser)
    assert KeptForm.objects.count() == kept_forms.MOST_FORMS


def test_a_password_is_never_kept(browser: Client) -> None:
    answer = browser.post(ADDRESS, TYPED | {"password1": "ocre-bleue-fictive"})
    assert answer["Location"].startswith("/compte/login/?next=/demandes/")
    assert not KeptForm.objects.exists()


def test_what_one_typed_is_not_given_to_who_signed_in_after_them(structure: Organisation) -> None:
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        client.force_login(factories.member("requester", structure).user, BACKEND)
        assert client.get(ADDRESS).status_code == 200
    answer = client.post(ADDRESS, TYPED, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()
