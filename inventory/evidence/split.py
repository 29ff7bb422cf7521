"""One upload made pieces: files of an archive, outputs of several tools, a pasted terminal.

A piece is what one tool printed once. What stands between two pieces (a prompt, a heading)
belongs to neither. A file that one tool wrote is one piece: itself.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from inventory.evidence import archive
from inventory.evidence.container import is_container, sections
from inventory.evidence.material import Material, measure
from inventory.evidence.unreadable import Unreadable

DEEPEST_ARCHIVE = 3
"""A tar in an xz in a zip is three."""
MOST_PIECES = 500
MOST_DOCUMENTS = 200
LARGEST_TO_SCAN = 2 * 1024 * 1024

_TOOLS = (
    r"(?:sudo(?:\s+-\S+)*\s+)?(?:/usr)?(?:/s?bin/)?"
    r"(?:lshw|dmidecode|smartctl|nvme|hdparm|lsblk|inxi|hwinfo|upower|acpi|edid-decode|lscpu"
    r"|lspci|lsusb|cat|blkid|fdisk|adb|getprop|dumpsys|ideviceinfo|system_profiler|systeminfo"
    r"|powercfg|wmic|Get-\w+|nwipe|shred|dmesg|uname|date|exit|clear|cd|ls)(?:\.exe)?\b"
)
# A prompt: user@host, [user@host dir], C:\dir>, PS C:\dir>; a bare $ or # only before a tool.
_PROMPT = re.compile(
    r"^(?:\(\w[\w. -]{0,30}\) )?(?:"
    r"\[?[\w.+-]{1,40}@[\w.-]{1,64}[ :][^\n$#%>]{0,160}[$#%>]"
    r"|(?:PS )?[A-Z]:\\[^\n>|<]{0,160}>"
    r"|[\w.-]{1,40}:[~/][\w./~-]{0,160} ?[$#]"
    rf"|[$#%](?= {_TOOLS})(?!\ dmidecode \d)"
    r")(?: ?(?P<command>[^\n]{0,400}))?$",
    re.MULTILINE,
)
# A heading that a script puts between outputs: `==> x <==`, `===== lsblk -J =====`.
_HEADING = re.compile(
    rf"^(?:==> [^\n]{{1,200}} <==|(?:={{2,80}}|#{{2,80}}|-{{2,80}}|\*{{2,80}})[ \[(]{{0,2}}{_TOOLS}"
    r"[^\n]{0,160})$",
    re.MULTILINE,
)
_JSON_OPENS = re.compile(r"^[\[{](?=\s*[\"{\[\n])", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """What one tool printed: `name` is its place in the upload, '' for the whole of it."""

    name: str
    material: Material


def pieces(material: Material, openings: tuple[re.Pattern[str], ...] = ()) -> list[Piece]:
    """Return the pieces of an upload, in its order; raise Unreadable for a broken archive."""
    found: list[Piece] = []
    for piece in opened(material):
        found += _of_text(piece, openings)
        if len(found) > MOST_PIECES:
            raise _too_many(MOST_PIECES)
    return found


def opened(material: Material) -> Iterator[Piece]:
    """Yield the files that an upload holds, archives opened; raise Unreadable."""
    yield from _opened(Piece("", material), DEEPEST_ARCHIVE)


def _opened(piece: Piece, depth: int) -> Iterator[Piece]:
    """Yield the files that archives hold, or the piece itself."""
    if not archive.kind_of(piece.material.data):
        yield piece
        return
    if depth == 0:
        raise Unreadable("nested_archive", "Cette archive en contient d'autres : ouvrez-la.")
    for name, data in archive.unpack(piece.material.data):
        if data.strip(b"\0 \t\r\n"):
            inner = Piece(_joined(piece.name, name), Material(data, limit=archive.MOST_BYTES))
            yield from _opened(inner, depth - 1)


def _of_text(piece: Piece, openings: tuple[re.Pattern[str], ...]) -> list[Piece]:
    """Return the pieces of a text; the piece itself when it is of one tool, or binary."""
    material = piece.material
    if is_container(material.head):
        return _of_agent(piece)
    if material.is_binary or material.looks_like_xml or len(material.data) > LARGEST_TO_SCAN:
        return [piece]
    if material.looks_like_json:
        return _documents(piece, openings)
    cuts = _cuts(material.text, openings)
    if not cuts:
        return [piece]
    return _between(piece, cuts, openings) or [piece]


def _of_agent(piece: Piece) -> list[Piece]:
    """Return what each tool printed in the file of our audit agent."""
    return [
        Piece(_joined(piece.name, name), Material.of_text(body + "\n"))
        for name, body in sections(piece.material.text)
        if body.strip()
    ]


def _cuts(text: str, openings: tuple[re.Pattern[str], ...]) -> list[tuple[int, int]]:
    """Return where pieces end and the next begins: (start of what separates, its end)."""
    found = {match.start(): match.end() for match in _PROMPT.finditer(text)}
    found |= {match.start(): match.end() for match in _HEADING.finditer(text)}
    for opening in _together(openings):
        for match in opening.finditer(text):
            found.setdefault(match.start(), match.start())
    ends = set(found.values())
    for match in _JSON_OPENS.finditer(text):
        if len(found) > MOST_PIECES:
            break
        if _starts_output(text, match.start(), ends):
            found.setdefault(match.start(), match.start())
    return sorted(found.items())


@cache
def _together(openings: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
    """Return the openings as one pattern for each set of flags: the text is walked once."""
    by_flags: dict[int, list[str]] = {}
    for opening in openings:
        by_flags.setdefault(opening.flags | re.MULTILINE, []).append(f"(?:{opening.pattern})")
    return tuple(re.compile(f"^(?:{'|'.join(told)})", f) for f, told in by_flags.items())


def _starts_output(text: str, at: int, ends: set[int]) -> bool:
    """Tell a JSON document from a bracket within a text: an empty line or a cut is before it."""
    return at == 0 or text.startswith("\n\n", at - 2) or at in ends or at - 1 in ends


def _between(
    piece: Piece, cuts: list[tuple[int, int]], openings: tuple[re.Pattern[str], ...]
) -> list[Piece]:
    text = piece.material.text
    starts = [(0, 0), *cuts]
    ends = [start for start, _ in cuts] + [len(text)]
    if len(starts) > MOST_PIECES:
        raise _too_many(MOST_PIECES)
    found = []
    for (_, start), end in zip(starts, ends, strict=True):
        inner = text[start:end]
        if inner.strip():
            first = text.count("\n", 0, start) + 1
            name = _joined(piece.name, f"ligne {first}")
            made = Piece(name, Material.of_text(inner.strip("\n") + "\n"))
            found += _documents(made, openings) if made.material.looks_like_json else [made]
    if len(found) == 1 and not any(end > start for start, end in cuts):
        return [piece]
    return found


def _documents(piece: Piece, openings: tuple[re.Pattern[str], ...]) -> list[Piece]:
    """Return the JSON documents printed one after another, then what follows them."""
    text = piece.material.text
    measure(text)
    decoder = json.JSONDecoder(strict=False)
    found: list[tuple[int, int, object]] = []
    at = len(text) - len(text.lstrip())
    while at < len(text) and text[at] in "{[" and len(found) < MOST_DOCUMENTS:
        try:
            document, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append((at, end, document))
        at = len(text) - len(text[end:].lstrip())
    rest = text[at:].strip()
    nodes = all(_is_node(document) for _, _, document in found)
    if len(found) == MOST_DOCUMENTS and rest[:1] in {"{", "["} and not nodes:
        raise _too_many(MOST_DOCUMENTS)
    if not found or (len(found) == 1 and not rest):
        if found:
            piece.material.__dict__["json"] = found[0][2]
        return [piece]
    if rest[:1] in {"{", "[", ","} or nodes:
        return [piece]
    made = [_document(piece, text, start, end, document) for start, end, document in found]
    if rest:
        last = Piece(_joined(piece.name, f"ligne {_line(text, at)}"), Material.of_text(rest + "\n"))
        made += _of_text(last, openings)
    return made


def _document(piece: Piece, text: str, start: int, end: int, document: object) -> Piece:
    material = Material.of_text(text[start:end])
    material.__dict__["json"] = document
    return Piece(_joined(piece.name, f"ligne {_line(text, start)}"), material)


def _is_node(document: object) -> bool:
    """Tell a node that old lshw versions print without the list around it."""
    return isinstance(document, dict) and "id" in document and document.get("class") != "system"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _joined(above: str, name: str) -> str:
    return " › ".join(filter(None, (above, name)))


def _too_many(most: int) -> Unreadable:
    return Unreadable(
        "too_many",
        f"Ce fichier contient plus de {most} relevés : envoyez ceux d'un seul appareil à la fois.",
    )
