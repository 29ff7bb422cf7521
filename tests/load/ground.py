"""The ground of a load: a workshop, its point of scan, devices that are its own.

`prepare` runs it in a place, by the real operations, in a process of its own.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.places import manage


@dataclass(frozen=True, slots=True)
class Ground:
    """``codes`` are audited devices with one disk each; ``fresh`` are only registered."""

    token: str
    place: str
    codes: list[str]
    fresh: list[str]


def prepare(env: Mapping[str, str], *, audited: int, registered: int = 0) -> Ground:
    """Make the ground in the place of this environment."""
    told = ask(env, f"tests.load.ground.build({audited}, {registered})")
    return Ground(**told)


def ask(env: Mapping[str, str], expression: str) -> Any:
    """The value of an expression in a place: a call of a function of a module of tests."""
    module = expression.split("(", 1)[0].rpartition(".")[0]
    script = f"import json, {module}\nprint(json.dumps({expression}))"
    return json.loads(manage(dict(env), "shell", "-v0", "-c", script, timeout=600))


def build(audited: int, registered: int) -> dict[str, Any]:
    """In the place itself: what `Ground` holds."""
    from filiere.network.operations.load_territories import load_territories
    from inventory.perform import perform
    from inventory.subjects.collections import register_collection
    from inventory.subjects.places import create_place
    from tests.network.country import small_country, write_package
    from tests.network.factories import actor, organisation, point

    with tempfile.TemporaryDirectory() as folder:
        load_territories(directory=write_package(Path(folder) / "package", small_country()))
    workshop = organisation(name="Atelier de la charge")
    donor = organisation("donor", name="Donateur de la charge")
    hands = actor("supervisor", workshop)
    codes: list[str] = []
    while len(codes) < audited + registered:
        count = min(500, audited + registered - len(codes))
        lines = [{"kind": "laptop", "count": count}]
        _, more = register_collection(actor=hands, donor=donor.pk, commune="84007", lines=lines)
        codes += more
    for code in codes[:audited]:
        disk = {"kind": "ssd", "serial": f"CHARGE-{uuid.uuid4().hex[:12]}", "size_gb": 256}
        perform(operation="audit", code=code, actor=hands, data={"media": [disk]})
    return {
        "token": point(workshop).token,
        "place": create_place(actor=hands, name="Étagère").pk,
        "codes": codes[:audited],
        "fresh": codes[audited:],
    }


def scan(code: str, operation: str, *, key: str = "", **data: Any) -> dict[str, Any]:
    """One scan as a client sends it, under a key of its own."""
    return {
        "key": key or str(uuid.uuid4()),
        "code": code,
        "operation": operation,
        "data": data,
    }
