"""CSV as spreadsheets save it: which encoding, which separator, then its lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from inventory.refusals import Refused
from inventory.sheets.sheet import MOST_COLUMNS, Raw

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ";\t,|"
SAMPLE = 40
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
QUOTED = re.compile(r'="([^"]*)"')
ERRORS = re.compile(r"#(N/A|NOM\??|NAME\?|REF!|VALUE!|VALEUR!|DIV/0!|NULL?!|NUL!|NUM!|NOMBRE!)")
FORMULA = "C'est une formule. Copiez la colonne, puis « collage spécial, valeurs »."
ERROR = "Le tableur y a mis une erreur. Corrigez la case ou videz-la."
SHORT = "Le tableur a abrégé ce numéro. Mettez la colonne au format texte et ressaisissez-le."
ILLEGIBLE = "Un caractère y est illisible. Enregistrez le fichier en « CSV UTF-8 »."


def text_lines(raw: bytes) -> Iterator[Raw]:
    """The lines of a CSV file, cells trimmed.

    Raises
    ------
    Refused
        ``sheet-unreadable``: a quote that never closes, or no text at all.
    """
    text = decoded(raw)
    declared = re.match(r"\s*sep=(.)\r?\n", text, re.IGNORECASE)
    separator = declared[1] if declared else separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if not (declared and line == 1):
                yield _line(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            "sheet-unreadable",
            f"Ce fichier ne se lit plus après la ligne {line} : un guillemet n'y est pas fermé.",
        ) from error


def decoded(raw: bytes) -> str:
    """The text of a file: what its mark says, else UTF-8, else Windows' own."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    head = raw[:2000]
    if head.count(0) > len(head) // 4:
        zeros_first = head[0::2].count(0) > head[1::2].count(0)
        return raw.decode("utf-16-be" if zeros_first else "utf-16-le", errors="replace")
    if head.count(0):
        raise Refused(
            "sheet-unreadable", "Ce fichier n'est ni un CSV ni un XLSX. Enregistrez-le en .xlsx."
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """What cuts the first lines into the most columns, the same number in most of them."""
    sample = "".join(text.splitlines(keepends=True)[:SAMPLE])
    return max(SEPARATORS, key=lambda separator: _columns(sample, separator))


def _columns(sample: str, separator: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
    except csv.Error:
        return 0
    if not widths:
        return 0
    width, count = Counter(widths).most_common(1)[0]
    return 0 if width == 1 else width * count / len(widths)


def _line(number: int, cells: list[str]) -> Raw:
    line = Raw(number, [])
    for rank, cell in enumerate(cells[:MOST_COLUMNS]):
        text, flaw = judged(cell.strip())
        line.cells.append(text)
        if flaw:
            line.flaws[rank] = flaw
    return line


def judged(text: str) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it; what is wrong is not read."""
    if quoted := QUOTED.fullmatch(text):
        return quoted[1].strip(), ""
    if text.startswith("'") and text[1:2] in "=+-@\t\r":
        text = text[1:]
    elif text.startswith("="):
        return "", FORMULA
    if "\ufffd" in text or "\x00" in text:
        return "", ILLEGIBLE
    if ERRORS.fullmatch(text):
        return "", ERROR
    if SHORTENED.fullmatch(text):
        return "", SHORT
    return " ".join(text.split()), ""
