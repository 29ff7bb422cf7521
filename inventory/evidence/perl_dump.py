"""Perl's Data::Dumper output read as plain data: hashes, lists, strings, numbers; nothing runs."""

import re
from typing import Any

from inventory.evidence.unreadable import Unreadable

MOST_TOKENS = 200_000
DEEPEST = 50

_TOKEN = re.compile(
    r"\s*(?:#[^\n]*\n\s*)*(?:'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)|(=>|[{}\[\],;])|(undef)|\$(\w+)\s*=)",
    re.DOTALL,
)


def variables(text: str) -> dict[str, Any]:
    """Return the variables that a dump assigns, by name; raise Unreadable."""
    found: dict[str, Any] = {}
    tokens = _tokens(text)
    at = 0
    while at < len(tokens):
        kind, value = tokens[at]
        if kind != "variable":
            raise _broken()
        found[value], at = _value(tokens, at + 1, 0)
        if at < len(tokens) and tokens[at] == ("mark", ";"):
            at += 1
    return found


def _tokens(text: str) -> list[tuple[str, Any]]:
    tokens: list[tuple[str, Any]] = []
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        if match[1] is not None:
            tokens.append(("value", match[1].replace("\\'", "'").replace("\\\\", "\\")))
        elif match[2] is not None:
            tokens.append(("value", match[2]))
        elif match[3] is not None:
            tokens.append(("mark", match[3]))
        elif match[4] is not None:
            tokens.append(("value", None))
        else:
            tokens.append(("variable", match[5]))
        if len(tokens) > MOST_TOKENS:
            raise Unreadable("too_many", "Ce fichier contient trop d'éléments.")
    rest = re.sub(r"#[^\n]*", "", text[position : position + 4096]).strip()
    if rest:
        raise _broken()
    return tokens


def _value(tokens: list[tuple[str, Any]], at: int, depth: int) -> tuple[Any, int]:
    """Return the value that begins at a token, and where what follows it begins."""
    if at >= len(tokens) or depth > DEEPEST:
        raise _broken()
    kind, value = tokens[at]
    if kind == "value":
        return value, at + 1
    if (kind, value) == ("mark", "{"):
        return _many(tokens, at + 1, "}", depth)
    if (kind, value) == ("mark", "["):
        return _many(tokens, at + 1, "]", depth)
    raise _broken()


def _many(tokens: list[tuple[str, Any]], at: int, end: str, depth: int) -> tuple[Any, int]:
    items: list[Any] = []
    pairs: dict[str, Any] = {}
    while at < len(tokens) and tokens[at] != ("mark", end):
        value, at = _value(tokens, at, depth + 1)
        if end == "}":
            if at >= len(tokens) or tokens[at] != ("mark", "=>"):
                raise _broken()
            pairs[str(value)], at = _value(tokens, at + 1, depth + 1)
        else:
            items.append(value)
        if at < len(tokens) and tokens[at] == ("mark", ","):
            at += 1
    if at >= len(tokens):
        raise _broken()
    return (pairs if end == "}" else items), at + 1


def _broken() -> Unreadable:
    return Unreadable("truncated", "Ce relevé est incomplet ou abîmé : refaites-le.")
