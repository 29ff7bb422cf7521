"""A file from a stranger: its text, JSON and XML, read once, within bounds of size and depth."""

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic_core import from_json

from inventory.evidence import json_repair
from inventory.evidence.decoding import decode
from inventory.evidence.once import once
from inventory.evidence.unreadable import Unreadable

LARGEST = 20 * 1024 * 1024
DEEPEST = 100
"""Levels that the patient parser follows; lshw prints some fifteen, or thirty behind hubs."""
MOST_NODES = 100_000
MOST_VALUES = 500_000
MOST_QUOTES = 1_000_000
LARGEST_TO_REPAIR = 2 * 1024 * 1024
MOST_LINES = 400_000
LARGEST_TEXT = 4 * 1024 * 1024
"""Of what is neither JSON nor bytes: tools print a few hundred kilobytes."""

Parsed = TypeVar("Parsed")
_TO_BRACKETS = bytes.maketrans(b"{}", b"[]")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_JSON_OPENS = re.compile(r"\s{0,4096}+(?:\{|\[\s*+(?:[\[{\]\"\d-]|true\b|false\b|null\b|$))")
_JSON = json.JSONDecoder(strict=False)
_XML_TAG = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")


class Material:
    """The bytes of one file or of one part of it, decoded once whoever asks."""

    def __init__(self, data: bytes, *, limit: int = LARGEST) -> None:
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            raise Unreadable("empty", "Ce fichier est vide.")
        if len(data) > limit:
            raise Unreadable(
                "too_large",
                f"Ce fichier pèse plus de {limit / 1024 / 1024:.0f} Mo : "
                "ce n'est pas un relevé matériel.",
            )
        self.__dict__["data"] = data
        self._failed: dict[str, Unreadable] = {}

    @classmethod
    def of_text(cls, text: str) -> "Material":
        """Return the material of a text already decoded: a part of a larger file."""
        made = cls(text.encode("utf-8", errors="replace"))
        made.__dict__["text"] = text
        return made

    @classmethod
    def of_document(cls, document: dict[str, Any] | list[Any]) -> "Material":
        """Return the material of a document within a larger one; it is text only if asked."""
        made = cls.__new__(cls)
        made._failed = {}
        made.__dict__.update(json=document, is_json=True, is_binary=False)
        made.__dict__.update(looks_like_json=True, looks_like_xml=False)
        return made

    @once
    def data(self) -> bytes:
        """The bytes as they came."""
        return self.text.encode("utf-8", errors="replace")

    @once
    def text(self) -> str:
        """The text, whatever its encoding; without colours nor carriage returns."""
        if "data" in self.__dict__:
            return decode(self.data)
        return json.dumps(self.json)

    @once
    def lines(self) -> list[str]:
        """The lines of the text, without their ends; line N of a path is `lines[N - 1]`."""
        if self.text.count("\n") > MOST_LINES:
            raise _too_many()
        return [line.rstrip() for line in self.text.split("\n")]

    @once
    def head(self) -> str:
        """The first characters, enough to tell a format from another."""
        return self.text[:4096].lstrip()

    @once
    def is_binary(self) -> bool:
        """True when the bytes are no text: NULs are left once decoded."""
        return "\0" in self.text[:4096]

    @once
    def looks_like_json(self) -> bool:
        """True when the text opens as JSON does; `[ro.product.model]` of getprop does not."""
        return _JSON_OPENS.match(self.text) is not None

    @once
    def looks_like_xml(self) -> bool:
        """True when the text opens as XML does."""
        return self.head[:1] == "<"

    @once
    def keys(self) -> frozenset[str]:
        """The names in the JSON document, or in the first thing of its list."""
        document = self.json_or_none
        first = document[0] if isinstance(document, list) and document else document
        return frozenset(first) if isinstance(first, dict) else frozenset()

    @property
    def json(self) -> Any:
        """The JSON document, repaired when it is nearly one; raises Unreadable."""
        return self._once("json", self._parse_json)

    @property
    def json_or_none(self) -> Any:
        """The JSON document, None when the text is none: for `recognises`."""
        if not self.looks_like_json:
            return None
        try:
            return self.json
        except Unreadable:
            return None

    @property
    def xml(self) -> Element:
        """The root of the XML document, entities refused; raises Unreadable."""
        return self._once("xml", self._parse_xml)

    @property
    def xml_or_none(self) -> Element | None:
        """The root of the XML document, None when the text is none: for `recognises`."""
        if not self.looks_like_xml:
            return None
        try:
            return self.xml
        except Unreadable:
            return None

    def _once(self, what: str, parse: Callable[[], Parsed]) -> Parsed:
        """Parse once: a refusal is remembered as a document is."""
        if what in self._failed:
            raise self._failed[what]
        if what not in self.__dict__:
            try:
                self.__dict__[what] = parse()
            except Unreadable as refusal:
                self._failed[what] = refusal
                raise
        found: Parsed = self.__dict__[what]
        return found

    @once
    def is_json(self) -> bool:
        """True when the whole text is one JSON document as it stands."""
        if not self.looks_like_json:
            return False
        try:
            self.__dict__["json"] = _document(self.text)
        except (ValueError, RecursionError):
            return False
        return True

    def _parse_json(self) -> Any:
        if self.is_json:
            return self.__dict__["json"]
        text = self.text
        measure(text)
        return _parsed(text, repair=len(self.data) <= LARGEST_TO_REPAIR)

    def _parse_xml(self) -> Element:
        text = self.text.strip("\0 \t\n")
        if text.count("<") > MOST_VALUES:
            raise _too_many()
        _measure_xml(text)
        try:
            root: Element = fromstring(text)
        except (ParseError, DefusedXmlException, ValueError):
            raise Unreadable("broken_xml", "Ce fichier XML est abîmé : refaites le relevé.") from (
                None
            )
        return root


def _document(text: str) -> Any:
    """Return a JSON document; raise ValueError, RecursionError.

    What the quick parser refuses is tried with the patient one: tabs within strings, half
    of a surrogate pair. The quick one stops by itself at 200 levels.
    """
    if len(text) > MOST_NODES:
        _measure_counts(text.encode("utf-8", errors="replace"))
    try:
        return from_json(text, cache_strings="keys")
    except ValueError:
        measure(text)
        return _JSON.decode(text)


def _parsed(text: str, *, repair: bool) -> Any:
    """Return the document that a text nearly is; raise Unreadable."""
    try:
        return json.loads(json_repair.repair(text) if repair else text, strict=False)
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        raise _broken() from None


def measure(text: str) -> None:
    """Refuse a JSON that would cost too much to parse, before parsing it."""
    data = text.encode("utf-8", errors="replace")
    brackets = _measure_counts(data)
    if _is_shallow(brackets):
        return
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside = b" ".join(plain.split(b'"')[::2])
    depth = 0
    for bracket in outside.translate(_TO_BRACKETS, _NOT_BRACKETS):
        depth += 1 if bracket == 0x5B else -1
        if depth < 0:
            return
        if depth > DEEPEST:
            raise _too_deep()


def _measure_counts(data: bytes) -> bytes:
    """Refuse a JSON of too many things; return its brackets."""
    brackets = data.translate(_TO_BRACKETS, _NOT_BRACKETS)
    size = len(data)
    if (
        (len(brackets) > MOST_NODES and brackets.count(b"[") > MOST_NODES)
        or (size > MOST_VALUES and data.count(b",") > MOST_VALUES)
        or (size > MOST_QUOTES and data.count(b'"') > MOST_QUOTES)
    ):
        raise _too_many()
    return brackets


def _is_shallow(brackets: bytes) -> bool:
    """Tell quickly, whatever strings hold: the innermost pairs go away, level by level."""
    if len(brackets) <= DEEPEST:
        return True
    for _ in range(DEEPEST):
        if not brackets:
            return True
        shorter = brackets.replace(b"[]", b"")
        if len(shorter) == len(brackets):
            return False
        brackets = shorter
    return not brackets


def _measure_xml(text: str) -> None:
    """Refuse an XML nested too deep, before a tree is built of it."""
    depth = 0
    for tag in _XML_TAG.finditer(text):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth > 10 * DEEPEST:
            raise _too_deep()


def _too_many() -> Unreadable:
    return Unreadable("too_many", "Ce fichier contient trop d'éléments pour un relevé matériel.")


def _too_deep() -> Unreadable:
    return Unreadable("too_deep", "Ce fichier est imbriqué trop profondément pour être lu.")


def _broken() -> Unreadable:
    return Unreadable("broken_json", "Ce fichier JSON est abîmé : refaites le relevé.")
