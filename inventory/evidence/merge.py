"""Several descriptions of one device made one, with what they do not agree on.

Media are matched by cleaned serial, then by size and model; two media of one file are never
one. Of two files, one that says a medium is inside the device is believed: nothing is set
aside because another calls it removable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inventory.evidence.claims import Claim, Settled, settle
from inventory.evidence.description import (
    Component,
    Description,
    MediumSeen,
    Note,
    Value,
)
from inventory.evidence.merge_components import Group, group_components
from inventory.evidence.merge_media import MergedMedium, merge_media

VERSION = 1
NAME = "merge"
# What a reader says of its own output only: another tool's whole list answers it.
_OF_ONE_OUTPUT = frozenset({"partial", "not_root", "no_internal_medium"})


@dataclass(frozen=True, slots=True)
class Said:
    """One description, and the name of the file it was read from."""

    file: str
    description: Description


@dataclass(frozen=True, slots=True)
class Merged:
    """What several files say of one device."""

    fields: tuple[Settled, ...]
    groups: tuple[Group, ...]
    media: tuple[MergedMedium, ...]
    notes: tuple[Note, ...]
    lists_media: bool
    readers: tuple[str, ...] = field(default=())

    @property
    def disputed(self) -> tuple[Settled, ...]:
        """The fields of the device on which the files do not agree."""
        return tuple(one for one in self.fields if one.disputed)

    @property
    def description(self) -> Description:
        """The values chosen, as one description; paths say the file before the place."""
        return Description(
            reader=_joined(self.readers),
            reader_version=VERSION,
            values=tuple(_value(one) for one in self.fields),
            components=tuple(
                Component(group.kind, group.fields[0].chosen.path, tuple(map(_value, group.fields)))
                for group in self.groups
            ),
            media=tuple(medium.seen for medium in self.media),
            notes=self.notes,
            lists_media=self.lists_media,
        )


def merge(said: Sequence[Said]) -> Merged:
    """Return what these descriptions say together."""
    media = merge_media([(one.file, one.description) for one in said])
    return Merged(
        fields=tuple(_device_fields(said)),
        groups=group_components([(one.file, one.description) for one in said]),
        media=media,
        notes=_notes(said, [medium.seen for medium in media]),
        lists_media=any(one.description.lists_media for one in said),
        readers=tuple(dict.fromkeys(one.description.reader for one in said)),
    )


def several_devices(said: Iterable[Said]) -> bool:
    """Tell whether the files bear different serial numbers: they are of two machines."""
    return len({one.description.serial_key for one in said} - {""}) > 1


def _device_fields(said: Sequence[Said]) -> Iterable[Settled]:
    claims: dict[str, list[Claim]] = {}
    for one in said:
        for value in one.description.values:
            claims.setdefault(value.field, []).append(
                Claim(value.value, value.path, value.sure, one.description.reader, one.file)
            )
    return (settle(name, told) for name, told in claims.items())


def _notes(said: Sequence[Said], media: Sequence[MediumSeen]) -> tuple[Note, ...]:
    """Return the notes that still hold once all is known."""
    whole = any(
        one.description.lists_media
        and not any(note.code in _OF_ONE_OUTPUT for note in one.description.notes)
        for one in said
    )
    nvme = any(medium.kind == "nvme" and medium.size_bytes for medium in media)
    inside = any(not medium.removable for medium in media)
    found: dict[str, Note] = {}
    for one in said:
        for note in one.description.notes:
            answered = (
                (note.code in _OF_ONE_OUTPUT and whole)
                or (note.code == "hidden_medium" and nvme)
                or (note.code in {"no_internal_medium", "no_media"} and inside)
            )
            if not answered:
                found.setdefault(note.code, note)
    if several_devices(said):
        found["several_devices"] = Note(
            "several_devices",
            "Ces relevés portent des numéros de série différents : gardez ceux de cet appareil.",
        )
    return tuple(found.values())


def _value(one: Settled) -> Value:
    told = one.chosen
    path = f"{told.file} {told.path}".strip() if told.file else told.path
    return Value(one.field, told.value, path, told.sure)


def _joined(readers: Sequence[str]) -> str:
    """Return the readers' names in a column of forty characters."""
    text = "-".join(readers)
    return text if len(text) <= 40 else f"{len(readers)}-outils"
