"""Reading a recording of our own: made up in the tool's shape, with invented serials."""

import json
from typing import Any

from inventory.evidence.description import Component, Description, MediumSeen
from inventory.evidence.material import Material
from inventory.evidence.readers import Reader, reader_of


def read(reader: Reader, recording: str | bytes | dict[str, Any] | list[Any]) -> Description:
    """Describe a recording, which the reader must be the one to recognise."""
    if isinstance(recording, dict | list):
        recording = json.dumps(recording)
    data = recording.encode() if isinstance(recording, str) else recording
    material = Material(data)
    found = reader_of(material)
    assert found is reader, f"read by {found.NAME if found else 'nobody'}"
    return reader.describe(material)


def only_medium(description: Description) -> MediumSeen:
    """Return the one medium that was seen."""
    (medium,) = description.media
    return medium


def parts(description: Description, kind: str) -> list[dict[str, Any]]:
    """Return what is told of each component of a kind."""
    return [plain(part) for part in description.of(kind)]


def plain(part: Component) -> dict[str, Any]:
    """Return a component's values by field."""
    return {value.field: value.value for value in part.values}


def codes(description: Description) -> set[str]:
    """Return the codes of the notes."""
    return {note.code for note in description.notes}
