"""What ``make demo`` prints at the end: where to go, and as whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filiere.demo.accounts import PASSWORD, Account, Station
from filiere.demo.certified import an_address
from filiere.network.vocabulary import Role

FIRST = (
    ("operator", "workshop", "technicien·ne : ce qui attend sur l'établi"),
    ("supervisor", "workshop", "encadrant·e : ce qui est bloqué, incidents et rappels"),
    ("requester", "social_structure", "prescripteur·rice : demandes et distributions"),
    ("administrator", "steering", "pilotage : toute la filière"),
)
"""The users to begin with: role, kind of organisation, what they see first."""


def table(accounts: Sequence[Account]) -> Iterator[str]:
    """The accounts, one a line, in columns."""
    emails = max(len(one.email) for one in accounts)
    roles = max(len(Role(one.role).label) for one in accounts)
    for one in accounts:
        mark = "  ◆" if one.totp_secret else ""
        role = Role(one.role).label
        yield f"  {one.email:{emails}}  {role:{roles}}  {one.organisation_name}{mark}"


def welcome(accounts: Sequence[Account], station: Station, address: str) -> Iterator[str]:
    """Address, first steps, every account, the point of scan."""
    yield ""
    yield f"La filière de démonstration : {address}"
    yield f"Mot de passe de tous les comptes : {PASSWORD}"
    yield ""
    yield "Pour commencer"
    for role, kind, why in FIRST:
        one = next(a for a in accounts if (a.role, a.organisation_kind) == (role, kind))
        yield f"  {one.email:44}  {why}"
    yield ""
    yield "Tous les comptes (◆ : un code à usage unique est aussi demandé)"
    yield from table(accounts)
    yield "  Code du moment d'un compte ◆ : .venv/bin/python manage.py demo --code ADRESSE"
    yield ""
    if certificate := an_address():
        yield f"Un certificat d'effacement à vérifier, sans compte : {address}{certificate}"
    yield f"Point de scan « {station.organisation_name} », jeton : {station.token}"
    yield ""
