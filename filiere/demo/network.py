"""Organisations opened, people invited and welcomed, points of scan, by the network's verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from filiere.demo.houses import HOUSES, WORKSHOPS
from filiere.demo.people import PEOPLE
from filiere.network.actor import SYSTEM, Actor
from filiere.network.identity import actor_of_membership, actor_of_token, with_operator
from filiere.network.models import Membership
from filiere.network.operations.members import accept_invitation, invite_member
from filiere.network.operations.organisations import create_organisation
from filiere.network.operations.scan_points import create_scan_point

BENCH = "Douchette de l'établi"


@dataclass(slots=True)
class Cast:
    """Who may act: organisations by key, actors by key and role, first the one who signs in."""

    ids: dict[str, int] = field(default_factory=dict)
    actors: dict[tuple[str, str], list[Actor]] = field(default_factory=dict)
    at_bench: dict[int, Actor] = field(default_factory=dict)

    def one(self, house: str, role: str, random: Random) -> Actor:
        """Somebody of this role; now and then a technician acts by the bench's shared point."""
        who = random.choice(self.actors[house, role])
        shared = self.at_bench.get(who.membership_id or 0)
        return shared if shared is not None and random.random() < 0.4 else who

    def signed_in(self, house: str, role: str, who: Actor) -> Actor:
        """The same person by an account of their own, which a shared point does not prove."""
        members = self.actors[house, role]
        return next((one for one in members if one.membership_id == who.membership_id), who)

    def first(self, house: str, role: str) -> Actor:
        return self.actors[house, role][0]


def open_network(password: str) -> Cast:
    """Everybody of the demonstration, with this password."""
    cast = Cast()
    for house in HOUSES:
        made = create_organisation(
            actor=SYSTEM,
            name=house.name,
            kind=house.kind,
            legal_status=house.legal_status,
            territory=house.commune,
            serves=house.serves,
            email=house.email,
        )
        cast.ids[house.key] = made.pk
    for person in PEOPLE:
        offer = invite_member(
            actor=SYSTEM,
            organisation=cast.ids[person.house],
            email=person.email,
            role=person.role,
        )
        member = accept_invitation(token=offer.token, name=person.name, password=password)
        _welcome(cast, person.house, member)
    for key in WORKSHOPS:
        _open_bench(cast, key)
    return cast


def _welcome(cast: Cast, house: str, member: Membership) -> None:
    actor = actor_of_membership(member)
    cast.actors.setdefault((house, actor.role), []).append(actor)


def _open_bench(cast: Cast, house: str) -> None:
    """The workshop's shared point, in the hands of each technician; its token is thrown away."""
    made = create_scan_point(actor=SYSTEM, organisation=cast.ids[house], name=BENCH)
    point = actor_of_token(made.token)
    if point is None:
        raise LookupError("a point just opened acts")
    for person in cast.actors[house, "operator"]:
        if person.membership_id is not None:
            cast.at_bench[person.membership_id] = with_operator(point, person.membership_id)
