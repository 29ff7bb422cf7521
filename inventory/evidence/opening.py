"""One upload read whole: each piece by its reader, then all of them as one description."""

from dataclasses import dataclass, replace

from inventory.evidence import archive, readers
from inventory.evidence.description import Description, Note
from inventory.evidence.material import LARGEST, LARGEST_TEXT, Material
from inventory.evidence.merge import Said, merge
from inventory.evidence.split import pieces
from inventory.evidence.unreadable import Unreadable

FEW_CHARACTERS = 40
"""A shorter piece that nobody recognises is the rest of a terminal, not worth a word."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece: its description, or why it could not be read.

    A piece not `worth` a word is the rest of a terminal.
    """

    name: str
    description: Description | None
    refusal: Unreadable | None = None
    worth: bool = True


def open_file(data: bytes, *, limit: int = LARGEST) -> tuple[Outcome, ...]:
    """Read every piece of an upload; raise Unreadable when it cannot even be opened."""
    material = Material(data, limit=limit)
    long = len(data) > LARGEST_TEXT
    if not archive.kind_of(data) and (long or material.is_json or readers.is_whole(material)):
        return (_read("", material),)
    found = pieces(material, readers.openings())
    if not found:
        raise Unreadable("empty", "Cette archive est vide.")
    return tuple(_read(piece.name, piece.material) for piece in found)


def read_file(data: bytes, *, limit: int = LARGEST) -> Description:
    """Describe the device that an upload tells of; raise Unreadable when no piece is read."""
    return together(open_file(data, limit=limit))


def together(outcomes: tuple[Outcome, ...]) -> Description:
    """Return what the pieces say as one description, and which of them were not read."""
    said = [Said(one.name, one.description) for one in outcomes if one.description]
    refusals = [one for one in outcomes if one.refusal and (one.worth or len(outcomes) == 1)]
    if not said:
        first = next((one.refusal for one in refusals or outcomes if one.refusal), None)
        raise first or Unreadable("empty", "Ce fichier est vide.")
    whole = said[0].description if len(said) == 1 else merge(said).description
    if not refusals:
        return whole
    names = ", ".join(one.name for one in refusals[:5]) + (" …" if len(refusals) > 5 else "")
    note = Note("piece_unread", f"Une partie du fichier n'a pas été lue ({names}).")
    return replace(whole, notes=(*whole.notes, note))


def _read(name: str, material: Material) -> Outcome:
    try:
        return Outcome(name, readers.read_material(material))
    except Unreadable as refusal:
        return Outcome(name, None, refusal, worth=len(material.data) >= FEW_CHARACTERS)
