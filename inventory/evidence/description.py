"""What a reader found in a file: values as data, each with the place it was read from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from inventory.evidence.serials import clean_serial

VERSION = 1
"""Of this shape. It grows when a field changes meaning; readers carry their own version."""

# What makes the list of media unfit to stand for the whole device.
_INCOMPLETE = frozenset({"partial", "not_root", "no_internal_medium", "hidden_medium", "raid"})


@dataclass(frozen=True, kw_only=True)
class MediumSeen:
    """A medium that a tool saw: `path` is the JSON pointer of its node in the file.

    `kind_from` says how the kind is known: bus, rotation, model (guessed from the name) or
    assumed (nothing told: the stricter kind). `removable` media (USB, cards) may belong to
    who ran the tool; `live` ones booted it: neither is the device's own without a person
    saying so. A placeholder serial is left empty.
    """

    kind: str
    kind_from: str
    serial: str
    size_gb: int | None
    model: str
    removable: bool = False
    slot: str = ""
    live: bool = False
    path: str

    @property
    def serial_key(self) -> str:
        """The serial as media are compared by."""
        return clean_serial(self.serial)


@dataclass(frozen=True)
class Note:
    """Something the operator must know about the reading: stable code, French sentence."""

    code: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """One device as one file tells it. Empty text and None mean that the file is silent."""

    version: int = VERSION
    reader: str
    reader_version: int
    kind_hint: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    memory_mb: int | None = None
    cpu: str = ""
    media: tuple[MediumSeen, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def serial_key(self) -> str:
        """The serial as devices are compared by; never unique."""
        return clean_serial(self.serial)

    @property
    def own_media(self) -> tuple[MediumSeen, ...]:
        """The media that are surely the device's: inside it, not removable."""
        return tuple(medium for medium in self.media if not medium.removable)

    @property
    def media_complete(self) -> bool:
        """True when nothing in the file says that a medium may be hidden from the tool."""
        return not self.hiding

    @property
    def hiding(self) -> tuple[Note, ...]:
        """The notes that say that a medium may be hidden from the tool."""
        return tuple(note for note in self.notes if note.code in _INCOMPLETE)

    def source(self, field: str) -> str:
        """Return the JSON pointer a field was read from, or '' when the file is silent."""
        return dict(self.sources).get(field, "")

    def as_data(self) -> Mapping[str, Any]:
        """Return the whole as plain data, ready for JSON."""
        return asdict(self)
