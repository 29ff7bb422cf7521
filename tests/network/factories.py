"""The smallest things of the network that are true."""

import itertools
from typing import Any

from allauth.account.models import EmailAddress

from filiere.network.actor import SYSTEM, Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, Organisation, User
from filiere.network.operations.organisations import create_organisation
from filiere.network.operations.scan_points import NewScanPoint, create_scan_point
from filiere.network.vocabulary import OrganisationKind, Role

NUMBERS = itertools.count(1)
PASSWORD = "une phrase assez longue"


def organisation(kind: str = OrganisationKind.WORKSHOP, **fields: Any) -> Organisation:
    fields.setdefault("name", f"Atelier fictif {next(NUMBERS)}")
    return create_organisation(actor=SYSTEM, kind=kind, **fields)


def user(email: str = "", name: str = "Samia Fictive") -> User:
    address = email or f"personne{next(NUMBERS)}@exemple.fr"
    made = User.objects.create_user(address, PASSWORD, name=name)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def member(
    role: str = Role.OPERATOR,
    of: Organisation | None = None,
    who: User | None = None,
    kind: str = OrganisationKind.WORKSHOP,
) -> Membership:
    return Membership.objects.create(
        user=who or user(), organisation=of or organisation(kind), role=role
    )


def actor(
    role: str = Role.OPERATOR,
    of: Organisation | None = None,
    kind: str = OrganisationKind.WORKSHOP,
) -> Actor:
    return actor_of_membership(member(role, of, kind=kind))


def point(of: Organisation | None = None, name: str = "poste de tri") -> NewScanPoint:
    return create_scan_point(actor=SYSTEM, organisation=(of or organisation()).pk, name=name)
