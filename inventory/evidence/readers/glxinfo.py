"""Reads `glxinfo` and `glxinfo -B`: the graphics card as OpenGL sees it."""

import re

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import mib, size_bytes

NAME = "glxinfo"
VERSION = 1

_SIGN = re.compile(
    r"^(?:name of display: |display: \S+\s+screen: \d|OpenGL renderer string: )", re.M
)
_FIELDS = {
    "brand": re.compile(r"^OpenGL vendor string: (\S.*)$", re.MULTILINE),
    "model": re.compile(r"^OpenGL renderer string: (\S.*)$", re.MULTILINE),
}
_MEMORY = re.compile(r"^\s+(?:Dedicated video memory|Video memory): (\d+ ?MB)", re.MULTILINE)
_SHARED = re.compile(r"^\s+Unified memory: (yes|no)", re.MULTILINE)
_SOFTWARE = re.compile(r"llvmpipe|softpipe|software rasterizer|swrast", re.IGNORECASE)
OPENS = re.compile(r"name of display: ")


def recognises(material: Material) -> bool:
    """Tell glxinfo by its opening, or by its renderer."""
    return _SIGN.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the graphics card; one drawn by the processor is no card."""
    text = material.text
    found = Finding(NAME, VERSION)
    renderer = _FIELDS["model"].search(text)
    if renderer is None or not _SOFTWARE.search(renderer[1]):
        part = found.component("graphics", path="line 1")
        for field, pattern in _FIELDS.items():
            if match := pattern.search(text):
                part.tell(field, match[1], path=_line(text, match.start()))
        if match := _MEMORY.search(text):
            part.tell("memory_mib", mib(size_bytes(match[1])), path=_line(text, match.start()))
        if match := _SHARED.search(text):
            path = _line(text, match.start())
            part.tell("integrated", match[1] == "yes", path=path, sure=Sure.DERIVED)
    found.note("no_media", "glxinfo ne voit que la carte graphique.")
    return found.description()


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"
