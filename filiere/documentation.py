"""The API's page of the documentation, drawn from its own description."""

from __future__ import annotations

from filiere.api import api

HEAD = """# L'API

Page produite par `manage.py write_docs` à partir de l'API elle-même : ne pas la modifier à la main.

`GET /api/openapi.json` la décrit en entier, avec des exemples ; `/api/docs` la montre en pages.
Un point de scan s'authentifie par son jeton (`Authorization: Bearer …`), une personne par sa
session. Toute erreur est un document `application/problem+json`.

| | adresse | ce qu'elle fait |
|---|---|---|
"""


def api_page() -> str:
    """Markdown: every address of the API and what it does."""
    rows = [
        f"| {method.upper()} | `{path}` | {told['summary']} |"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
    ]
    return HEAD + "\n".join(rows) + "\n"
