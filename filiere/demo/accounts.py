"""The accounts of the demonstration: one password, second factors whose key is known."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction

from filiere.demo.houses import HOUSES
from filiere.demo.people import PEOPLE
from filiere.network.actor import SYSTEM
from filiere.network.models import Membership, Organisation, ScanPoint, User
from filiere.network.operations.scan_points import create_scan_point, revoke_scan_point
from filiere.network.second_factor import is_required

PASSWORD = "ocre-bleue-en-demonstration"
STATION = "Démonstration"


@dataclass(frozen=True, slots=True)
class Account:
    """What one needs to sign in; ``totp_secret`` when a second factor is asked."""

    email: str
    password: str
    name: str
    role: str
    organisation: int
    organisation_name: str
    organisation_kind: str
    totp_secret: str | None


@dataclass(frozen=True, slots=True)
class Station:
    """A point of scan and its token, in clear."""

    token: str
    organisation: int
    organisation_name: str


def is_built() -> bool:
    return Organisation.objects.filter(email=HOUSES[0].email).exists()


def is_empty() -> bool:
    """Nobody is here yet: neither an organisation nor an account."""
    return not Organisation.objects.exists() and not User.objects.exists()


def totp_secret(email: str) -> str:
    """The key of a demo account's second factor: always the same, and known to all."""
    return base64.b32encode(hashlib.sha1(email.encode()).digest()).decode()


def present_code(email: str) -> str | None:
    """The one-time code that a demo account is asked now; None for an address that is not one."""
    if email not in {person.email for person in PEOPLE}:
        return None
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(totp_secret(email), counter)))


@transaction.atomic
def settle_accounts(*, fresh: bool = False) -> list[Account]:
    """Set every demo account's password and second factor again; who is not of the demo is left.

    ``fresh`` spares the slow look at passwords that were set a moment ago.
    """
    found = []
    for person in PEOPLE:
        member = Membership.objects.select_related("user", "organisation").get(
            user__email=person.email
        )
        user = member.user
        if not fresh and not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        secret = totp_secret(user.email) if is_required(user.pk) else None
        if secret:
            _set_second_factor(user, secret)
        found.append(
            Account(
                email=user.email,
                password=PASSWORD,
                name=user.name,
                role=member.role,
                organisation=member.organisation_id,
                organisation_name=member.organisation.name,
                organisation_kind=member.organisation.kind,
                totp_secret=secret,
            )
        )
    return found


def _set_second_factor(user: User, secret: str) -> None:
    known = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if known is not None:
        if get_adapter().decrypt(known.data["secret"]) == secret:
            return
        known.delete()
    TOTP.activate(user, secret)


@transaction.atomic
def open_station() -> Station:
    """A new token for the first workshop's demonstration point; the one before is revoked."""
    workshop = Organisation.objects.get(email=next(h.email for h in HOUSES if h.key == "ocre"))
    before = ScanPoint.objects.filter(organisation=workshop, name=STATION, revoked_at=None)
    for point in before:
        revoke_scan_point(actor=SYSTEM, scan_point=point.pk)
    made = create_scan_point(actor=SYSTEM, organisation=workshop.pk, name=STATION)
    return Station(made.token, workshop.pk, workshop.name)


def write_accounts(path: Path, accounts: Sequence[Account], station: Station) -> None:
    """The file that tools read, for its owner's eyes only."""
    told = {"accounts": [asdict(one) for one in accounts], "station": asdict(station)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
