"""A workshop, a structure and three people, and nothing done yet, for a running site.

``manage.py shell -c`` calls ``build``, which prints one JSON line.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from filiere.network.models import Organisation
from filiere.network.operations.load_territories import load_territories
from inventory.codes import mint_codes
from tests.inventory import factories as make
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
    _person(workshop, "operator", "Samia Fictive")
    _person(workshop, "supervisor", "Paul Inventé")
    _person(structure, "requester", "Léa Supposée")
    shelf = make.place(workshop)
    told = {
        "password": factories.PASSWORD,
        "labels": mint_codes(count=9, organisation_id=workshop.pk),
        "shelf": shelf.name,
    }
    print(json.dumps(told))  # noqa: T201


def _person(of: Organisation, role: str, name: str) -> None:
    factories.member(role, of, factories.user(f"{role}@exemple.fr", name))
