"""What the OpenAPI page says of an operation: words, examples, and the problems it may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ninja import Schema
from pydantic import BaseModel

COMPONENTS = "#/components/schemas/{model}"
TITLES = {
    400: "Demande illisible : vide, pas du JSON, interrompue.",
    401: "Jeton ou session absents, inconnus ou révoqués.",
    403: "Pas avec ce rôle, ou tenu par une autre organisation.",
    404: "N'existe pas, ou n'est pas pour vous.",
    409: "Quelqu'un est passé avant, ou la même clé dit autre chose.",
    413: "Envoi trop lourd : rien n'a été enregistré.",
    422: "Ce qui est demandé ne se peut pas, ou des données sont à corriger.",
    429: "Trop d'échecs d'authentification depuis cette adresse.",
    500: "Erreur de notre part : rien n'a été enregistré.",
    503: "Base de données occupée : réessayez dans un instant.",
}
FILE = {"type": "string", "format": "binary"}
PUBLIC = (500,)
READING = (401, 403, 422, 429, 500)
WRITING = (400, 401, 403, 409, 413, 422, 429, 500, 503)


class Problem(Schema):
    """Document de problème (RFC 9457). ``type`` et ``code`` sont stables."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    suggest: list[str]
    errors: list[dict[str, str]] | None = None


def documented(
    summary: str,
    description: str,
    *,
    answer: type[BaseModel] | None,
    example: Mapping[str, Any] | str,
    status: int = 200,
    problems: Sequence[int] = READING,
    sent: type[BaseModel] | None = None,
    sent_example: Any = None,
    raw: Mapping[str, str] | None = None,
    parameters: Sequence[Mapping[str, Any]] = (),
    also: int | None = None,
    media_type: str = "application/json",
) -> dict[str, Any]:
    """Arguments of a router's decorator; an ``answer`` of None is a file of ``media_type``.

    ``sent`` is the JSON body, read by hand; ``raw`` are media types of a raw body, with what
    each is; ``also`` is a second status that answers the same (a replay).
    """
    told = {"example": example} if answer is not None else {"example": example, "schema": FILE}
    extra: dict[str, Any] = {
        "responses": {
            code: {
                "description": "Déjà fait : la première réponse." if code == also else "Fait.",
                "content": {media_type: told},
            }
            for code in filter(None, (status, also))
        }
    }
    if content := _body(sent, raw, sent_example):
        extra["requestBody"] = {"required": True, "content": content}
    if parameters:
        extra["parameters"] = [dict(parameter) for parameter in parameters]
    response: dict[int, Any] = {status: answer}
    if also:
        response[also] = answer
    return {
        "summary": summary,
        "description": description,
        "response": response | dict.fromkeys(problems, Problem),
        "openapi_extra": extra,
    }


def _body(
    sent: type[BaseModel] | None, raw: Mapping[str, str] | None, example: Any
) -> dict[str, Any]:
    """What is sent, by media type: JSON, or bytes as they are."""
    if raw is not None:
        return {
            media: {"schema": {**FILE, "description": told}, "example": example}
            for media, told in raw.items()
        }
    if sent is not None:
        schema = sent.model_json_schema(ref_template=COMPONENTS)
        return {"application/json": {"schema": schema, "example": example}}
    return {}


def header(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string", "maxLength": 64},
        "example": example,
    }


IDEMPOTENCY = header(
    "Idempotency-Key",
    "Clé de l'envoi, propre à votre organisation : le même envoi refait avec la même clé n'est "
    "fait qu'une fois et reçoit la première réponse.",
    "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
)
CODE_PATH = "Code de l'étiquette, dans toutes ses écritures : 7KQ2MDX44, 7kq-2md-x44."
