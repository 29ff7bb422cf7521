"""What every answer tells the browser, and the pages of an account."""

from __future__ import annotations

import json
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from tests.build.tree import ROOT
from tests.network import factories

STATIC = ROOT / "filiere" / "static" / "filiere"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/compte/login/", "/nulle-part", "/D/7KQ2MDX44"])
def test_nothing_from_elsewhere_and_nothing_inline(address: str) -> None:
    answer = Client().get(address)
    rules = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("account_login", "Se connecter"),
        ("account_reset_password", "Mot de passe oublié"),
        ("account_reset_password_done", "Regardez vos courriels"),
        ("account_signup", "On entre ici sur invitation"),
        ("account_inactive", "Ce compte est fermé"),
        ("account_reset_password_from_key_done", "Mot de passe changé"),
    ],
)
def test_the_door_speaks_french(name: str, said: str) -> None:
    page = Client().get(reverse(name)).content.decode()
    assert said in page
    assert 'lang="fr"' in page
    assert "Sign" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("account_change_password", "Changer de mot de passe"),
        ("account_logout", "Se déconnecter"),
        ("account_reauthenticate", "Est-ce bien vous ?"),
        ("mfa_index", "Double authentification"),
        ("mfa_activate_totp", "redonnez votre mot de passe"),
    ],
)
def test_one_s_account_speaks_french(name: str, said: str) -> None:
    client = Client()
    user = factories.member().user
    told = {"login": user.email, "password": factories.PASSWORD}
    assert client.post(reverse("account_login"), told)["Location"] == "/"
    page = client.get(reverse(name), follow=True).content.decode()
    assert said in page, page[-2000:]
    assert "otpauth" not in page


@pytest.mark.django_db
def test_a_second_factor_is_set_up_and_its_spare_codes_read() -> None:
    client = Client()
    user = factories.member().user
    client.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "Photographiez ce carré" in page
    assert 'src="data:image/svg+xml;base64,' in page
    secret = page.partition('user-select-all text-break">')[2].partition("<")[0]
    code = f"{hotp_value(secret, int(time.time()) // 30):06d}"
    answer = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert "Il en reste 10 sur 10." in answer.content.decode()
    assert "Active" in client.get(reverse("mfa_index")).content.decode()
    client.logout()
    answer = client.post(
        reverse("account_login"),
        {"login": user.email, "password": factories.PASSWORD},
        follow=True,
    )
    assert "Votre code à 6 chiffres" in answer.content.decode()


@pytest.mark.django_db
def test_a_wrong_password_is_said_without_blame() -> None:
    told = {"login": "personne@exemple.fr", "password": "pas celui-là"}
    answer = Client().post(reverse("account_login"), told)
    assert "notice-error" in answer.content.decode()
    assert "personne@exemple.fr" in answer.content.decode()


def test_a_broken_database_still_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("rien")

    monkeypatch.setattr(connection, "cursor", broken)
    monkeypatch.setattr(connection, "ensure_connection", broken)
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Rien n'a été enregistré" in answer.content.decode().replace("&#x27;", "'")


def test_the_site_can_be_installed() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["lang"] == "fr"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert all((STATIC / icon["src"]).exists() for icon in manifest["icons"])
