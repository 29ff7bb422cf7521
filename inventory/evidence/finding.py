"""The collector that a reader fills: values cleaned, placeholders silent, places kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from inventory.evidence.description import (
    Component,
    Description,
    MediumSeen,
    Note,
    Sure,
    Told,
    Value,
)
from inventory.evidence.fields import COMPONENTS, DEVICE, Field
from inventory.evidence.memory_makers import maker_of_memory
from inventory.evidence.plain_text import LONGEST, clean_text, whole_number
from inventory.evidence.serials import is_placeholder
from inventory.evidence.unreadable import Unreadable

MOST_COMPONENTS = 1000
MOST_MEDIA = 200
_LARGEST = 2.0**62
_VALUE = tuple.__new__
"""As `Value(…)` does, without the call in between: a file tells hundreds."""
_OF_ONE = frozenset({"serial", "uuid", "asset_tag", "mac", "imei", "imei2", "meid"})
"""What names one thing: of these nothing is remembered."""
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


Read = Callable[[Any], Told | None]
"""How a value is taken: None when it says nothing."""


def read_name(value: Any) -> Told | None:
    """Take what names a thing: a maker's filler names nothing."""
    text = clean_text(value)
    return None if is_placeholder(text) else text


def _maker(value: Any) -> Told | None:
    return read_name(maker_of_memory(clean_text(value)))


def _version(value: Any) -> Told | None:
    """Return a version: `11` or `2.2.2` is one, though such a serial would be a filler."""
    text = clean_text(value)
    if not is_placeholder(text):
        return text
    digits = text.replace(".", "")
    return text if digits.isdecimal() and len(digits) <= 4 and digits.strip("0") else None


def _remembering(read: Read) -> Read:
    """Remember how names were taken: makers, models, versions come again in every lot."""
    known = lru_cache(maxsize=4096)(read)

    def take(value: Any) -> Told | None:
        return known(value) if type(value) is str and len(value) <= LONGEST else read(value)

    return take


read_known = _remembering(read_name)
"""Takes what names things of one kind."""
_read_version = _remembering(_version)


def _text(value: Any) -> Told | None:
    return clean_text(value) or None


def _count(value: Any) -> Told | None:
    within = isinstance(value, float) and abs(value) < _LARGEST
    return whole_number(round(value) if within else value)


def _yes(value: Any) -> Told | None:
    return value if isinstance(value, bool) else _YES.get(clean_text(value).lower())


Reads = dict[str, Read]
"""How each field of a table takes a value."""


def _reads(fields: dict[str, Field]) -> Reads:
    by_type: dict[type, Read] = {int: _count, bool: _yes, str: _text}
    return {
        name: _by_name(name) if field.identity else by_type[field.type]
        for name, field in fields.items()
    }


def _by_name(field: str) -> Read:
    if field in _OF_ONE:
        return read_name
    return _read_version if field == "version" else read_known


_OF_DEVICE = _reads(DEVICE)
READS = {kind: _reads(fields) for kind, (_, fields) in COMPONENTS.items()}
READS["memory"]["brand"] = _remembering(_maker)
"""Of each kind of component, how its fields take a value."""


class Telling:
    """Values of one thing. What is told first stands; a silent or senseless value is not told."""

    __slots__ = ("_reads", "_values")

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._values: dict[str, Value] = {}

    def tell(self, field: str, value: Any, *, path: str, sure: Sure = Sure.TOLD) -> bool:
        """Tell a value in the field's unit; return whether something was told."""
        if value is None or value == "" or field in self._values:
            return False
        told = self._reads[field](value)
        if told is None:
            return False
        self._values[field] = _VALUE(Value, (field, told, path, sure))
        return True

    def repeat(self, value: Value, *, at: str) -> None:
        """Tell what another reader told, found clean already; its path is behind `at`."""
        if value.field not in self._values:
            told = Value(value.field, value.value, at + value.path, value.sure)
            self._values[value.field] = told

    def told(self, field: str) -> Told | None:
        """Return what was told so far, None when nothing was."""
        found = self._values.get(field)
        return found.value if found else None

    @property
    def values(self) -> tuple[Value, ...]:
        """What was told, in the order of the table of fields."""
        found = self._values
        return tuple(filter(None, map(found.get, self._reads))) if found else ()


class Part(Telling):
    """One component being told."""

    __slots__ = ("kind", "path")

    def __init__(self, kind: str, path: str) -> None:
        self._reads = READS[kind]
        self._values = {}
        self.kind = kind
        self.path = path


class Finding(Telling):
    """What one reader finds in one file; `description()` at the end."""

    def __init__(self, reader: str, version: int) -> None:
        super().__init__(_OF_DEVICE)
        self._reader = reader
        self._version = version
        self._parts: list[Part | Component] = []
        self._media: list[MediumSeen] = []
        self._notes: dict[str, Note] = {}
        self._lists_media = False

    def component(self, kind: str, *, path: str) -> Part:
        """Return a new component to tell of; one of which nothing is told is dropped."""
        part = Part(kind, path)
        self.add(part)
        return part

    def add(self, part: Part | Component) -> None:
        """Add a component, of which all is told already by rules that clean as `tell` does."""
        if len(self._parts) >= MOST_COMPONENTS:
            raise _too_many()
        self._parts.append(part)

    def only(self, kind: str, *, path: str) -> Part:
        """Return the one component of a kind that a device has once: made when first asked."""
        made = next((one for one in self._parts if one.kind == kind and type(one) is Part), None)
        return made or self.component(kind, path=path)

    def parts(self, kind: str) -> list[Part]:
        """Return the components of a kind of which something is told so far."""
        made = [one for one in self._parts if one.kind == kind and one.values]
        return [one for one in made if isinstance(one, Part)]

    def added(self, kind: str) -> list[Component]:
        """Return the components of a kind that were added with all that is told of them."""
        return [one for one in self._parts if one.kind == kind and isinstance(one, Component)]

    def medium(self, medium: MediumSeen) -> None:
        """Add a medium that the tool saw."""
        if len(self._media) >= MOST_MEDIA:
            raise _too_many()
        self._media.append(medium)

    @property
    def media(self) -> tuple[MediumSeen, ...]:
        """The media seen so far."""
        return tuple(self._media)

    def lists_media(self) -> None:
        """Say that this output shows every medium that the system sees, as `lsblk` does."""
        self._lists_media = True

    def note(self, code: str, detail: str) -> None:
        """Say once what the operator must know of this reading."""
        self._notes.setdefault(code, Note(code, detail))

    def description(self) -> Description:
        """Return what was found, frozen."""
        parts = [
            part if isinstance(part, Component) else Component(part.kind, part.path, values)
            for part in self._parts
            if (values := part.values)
        ]
        return Description(
            reader=self._reader,
            reader_version=self._version,
            values=self.values,
            components=tuple(parts),
            media=self.media,
            notes=tuple(self._notes.values()),
            lists_media=self._lists_media,
        )


def _too_many() -> Unreadable:
    return Unreadable("too_many", "Ce fichier contient trop d'éléments pour un relevé matériel.")
