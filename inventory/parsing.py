"""From what was sent to an operation's data: what is wrong is said in French, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from inventory.refusals import Refused

Model = TypeVar("Model", bound=BaseModel)
SENTENCES = {
    "missing": "il manque",
    "extra_forbidden": "n'appartient pas à cette opération",
    "string_too_long": "est trop long",
    "string_too_short": "est vide",
    "string_pattern_mismatch": "contient un caractère qui n'est pas accepté",
    "string_unicode": "contient un caractère qui n'est pas accepté",
    "string_type": "doit être un texte",
    "int_parsing": "doit être un nombre entier",
    "int_type": "doit être un nombre entier",
    "int_from_float": "doit être un nombre entier",
    "bool_parsing": "doit être oui ou non",
    "bool_type": "doit être oui ou non",
    "list_type": "doit être une liste",
    "dict_type": "doit être un objet",
    "model_type": "doit être un objet",
    "datetime_parsing": "doit être une date et une heure, par exemple 2026-03-01T10:00:00Z",
    "datetime_from_date_parsing": "doit être une date et une heure, "
    "par exemple 2026-03-01T10:00:00Z",
    "uuid_parsing": "doit être un UUID, par exemple 0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
    "uuid_type": "doit être un UUID, par exemple 0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
    "date_parsing": "doit être une date, par exemple 2026-03-01",
    "date_from_datetime_parsing": "doit être une date, par exemple 2026-03-01",
}


def sentence(error: Mapping[str, Any]) -> str:
    """« outcomes.0.method : il manque »."""
    where = ".".join(str(part)[:40] for part in error["loc"]) or "données"
    kind, context = error["type"], error.get("ctx", {})
    if kind in ("enum", "literal_error"):
        said = f"doit valoir {context['expected'].replace(' or ', ' ou ')}"
    elif kind in ("greater_than_equal", "greater_than"):
        said = f"doit valoir au moins {context.get('ge', context.get('gt'))}"
    elif kind in ("less_than_equal", "less_than"):
        said = f"doit valoir au plus {context.get('le', context.get('lt'))}"
    elif kind in ("too_long", "too_short"):
        limit = context.get("max_length", context.get("min_length"))
        said = f"doit compter {'au plus' if kind == 'too_long' else 'au moins'} {limit} élément(s)"
    elif kind == "value_error":
        said = str(context.get("error", "n'est pas accepté"))
    else:
        said = SENTENCES.get(kind, "n'est pas accepté")
    return f"{where} : {said}"


def parse_data(model: type[Model], data: Any) -> Model:
    """Read the data of an operation.

    Raises
    ------
    Refused
        ``invalid-data``: one sentence per field, at most five.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        told = " ; ".join(sentence(item) for item in found[:5])
        more = f" (et {len(found) - 5} autres)" if len(found) > 5 else ""
        raise Refused("invalid-data", f"{told}{more}.", title="Données à corriger") from error
