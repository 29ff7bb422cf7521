"""The readers, one line each. A reader is chosen by what the file says, never by its name.

A reader is a module with NAME, VERSION, `recognises(material)` and `describe(material)`:
adding a tool is one file here and one line below.
"""

from typing import Protocol

from inventory.evidence.description import Description
from inventory.evidence.material import LARGEST, Material
from inventory.evidence.readers import lshw
from inventory.evidence.unreadable import Unreadable


class Reader(Protocol):
    """What a reader's module offers."""

    NAME: str
    VERSION: int

    def recognises(self, material: Material) -> bool:
        """Tell, cheaply and without raising, whether the file is this tool's."""

    def describe(self, material: Material) -> Description:
        """Return what the file tells; raise Unreadable."""


READERS: tuple[Reader, ...] = (
    lshw,  # lshw -json
)


def read(data: bytes, *, limit: int = LARGEST) -> Description:
    """Describe the device that the file tells of; raise Unreadable with a French sentence."""
    material = Material(data, limit=limit)
    for reader in READERS:
        if reader.recognises(material):
            return reader.describe(material)
    if material.looks_like_json:
        material.json  # noqa: B018 - says what is wrong with the JSON, if anything
    known = ", ".join(reader.NAME for reader in READERS)
    raise Unreadable(
        "unknown_format", f"Ce fichier n'est pas un relevé reconnu (outils lus : {known})."
    )
