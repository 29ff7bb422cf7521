"""Nearly JSON made JSON: what old lshw versions print wrong, and nothing beyond.

They forget the comma between two nodes, leave one before a closing bracket, and print
several nodes without the list around them (lshw pull requests 28 and 48). Only commas
and the outer list are touched: no value is invented, and a text cut short is refused.
"""

import re

from inventory.evidence.unreadable import Unreadable

_TOKEN = re.compile(r'\s*+("(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++)', re.DOTALL)
_PAIRS = {"{": "}", "[": "]"}
LONGEST_PREAMBLE = 2000


def repair(text: str) -> str:
    """Return the text with its commas and outer list put right; raise Unreadable."""
    body = _without_preamble(text.strip().removeprefix("\ufeff").rstrip("\0 \r\n\t"))
    out: list[str] = []
    awaited: list[str] = []
    roots = 0
    previous = ""
    for token in _tokens(body):
        if token == ",":
            continue
        closing = token in {"}", "]"}
        if closing and (not awaited or awaited.pop() != token):
            raise _broken()
        if not closing and token != ":" and previous not in {"", "{", "[", ":"}:
            out.append(",")
        if not awaited and not closing:
            roots += 1
        if token in _PAIRS:
            awaited.append(_PAIRS[token])
        out.append(token)
        previous = token
    if awaited:
        raise _cut()
    joined = "".join(out)
    return f"[{joined}]" if roots > 1 else joined


def _tokens(text: str) -> list[str]:
    found = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _cut() if text[position:].lstrip()[:1] == '"' else _broken()
        found.append(match[1])
        position = match.end()
    return found


def _without_preamble(text: str) -> str:
    """Drop the warnings that lshw prints first when its errors were sent to the same file."""
    starts = [at for at in (text.find("{"), text.find("[")) if 0 <= at < LONGEST_PREAMBLE]
    return text[min(starts) :] if starts else text


def _cut() -> Unreadable:
    return Unreadable("truncated", "Ce fichier est incomplet : la fin manque. Refaites le relevé.")


def _broken() -> Unreadable:
    return Unreadable("broken_json", "Ce fichier JSON est abîmé : refaites le relevé.")
