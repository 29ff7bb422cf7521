"""A workshop with a handful of laptops to scan, for a running site: ``build`` prints it."""

from __future__ import annotations

import json

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Organisation
from inventory.perform import Outcome, perform
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories


def build(audited: int = 24, collected: int = 4) -> None:
    cast = make.cast()
    technician = _person(cast.workshop, "operator", "Samia Fictive")
    chief = _person(cast.workshop, "supervisor", "Paul Inventé")

    def scan(operation: str, code: str, actor: Actor | None = None, **data: object) -> Outcome:
        return perform(operation=operation, code=code, actor=actor or technician, data=data)

    bench = Bench(cast, scan, chief, chief)
    told = {
        "audited": [bench.audited() for _ in range(audited)],
        "collected": [bench.registered() for _ in range(collected)],
        "numbered": [(bench.registered(serial=one), one) for one in ("PF0ABMQW", "5CD9Z1MQAW")],
        "alike": [bench.registered(asset_tag="INV-0042") for _ in range(2)],
        "place": make.place(cast.workshop).pk,
        "places": [make.place(cast.workshop).pk for _ in range(2)],
        "password": factories.PASSWORD,
    }
    factories.point(cast.workshop, "Téléphone de l'accueil")
    print(json.dumps(told))  # noqa: T201


def _person(of: Organisation, role: str, name: str) -> Actor:
    user = factories.user(f"{role}@exemple.fr", name)
    return actor_of_membership(factories.member(role, of, user))
