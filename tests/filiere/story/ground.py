"""A workshop, a structure, three people and a few laptops at a guard, for a running site.

``manage.py shell -c`` calls ``build``, which prints one JSON line.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Organisation
from filiere.network.operations.load_territories import load_territories
from inventory.codes import mint_codes
from inventory.perform import Outcome, perform
from inventory.subjects.collections import sort_collection
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories
from tests.network.country import small_country, write_package


def build() -> None:
    with tempfile.TemporaryDirectory() as folder:
        load_territories(directory=write_package(Path(folder), small_country()))
    workshop = factories.organisation("workshop", name="Atelier du Rhône", territory="com:84007")
    structure = factories.organisation(
        "social_structure", name="CCAS des Ocres", territory="com:84007"
    )
    factories.organisation("recycler", name="Recycleur du Midi")
    samia = _person(workshop, "operator", "Samia Fictive")
    paul = _person(workshop, "supervisor", "Paul Inventé")
    lea = _person(structure, "requester", "Léa Supposée")
    shelf = make.place(workshop)
    pallet = make.pallet(workshop)

    def scan(operation: str, code: str, actor: Actor | None = None, **data: Any) -> Outcome:
        return perform(operation=operation, code=code, actor=actor or samia, data=data)

    elsewhere = factories.organisation("social_structure", name="Maison des Ocres")
    _person(elsewhere, "requester", "Rose Imaginée", "neighbour")
    brought = factories.organisation("donor", name="Mairie fictive")
    cast = make.Cast(
        *(workshop, workshop, workshop, elsewhere, structure, structure, structure),
        *(workshop, brought, workshop),
    )
    bench = Bench(cast, scan, paul, lea)
    closed = make.collection(workshop, cast.donor)
    at_guard = {
        "unproved": bench.audited(gift=closed),
        "locked": bench.audited(gift=closed),
        "held": bench.audited(gift=closed),
        "reserved": bench.reserved(gift=closed),
        "ready": bench.ready(gift=closed),
        "offered": bench.audited(gift=closed),
        "erased": bench.audited(gift=closed),
        "delivered": bench.reserved(gift=closed),
        "missing": bench.reserved(gift=closed),
    }
    bench.erase_all(at_guard["erased"])
    scan("transfer", at_guard["offered"], to=factories.organisation("workshop").pk)
    scan("deliver", at_guard["delivered"], slip="BL-7")
    scan("deliver", at_guard["missing"], slip="BL-8")
    bench.erase_all(at_guard["locked"])
    scan("test", at_guard["locked"], tests=make.all_pass(), blocking=["firmware_password"])
    scan("hold", at_guard["held"], reason="unlock", waiting_for="donor")
    sort_collection(actor=samia, collection_id=closed.pk)
    make.collection(workshop, brought)
    told = {
        **at_guard,
        "pallet": pallet.pk,
        "line": make.request_line(structure, quantity=3).pk,
        "password": factories.PASSWORD,
        "labels": mint_codes(count=3, organisation_id=workshop.pk),
        "shelf": shelf.name,
    }
    print(json.dumps(told))  # noqa: T201


def _person(of: Organisation, role: str, name: str, called: str = "") -> Actor:
    user = factories.user(f"{called or role}@exemple.fr", name)
    return actor_of_membership(factories.member(role, of, user))
