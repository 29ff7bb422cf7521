"""nwipe and ShredOS: the PDF, one disc since 0.35, several since 0.41.

Read from nwipe's own source (create_pdf.c, create_single_disc_pdf.c,
create_system_multi_disc_pdf.c) and real files of 0.42. nwipe writes its PDF at once, without
annotation, form or later revision: one that has any was worked on after, and is refused. What
the PDF says is not signed by nwipe: whoever sends it answers for it.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from inventory.evidence.material import Material
from inventory.evidence.serials import is_placeholder, serial_key
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import nwipe_words, signs
from inventory.evidence.wiping.nwipe_pdf_entry import of_one, of_several
from inventory.evidence.wiping.nwipe_pdf_ink import Ink
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered
from inventory.evidence.wiping.signs import Signs

NAME = "nwipe_pdf"
VERSION = 2
MOST_PAGES = 400
MOST_TEXT = 2_000_000
PRODUCER = "martijnvanbrummelen/nwipe"
DAMAGED = (
    *(PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, zlib.error),
    *(AssertionError, ArithmeticError, OSError, NotImplementedError, struct.error, MemoryError),
)
"""What pypdf raises on bytes that are no longer a PDF."""
_REWORKED = re.compile(rb"/Prev\b|/Annots\b|/AcroForm\b|/JavaScript\b|/JS\b|/OCProperties\b")
_FOOT = re.compile(r"Page (\d{1,4}) of (\d{1,4})")
_HEALTH = re.compile(
    r"Erasure Status of this disk: S/N (.{0,60}?)\s*(ERASED|FAILED|ABORTED|INSANITY)$", re.MULTILINE
)
UNNAMED = "unnamed"


def recognises(material: Material) -> bool:
    """Tell a PDF of nwipe by who made it: by its trailer, or its words."""
    data = material.data
    return data[:1024].lstrip().startswith(b"%PDF-") and (
        PRODUCER.encode() in data or b"NWIPE" in data
    )


def describe(material: Material) -> ErasureReport:
    """Return one entry per disc; raise Unreadable for a PDF that is cut or was worked on."""
    data = material.data
    if data.count(b"%%EOF") != 1 or _REWORKED.search(data):
        raise Unreadable(
            "pdf_reworked",
            "Ce PDF a été coupé, ou modifié après nwipe. Envoyez le fichier tel que nwipe l'a "
            "écrit.",
        )
    pages = list(_pages(data))
    entries = list(_entries(pages))
    tool = nwipe_words.TOOL.search(pages[0]) if pages else None
    return ErasureReport(
        reader=NAME,
        reader_version=VERSION,
        tool=f"nwipe {tool[1]}" if tool else "nwipe",
        discs=numbered(entries),
    )


def _pages(data: bytes) -> Iterator[str]:
    """The text of each page; strict: what is damaged is not guessed."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
            raise Unreadable("broken_pdf", "Ce PDF est chiffré ou trop long pour être de nwipe.")
        size = 0
        for page in reader.pages:
            ink = Ink(page)
            text = page.extract_text(visitor_operand_before=ink.operator, visitor_text=ink.text)
            if ink.hidden:
                raise Unreadable("pdf_reworked", "Ce PDF cache du texte : nwipe n'en écrit pas.")
            size += len(text)
            if size > MOST_TEXT:
                raise Unreadable("broken_pdf", "Ce PDF est trop long pour être de nwipe.")
            yield text
    except Unreadable:
        raise
    except DAMAGED as error:
        raise _broken() from error


def _broken() -> Unreadable:
    return Unreadable(
        "broken_pdf", "Ce PDF est abîmé : envoyez le fichier tel que nwipe l'a écrit."
    )


def _entries(pages: list[str]) -> Iterator[DiscEntry]:
    whole = _is_whole(pages)
    for number, text in enumerate(pages, 1):
        if "Erasure Status" not in text or "NWIPE" not in text:
            continue
        if "System Erasure Report" in text:
            for chunk in _chunks(text):
                yield of_several(chunk, _signs(whole), number, _others(chunk, pages))
        elif "Make/Model:" in text and "Serial:" in text:
            yield of_one(text, _signs(whole), number)


def _signs(whole: bool) -> Signs:
    weighed = Signs()
    weighed.need(whole, *signs.WORDS_CUT)
    return weighed


def _is_whole(pages: list[str]) -> bool:
    """Every page is there, when the feet count them (since 0.41)."""
    feet = [match.groups() for text in pages for match in _FOOT.finditer(text)]
    return not feet or feet == [(str(n), str(len(pages))) for n in range(1, len(pages) + 1)]


def _chunks(text: str) -> list[str]:
    """One piece per disc of a page that lists several."""
    starts = [match.start() for match in re.finditer(r"^Make:", text, re.MULTILINE)]
    return [text[at:end] for at, end in pairwise([*starts, len(text)])]


def _others(chunk: str, pages: list[str]) -> set[str]:
    """What the pages of health say of this disc: each repeats its serial and its status.

    Where there are such pages, a disc that none of them names is said *unnamed*: it agrees with
    nothing.
    """
    serial = re.search(r"S/N:[ \t]*(.*?)[ \t]*$", chunk, re.MULTILINE)
    said = [found for text in pages for found in _HEALTH.findall(text)]
    key = serial_key(serial[1]) if serial else ""
    if not said or not key or is_placeholder(key):
        return set()
    return {word for name, word in said if serial_key(name) == key} or {UNNAMED}
