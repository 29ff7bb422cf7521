"""What a reader found in a file: values as data, each with the place it was read from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, NamedTuple

from inventory.evidence.frozen import frozen
from inventory.evidence.serials import clean_serial

VERSION = 2
"""Of this shape. It grows when a field changes meaning; readers carry their own version."""

# What makes the list of media unfit to stand for the whole device.
INCOMPLETE = frozenset(
    {"partial", "not_root", "no_internal_medium", "hidden_medium", "raid", "several_devices"}
)

Told = str | int | float | bool


class Sure(StrEnum):
    """How a value is known, the surest first."""

    TOLD = "told"
    """The file says it in so many words."""
    DERIVED = "derived"
    """Computed from what the file says: banks added, cm made mm."""
    GUESSED = "guessed"
    """Likely, from a name or a habit of the tool."""


class Value(NamedTuple):
    """One thing said, in the unit of its field (`fields.py`), and where the file says it."""

    field: str
    value: Told
    path: str
    sure: Sure = Sure.TOLD


class Component(NamedTuple):
    """One part of the device, of a kind in `fields.COMPONENTS`, and what the file says of it."""

    kind: str
    path: str
    values: tuple[Value, ...] = ()

    def get(self, field: str) -> Told | None:
        """Return what is said of a field, None when the file is silent."""
        return next((one.value for one in self.values if one.field == field), None)

    def text(self, field: str) -> str:
        """Return what is said of a field as text, '' when the file is silent."""
        found = self.get(field)
        return "" if found is None else str(found)


@frozen
class MediumSeen:
    """A medium that a tool saw; `path` is its place in the file. Sizes in bytes, as told.

    `kind_from` says how the kind is known: bus, rotation, model (guessed from the name) or
    assumed (nothing told: the stricter kind). `removable` media (USB, cards) may belong to
    who ran the tool; `live` ones booted it: neither is the device's own without a person
    saying so. A placeholder serial is left empty. `exit_status` is smartctl's bit mask.
    """

    kind: str
    kind_from: str
    serial: str
    model: str
    path: str
    size_bytes: int | None = None
    removable: bool = False
    slot: str = ""
    live: bool = False
    name: str = ""
    brand: str = ""
    firmware: str = ""
    bus: str = ""
    rotation_rpm: int | None = None
    smart_status: str = ""
    exit_status: int | None = None
    power_on_hours: int | None = None
    power_cycles: int | None = None
    reallocated: int | None = None
    pending: int | None = None
    uncorrectable: int | None = None
    wear_percent: int | None = None
    spare_percent: int | None = None
    media_errors: int | None = None
    critical_warning: int | None = None
    written_bytes: int | None = None
    temperature_c: int | None = None
    security: str = ""

    @property
    def size_gb(self) -> int | None:
        """The size in gigabytes as sold (10^9 bytes), at least 1."""
        return max(1, round(self.size_bytes / 1e9)) if self.size_bytes else None

    @property
    def serial_key(self) -> str:
        """The serial as media are compared by."""
        return clean_serial(self.serial)


@dataclass(frozen=True)
class Note:
    """Something the operator must know about the reading: stable code, French sentence."""

    code: str
    detail: str


@frozen
class Description:
    """One device as one file tells it. Empty text and None mean that the file is silent.

    `lists_media` is said by a reader whose tool shows every medium that the system sees;
    without it, what the file shows never stands for all the media of the device.
    """

    version: int = VERSION
    reader: str
    reader_version: int
    values: tuple[Value, ...] = ()
    components: tuple[Component, ...] = ()
    media: tuple[MediumSeen, ...] = ()
    notes: tuple[Note, ...] = ()
    lists_media: bool = False

    def get(self, field: str) -> Told | None:
        """Return what is said of a field of the device, None when the file is silent."""
        return next((one.value for one in self.values if one.field == field), None)

    def text(self, field: str) -> str:
        """Return what is said of a field of the device as text, '' when the file is silent."""
        found = self.get(field)
        return "" if found is None else str(found)

    def of(self, kind: str) -> Iterator[Component]:
        """Yield the components of a kind."""
        return (one for one in self.components if one.kind == kind)

    @property
    def kind_hint(self) -> str:
        """The kind of device (`vocabulary.DeviceKind`) that the file suggests."""
        return self.text("kind_hint")

    @property
    def brand(self) -> str:
        """The maker."""
        return self.text("brand")

    @property
    def model(self) -> str:
        """The model, as people say it."""
        return self.text("model")

    @property
    def serial(self) -> str:
        """The serial number of the device."""
        return self.text("serial")

    @property
    def memory_mb(self) -> int | None:
        """The main memory in MiB."""
        found = self.get("memory_mib")
        return found if isinstance(found, int) else None

    @property
    def cpu(self) -> str:
        """The model of the processor."""
        return self.text("cpu")

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
        """True when the tool shows every medium and nothing says that one may be hidden."""
        return self.lists_media and not self.hiding

    @property
    def hiding(self) -> tuple[Note, ...]:
        """The notes that say that a medium may be hidden from the tool."""
        return tuple(note for note in self.notes if note.code in INCOMPLETE)

    def source(self, field: str) -> str:
        """Return the place a field was read from, or '' when the file is silent."""
        return next((one.path for one in self.values if one.field == field), "")

    def as_data(self) -> Mapping[str, Any]:
        """Return the whole as plain data, ready for JSON."""
        return {
            **_plain(self, _SHAPE),
            "values": [value._asdict() for value in self.values],
            "components": [
                {
                    "kind": one.kind,
                    "path": one.path,
                    "values": [value._asdict() for value in one.values],
                }
                for one in self.components
            ],
            "media": [_plain(medium, _MEDIUM) for medium in self.media],
            "notes": [{"code": note.code, "detail": note.detail} for note in self.notes],
        }


_SHAPE = tuple(one.name for one in fields(Description))
_MEDIUM = tuple(one.name for one in fields(MediumSeen))


def _plain(told: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(told, name) for name in names}
