"""The YAML that eReuse's tools write: blocks and brackets of plain or quoted words, nothing beyond.

Anchors, tags, folded texts and several documents are refused: nothing is guessed. Numbers stay
as they are written, so that a serial keeps its zeros.
"""

import json
import re
from typing import Any, NoReturn

from inventory.evidence.unreadable import Unreadable

LONGEST = 128 * 1024
LONGEST_LINE = 4 * 1024
DEEPEST = 40
_QUOTED = r"\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\n]++|'')*+'"
_PLAIN = r"[^\s,\[\]{}:#&*!|>'\"%@`-](?:[^,\[\]{}:#\n]|:(?=\S)|(?<=\S)#)*+|-[\d.][^,\[\]{}:#\n]*+"
_TOKEN = re.compile(rf"\s*+({_QUOTED}|[\[\]{{}},:]|{_PLAIN})")
_KEY = re.compile(rf"({_QUOTED}|[\w@][\w@.:/ -]{{0,100}}?)\s*:(?:\s+(.*))?")
_VALUE = re.compile(rf"(?:- +)*(?:(?:{_QUOTED}|[\w@][\w@.:/ -]{{0,100}}?)\s*:(?:\s+|$))?")
"""What stands before the value of a line."""
_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_REFUSED = tuple("&*!|>%@`?")


def parse(text: str) -> Any:
    """Return the document that a text is; raise Unreadable."""
    if len(text) > LONGEST:
        _refuse()
    if text.lstrip()[:1] in {"{", "["}:
        return _Brackets(text).document()
    return _Blocks(text).document()


def _whole_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines with their indent, what was folded over several made one again."""
    made: list[tuple[int, str]] = []
    awaited = 0
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or bare.startswith("#") or (bare == "---" and not made):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if line[indent] == "\t":
            _refuse()
        follows = made and indent > made[-1][0] and _folds(made[-1][1], bare)
        if awaited or follows:
            made[-1] = (made[-1][0], f"{made[-1][1]} {bare}")
            if len(made[-1][1]) > LONGEST_LINE:
                _refuse()
        else:
            made.append((indent, bare))
        awaited = _awaited(bare, awaited) if awaited or _opens(bare) else 0
    return made


def _opens(line: str) -> bool:
    """Tell a line whose value begins with a bracket."""
    return _VALUE.sub("", line, count=1)[:1] in {"[", "{"}


def _awaited(line: str, before: int) -> int:
    """Return how many brackets are still open behind this line."""
    bare = re.sub(_QUOTED, "", line)
    opened = sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
    return max(before + opened, 0)


def _folds(above: str, line: str) -> bool:
    """Tell a line that goes on with the value above: a quote still open, or plain words."""
    value = _VALUE.sub("", above, count=1)
    if value[:1] in {"'", '"'}:
        return re.match(_QUOTED, value) is None
    names = _KEY.fullmatch(above)
    open_ended = bool(value) and (_is_item(above) or (names is not None and bool(names[2])))
    return (
        open_ended and value[:1] not in {"[", "{"} and not (_is_item(line) or _KEY.fullmatch(line))
    )


class _Blocks:
    """Lines by their indent: `name: value`, `- item`, and what lies deeper below either."""

    def __init__(self, text: str) -> None:
        self.lines = _whole_lines(text)
        self.at = 0

    def document(self) -> Any:
        """The whole of it: a line that belongs nowhere is refused."""
        made = self._block(0)
        if self.at < len(self.lines):
            _refuse()
        return made

    def _block(self, depth: int) -> Any:
        if depth > DEEPEST or self.at >= len(self.lines):
            _refuse()
        indent, line = self.lines[self.at]
        return self._items(indent, depth) if _is_item(line) else self._names(indent, depth)

    def _items(self, indent: int, depth: int) -> list[Any]:
        made = []
        while self.at < len(self.lines):
            here, line = self.lines[self.at]
            if here != indent or not _is_item(line):
                break
            inner = line[1:].lstrip()
            if inner and (_KEY.fullmatch(inner) or _is_item(inner)):
                self.lines[self.at] = (indent + len(line) - len(inner), inner)
                made.append(self._block(depth + 1))
            else:
                self.at += 1
                made.append(_value(inner) if inner else self._deeper(indent, depth))
        return made

    def _names(self, indent: int, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while self.at < len(self.lines):
            here, line = self.lines[self.at]
            if here != indent or _is_item(line):
                break
            found = _KEY.fullmatch(line)
            if found is None:
                _refuse()
            self.at += 1
            value = (found[2] or "").strip()
            told = value and not value.startswith("#")
            made[str(_word(found[1]))] = (
                _value(value) if told else self._deeper(indent, depth, beside=True)
            )
        return made

    def _deeper(self, indent: int, depth: int, *, beside: bool = False) -> Any:
        """What lies below a name or a dash; the items of a name may stand right under it."""
        if self.at >= len(self.lines):
            return None
        here, line = self.lines[self.at]
        if here > indent or (beside and here == indent and _is_item(line)):
            return self._block(depth + 1)
        return None


class _Brackets:
    """A document within brackets: JSON whose words may lack their quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0

    def document(self) -> Any:
        """The whole of it; a comment may follow."""
        made = self._one(self._next(), 0)
        rest = self.text[self.end :].strip()
        if rest and not rest.startswith("#"):
            _refuse()
        return made

    def _next(self) -> str:
        found = _TOKEN.match(self.text, self.end)
        if found is None:
            _refuse()
        self.end = found.end()
        return found[1].strip()

    def _one(self, token: str, depth: int) -> Any:
        if depth > DEEPEST or token in {"]", "}", ",", ":"}:
            _refuse()
        if token == "[":
            return self._list(depth)
        return self._dict(depth) if token == "{" else _word(token)

    def _list(self, depth: int) -> list[Any]:
        made: list[Any] = []
        token = self._next()
        while token != "]":
            made.append(self._one(token, depth + 1))
            token = self._separated("]")
        return made

    def _dict(self, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        token = self._next()
        while token != "}":
            name = str(self._one(token, depth + 1))
            if self._next() != ":":
                _refuse()
            made[name] = self._one(self._next(), depth + 1)
            token = self._separated("}")
        return made

    def _separated(self, closing: str) -> str:
        """The next thing after a comma, or the bracket that closes."""
        token = self._next()
        if token == ",":
            return self._next()
        if token != closing:
            _refuse()
        return token


def _is_item(line: str) -> bool:
    return line == "-" or line.startswith("- ")


def _value(text: str) -> Any:
    if text[:1] in {"[", "{"}:
        return _Brackets(text).document()
    if text[:1] in {"'", '"'}:
        found = re.match(rf"({_QUOTED})\s*(?:#.*)?$", text)
        return _word(found[1]) if found else _refuse()
    if text.startswith(_REFUSED) or ": " in text:
        _refuse()
    return _word(text.split(" #", 1)[0].strip())


def _word(text: str) -> Any:
    if text[:1] == '"':
        try:
            return json.loads(text, strict=False)
        except ValueError:
            _refuse()
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    return _WORDS.get(text.lower() if text.lower() in _WORDS else "\0", text)


def _refuse() -> NoReturn:
    raise Unreadable(
        "broken_yaml", "Ce fichier YAML n'est pas lu en entier : envoyez le relevé en JSON."
    )
