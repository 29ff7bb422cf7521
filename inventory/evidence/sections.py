"""A tree of named values, whether it came as JSON or as XML, read in one manner with its paths."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from inventory.evidence.description import Sure
from inventory.evidence.finding import Telling

_AS_TOLD: dict[str, str] = {}
"""Of names that are all in lower case, none is written otherwise."""
_NESTED = (dict, list)
_NUMBERS = (int, float)
DEEPEST = 12
"""Levels read of an XML document; inventories have some six."""


class Element(Protocol):
    """What is used of an XML element."""

    tag: Any
    text: str | None

    def __iter__(self) -> Iterator[Any]:
        """Yield the elements inside."""


class Section:
    """The values under one node: names are matched in any case, paths say where they lie."""

    __slots__ = ("_below", "_told", "_written", "lines", "path", "xml")

    def __init__(
        self, values: Any, path: str, *, xml: bool = False, lines: dict[str, int] | None = None
    ) -> None:
        self.path = path
        self.lines = lines
        self.xml = xml
        self._told: dict[str, Any] = values if type(values) is dict else {}
        self._written = _AS_TOLD
        """How names are written, when some are not in lower case."""
        if self._told and not "".join(self._told).islower():
            # Of two names that differ by case, the first stands.
            self._written = {name.lower(): name for name in reversed(self._told)}
            self._told = {name: self._told[as_is] for name, as_is in self._written.items()}
        self._below: dict[str, list[Section]] | None = None

    def __bool__(self) -> bool:
        return bool(self._told)

    def __contains__(self, name: str) -> bool:
        return name in self._told

    def has(self, names: frozenset[str]) -> bool:
        """Tell whether one of these names is there."""
        return not names.isdisjoint(self._told)

    def also(self, name: str, value: str) -> None:
        """Say one thing more, unless the file says it."""
        self._told = {name: value, **self._told}

    @property
    def names(self) -> Iterable[str]:
        """The names, in lower case."""
        return self._told

    def said(self, *names: str) -> tuple[str, str]:
        """Return the first of these names that says something, as text, and its path."""
        told = self._told
        for name in names:
            value = told.get(name)
            if value is None:
                continue
            if text := value.strip() if type(value) is str else _text(value):
                written = self._written.get(name, name) if self._written else name
                if self.lines and written in self.lines:
                    return text, f"line {self.lines[written]}"
                return text, f"{self.path}/{written}"
        return "", ""

    def text(self, *names: str) -> str:
        """Return the first of these names that says something, '' when none does."""
        return self.said(*names)[0]

    def copy(self, to: Telling, *, sure: Sure = Sure.TOLD, **fields: str) -> None:
        """Tell each field from the first of its names, in one text: `model="name chipset"`."""
        told = self._told
        if not told:
            return
        for field, names in fields.items():
            if " " in names:
                value, path = self.said(*names.split())
            elif names in told:
                value, path = self.said(names)
            else:
                continue
            if value:
                to.tell(field, value, path=path, sure=sure)

    def below(self, *names: str) -> list["Section"]:
        """Return the sections of the first of these names that is there: one, or a list."""
        for name in names:
            value = self._told.get(name)
            if isinstance(value, _NESTED):
                if self._below is None:
                    self._below = {}
                found = self._below.get(name)
                if found is None:
                    found = self._sections(self._written.get(name, name), value)
                    self._below[name] = found
                return found
        return []

    def _sections(self, written: str, value: dict[str, Any] | list[Any]) -> list["Section"]:
        if isinstance(value, dict):
            return [Section(value, f"{self.path}/{written}", xml=self.xml)]
        # XPath counts from 1, JSON pointers from 0.
        before, after, first = ("[", "]", 1) if self.xml else ("/", "", 0)
        place = f"{self.path}/{written}{before}"
        return [
            Section(item, f"{place}{number}{after}", xml=self.xml)
            for number, item in enumerate(value, start=first)
            if isinstance(item, dict)
        ]

    def one(self, *names: str) -> "Section":
        """Return the first section of these names, empty when there is none."""
        found = self.below(*names)
        return found[0] if found else Section({}, self.path, xml=self.xml)


def of_xml(root: Element) -> Section:
    """Return an XML document's tree; attributes and namespaces are left."""
    return Section(_plain(root, DEEPEST), f"/{_name(root)}", xml=True)


def _plain(element: Element, depth: int) -> Any:
    """Return an element as text, or as a dict of what it holds; repeated names make a list."""
    found: dict[str, Any] = {}
    for child in element:
        name = _name(child)
        value = _plain(child, depth - 1) if depth else ""
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found or (element.text or "").strip()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(value: Any) -> str:
    """Return a value as text; '' for what is no single value."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _NUMBERS):
        return str(value)
    return ""
