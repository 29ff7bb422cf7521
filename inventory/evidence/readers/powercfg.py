"""Reads Windows' `powercfg /batteryreport`, HTML or XML.

XML: http://schemas.microsoft.com/battery/2012, as public projects read it
(github.com/mhqb365/bbattery). HTML: the installed batteries as support.microsoft.com's
« Caring for your battery in Windows » shows them; its labels are in English everywhere.
"""

import html
import re

from inventory.evidence import sections, windows_words
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding, Part
from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable

NAME = "powercfg"
VERSION = 1

_XML = re.compile(r"<BatteryReport[\s>]")
_HTML = re.compile(r"<title>\s{0,20}Battery report|INSTALLED BATTERIES", re.IGNORECASE)
_INSTALLED = re.compile(r"Installed batteries", re.IGNORECASE)
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?:\s[^<>]{0,200})?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_DEVICE = {"SYSTEM PRODUCT NAME": "model"}
_BATTERY = {
    "NAME": "model",
    "MANUFACTURER": "brand",
    "SERIAL NUMBER": "serial",
    "CHEMISTRY": "chemistry",
    "DESIGN CAPACITY": "design_mwh",
    "FULL CHARGE CAPACITY": "full_mwh",
    "CYCLE COUNT": "cycles",
}
_NUMBERS = frozenset({"design_mwh", "full_mwh", "cycles"})
_KINDS = {"mobile": "laptop", "slate": "tablet", "desktop": "desktop", "workstation": "desktop"}
_LONGEST_TABLE = 60_000
_MOST_BATTERIES = 8


def recognises(material: Material) -> bool:
    """Tell the report by its root, or by its title."""
    if not material.looks_like_xml:
        return False
    return _XML.search(material.head) is not None or (
        "<html" in material.head.lower() and _HTML.search(material.text[:60_000]) is not None
    )


def describe(material: Material) -> Description:
    """Return the batteries of a report; raise Unreadable."""
    found = Finding(NAME, VERSION)
    if _XML.search(material.head):
        _of_xml(found, material)
    else:
        _of_html(found, material.text)
    found.note("no_media", "Ce rapport ne parle que de la batterie.")
    return found.description()


def _of_xml(found: Finding, material: Material) -> None:
    report = sections.of_xml(material.xml)
    machine = report.one("systeminformation")
    machine.copy(found, brand="systemmanufacturer")
    machine.copy(found, model="systemproductname", sure=Sure.GUESSED)
    value, path = machine.said("platformrole")
    found.tell("kind_hint", _KINDS.get(value.lower()), path=path, sure=Sure.DERIVED)
    for battery in report.one("batteries").below("battery")[:_MOST_BATTERIES]:
        part = found.component("battery", path=battery.path)
        battery.copy(
            part,
            brand="manufacturer",
            model="id",
            serial="serialnumber",
            chemistry="chemistry",
            manufactured="manufacturedate",
        )
        for field, name in (
            ("design_mwh", "designcapacity"),
            ("full_mwh", "fullchargecapacity"),
            ("cycles", "cyclecount"),
        ):
            value, path = battery.said(name)
            _number(part, field, value, path)


def _of_html(found: Finding, text: str) -> None:
    """Tell what the tables say: one column of values per battery."""
    start = _INSTALLED.search(text)
    if start is None:
        raise Unreadable("truncated", "Ce rapport de batterie est incomplet : refaites-le.")
    for cells, path in _rows(text[: start.start()][-_LONGEST_TABLE:], text, start.start()):
        if cells[0] in _DEVICE:
            found.tell("model", cells[1], path=path, sure=Sure.GUESSED)
        elif cells[0] == "PLATFORM ROLE":
            found.tell("kind_hint", _KINDS.get(cells[1].lower()), path=path, sure=Sure.DERIVED)
    end = text.find("</table", start.end())
    last = min(end if end > 0 else len(text), start.end() + _LONGEST_TABLE)
    parts: list[Part] = []
    for cells, path in _rows(text[start.end() : last], text, last):
        field = _BATTERY.get(cells[0])
        if field is None:
            continue
        for number, value in enumerate(cells[1 : 1 + _MOST_BATTERIES]):
            if number == len(parts):
                parts.append(found.component("battery", path=path))
            if field in _NUMBERS:
                _number(parts[number], field, value, path)
            else:
                parts[number].tell(field, "" if value == "-" else value, path=path)


def _rows(table: str, text: str, end: int) -> list[tuple[list[str], str]]:
    """Return the rows of a piece of the report that ends at `end`: their cells, their line."""
    found = []
    at = end - len(table)
    line = text.count("\n", 0, at) + 1
    for row in _ROW.split(table):
        cells = [_plain(cell) for cell in _CELL.split(row)[1:12]]
        if len(cells) > 1:
            found.append((cells, f"line {line}"))
        line += row.count("\n")
    return found


def _plain(cell: str) -> str:
    """Return the text of a cell, its blanks made one."""
    return " ".join(html.unescape(_TAG.sub(" ", cell[:2000])).split())


def _number(part: Part, field: str, value: str, path: str) -> None:
    """Tell a count; 0 cycles and 0 mWh are what Windows says when it does not know."""
    part.tell(field, windows_words.count(value) or None, path=path)
