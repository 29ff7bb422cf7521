"""The OpenAPI document: what ninja draws, with problems, examples and French words put in."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from filiere.network.problem import CONTENT_TYPE, problem
from filiere.problems import WORDS
from inventory.api.documented import TITLES, Problem
from inventory.api.examples import CODE, NOT_YET

PROBLEM = {"$ref": "#/components/schemas/Problem"}
PARAMETERS: dict[str, tuple[str, Any]] = {
    "code": ("Code de l'étiquette, dans toutes ses écritures : 7KQ2MDX44, 7kq-2md-x44.", CODE),
    "collection_id": ("Identifiant de la collecte.", "0197a3c2-7b2f-7c11-8a20-2e3c4d5e6f70"),
    "request_id": ("Identifiant de la demande.", "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f"),
    "place_id": ("Identifiant du lieu.", "0197a3c2-5c3d-7e12-8b40-3f4a5b6c7d80"),
    "count_id": ("Identifiant du comptage.", "0197a3c2-5d4e-7f23-9c50-4a5b6c7d8e90"),
}
SAID: dict[int, dict[str, Any]] = {
    **{status: problem(*words, status) for status, words in WORDS.items()},
    404: problem("unknown-code", "Introuvable", "Ce code n'existe pas.", 404),
    409: problem(
        "key-reused",
        "Quelqu'un est passé avant",
        "Cette clé a déjà servi pour un autre envoi. Prenez-en une nouvelle.",
        409,
    ),
    422: NOT_YET,
    429: problem(
        "too-many-attempts",
        "Trop d'essais",
        "Trop d'échecs d'authentification depuis cette adresse. Attendez 42 s et vérifiez le "
        "jeton.",
        429,
    ),
    503: problem(
        "busy", "Pas encore", "La base de données est occupée. Réessayez dans un instant.", 503
    ),
}


def finished(drawn: dict[str, Any]) -> dict[str, Any]:
    """The same document, whole: nothing left undescribed."""
    schemas = drawn["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    for operation in operations(drawn):
        for parameter in operation.get("parameters", ()):
            words = PARAMETERS.get(parameter["name"])
            if words and parameter["in"] == "path":
                parameter["description"], parameter["example"] = words
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schemas.update(content["schema"].pop("$defs", {}))
        for status, response in operation["responses"].items():
            if int(status) in TITLES:
                response.update(_problem(int(status)))
    return drawn


def operations(drawn: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in drawn["paths"].values():
        yield from path.values()


def _problem(status: int) -> dict[str, Any]:
    content = {"schema": PROBLEM, "example": copy.deepcopy(SAID[status])}
    return {"description": TITLES[status], "content": {CONTENT_TYPE: content}}
