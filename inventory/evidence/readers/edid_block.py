"""Reads EDID, binary or hexadecimal: what screen it is, its size, when it was made."""

import re

from inventory.evidence import edid
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable

NAME = "edid"
VERSION = 3
JSON_KEYS: frozenset[str] = frozenset()

_HEX_HEADER = re.compile(r"00[\s,:]{0,4}(?:(?:0x)?ff[\s,:]{0,4}){6}(?:0x)?00", re.IGNORECASE)
_LARGEST = 256 * 1024


def recognises(material: Material) -> bool:
    """Tell EDID by its header, in bytes at the start, or in hexadecimal digits."""
    if material.data[:16].find(edid.HEADER) >= 0:
        return True
    return len(material.data) <= _LARGEST and _HEX_HEADER.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the screens whose EDID the file holds; raise Unreadable."""
    binary = material.data[:16].find(edid.HEADER) >= 0
    blocks = edid.blocks_in(material.data) if binary else edid.blocks_in_text(material.text)
    if not blocks:
        raise Unreadable("truncated", "Cet EDID est incomplet : il faut au moins 128 octets.")
    found = Finding(NAME, VERSION)
    for i, block in enumerate(blocks):
        _tell(found, edid.read(block), f"block {i}", alone=len(blocks) == 1)
    return found.description()


def _tell(found: Finding, screen: edid.Screen, path: str, *, alone: bool) -> None:
    display = found.component("display", path=path)
    brand = edid.MAKERS.get(screen.maker, screen.maker)
    panel = screen.maker in edid.PANEL_MAKERS
    model = screen.name or (f"{screen.maker} {screen.product:04X}" if screen.maker else "")
    display.tell("brand", brand, path=f"{path} byte 8", sure=Sure.DERIVED)
    display.tell(
        "model",
        model,
        path=f"{path} byte {54 if screen.name else 10}",
        sure=Sure.TOLD if screen.name else Sure.DERIVED,
    )
    display.tell("serial", screen.serial, path=f"{path} byte 12")
    display.tell("year", screen.year or None, path=f"{path} byte 17")
    display.tell("week", screen.week or None, path=f"{path} byte 16")
    display.tell("width_mm", screen.width_mm or None, path=f"{path} byte 21")
    display.tell("height_mm", screen.height_mm or None, path=f"{path} byte 22")
    display.tell("width_px", screen.width_px or None, path=f"{path} byte 56")
    display.tell("height_px", screen.height_px or None, path=f"{path} byte 59")
    if panel:
        display.tell("internal", True, path=f"{path} byte 8", sure=Sure.GUESSED)
    elif alone:
        found.tell("kind_hint", "monitor", path=path, sure=Sure.GUESSED)
        found.tell("brand", brand, path=f"{path} byte 8", sure=Sure.GUESSED)
        found.tell("model", model, path=f"{path} byte 54", sure=Sure.GUESSED)
        found.tell("serial", screen.serial, path=f"{path} byte 12", sure=Sure.GUESSED)
    if not screen.intact:
        found.note("checksum", "L'EDID d'un écran est abîmé : sa somme de contrôle est fausse.")
