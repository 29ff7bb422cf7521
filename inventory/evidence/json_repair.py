"""Nearly JSON made JSON: what some lshw versions print wrong, and nothing beyond.

They forget the comma between two nodes, leave one before a closing bracket, or print
several nodes without the list around them. The version of Debian 11 (B.02.18.85) loses
`"children" : [`, its `]`, and the last brace (lshw pull requests 28 and 48). Commas,
these brackets and the outer list are put back: no value is invented, and a text cut
short is refused.
"""

import re

from inventory.evidence.unreadable import Unreadable

LONGEST_PREAMBLE = 2000

_TOKEN = re.compile(r'\s*+("(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++)', re.DOTALL)
_CLOSED_BY = {"{": "}", "[": "]"}
_LOST_LIST = "lost list"


def repair(text: str) -> str:
    """Return the text as the JSON it means; raise Unreadable."""
    tokens = _tokens(_without_preamble(text.strip().removeprefix("\ufeff").rstrip("\0 \r\n\t")))
    mender = _Mender()
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token in {"}", "]"}:
            mender.close(token)
        elif token != ",":
            mender.put(token, following)
    return mender.result()


class _Mender:
    """Writes tokens one after another, and remembers which brackets are still open."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.awaited: list[str] = []
        self.roots = 0
        self.previous = ""

    def put(self, token: str, following: str) -> None:
        """Write what is no comma and closes nothing, with the comma it needs before it."""
        after_value = self.previous not in {"", "{", "[", ":"}
        if self._top == _LOST_LIST and token not in {"{", ":"} and after_value:
            self._end_lost_list()
        if token == "{" and following == '"id"' and after_value and self._top == "}":
            self.out.append(',"children":[')
            self.awaited.append(_LOST_LIST)
        elif token != ":" and after_value:
            self.out.append(",")
        if not self.awaited:
            self.roots += 1
        if token in _CLOSED_BY:
            self.awaited.append(_CLOSED_BY[token])
        self.out.append(token)
        self.previous = token

    def close(self, token: str) -> None:
        """Write a closing bracket, after those that were lost before it."""
        if self._top == _LOST_LIST:
            self._end_lost_list()
            if token == "]" and self.awaited == ["]", "}"]:
                self.out.append("}")
                self.awaited.pop()
        if self._top != token:
            raise _broken()
        self.awaited.pop()
        self.out.append(token)
        self.previous = token

    def result(self) -> str:
        """Return the whole, within a list when several nodes stood without one."""
        if self.awaited:
            raise _cut()
        joined = "".join(self.out)
        return f"[{joined}]" if self.roots > 1 else joined

    @property
    def _top(self) -> str:
        return self.awaited[-1] if self.awaited else ""

    def _end_lost_list(self) -> None:
        self.out.append("]")
        self.awaited.pop()


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
    if text[:1] == '"':
        return text
    starts = [at for at in (text.find("{"), text.find("[")) if 0 <= at < LONGEST_PREAMBLE]
    return text[min(starts) :] if starts else text


def _cut() -> Unreadable:
    return Unreadable("truncated", "Ce fichier est incomplet : la fin manque. Refaites le relevé.")


def _broken() -> Unreadable:
    return Unreadable("broken_json", "Ce fichier JSON est abîmé : refaites le relevé.")
