"""Read a sheet whatever its format, or say in French why it cannot be."""

from __future__ import annotations

from inventory.refusals import Refused
from inventory.sheets.plain_text import text_lines
from inventory.sheets.sheet import Sheet, added, arranged
from inventory.sheets.workbook import workbook_lines

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 100_000
MOST_PROBLEMS = 300_000
MOST_CHARACTERS = 60_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK"


def read(raw: bytes, name: str) -> Sheet:
    """The sheet of a file; only its first sheet that holds something.

    Its ``problems`` say by line and column what must be corrected: a formula (its value is not
    trusted), an error of the spreadsheet, merged cells, a number shortened to ``1,2E+12``.

    Raises
    ------
    Refused
        ``sheet-too-large``, ``sheet-too-long``, ``sheet-unreadable``, ``sheet-empty``.
    """
    if len(raw) > MOST_BYTES:
        raise Refused("sheet-too-large", "Ce fichier dépasse 20 Mo. Coupez-le en plusieurs.")
    if raw.startswith(OLE):
        raise unreadable(
            "Ce classeur est d'un ancien format, ou protégé par un mot de passe. "
            "Enregistrez-le en .xlsx, sans mot de passe."
        )
    lines = workbook_lines(raw) if raw.startswith(ZIP) else text_lines(raw)
    sheet, following = arranged(name[:160], lines)
    characters = 0
    for line in following:
        characters += sum(map(len, line.cells))
        if len(sheet.rows) >= MOST_LINES:
            raise Refused(
                "sheet-too-long", "Cette feuille dépasse 100 000 lignes. Coupez-la en plusieurs."
            )
        if characters > MOST_CHARACTERS or len(sheet.problems) > MOST_PROBLEMS:
            raise Refused(
                "sheet-too-large",
                "Cette feuille est trop lourde, ou trop de ses cases ne se lisent pas. "
                "Ne gardez que les colonnes utiles.",
            )
        added(sheet, line)
    if not sheet.rows:
        raise Refused(
            "sheet-empty",
            "Cette feuille n'a aucune ligne sous ses titres. Vérifiez que c'est la bonne, la "
            "première du classeur.",
        )
    return sheet


def unreadable(sentence: str) -> Refused:
    return Refused("sheet-unreadable", sentence)
