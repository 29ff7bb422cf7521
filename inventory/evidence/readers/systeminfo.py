"""Reads Windows' `systeminfo`, in English and in French, as a list or as CSV.

French wording: public student pages that show it (their systeminfo of Windows 10), and
learn.microsoft.com/windows-server/administration/windows-commands/systeminfo.
"""

import csv
import re

from inventory.evidence import windows_words
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable

NAME = "systeminfo"
VERSION = 1

# An accented letter is any one or two characters: the console's encoding is often not the file's.
_LABELS = {
    "system": r"OS Name|Nom du syst.{1,2}me d.{1,3}exploitation",
    "version": r"OS Version|Version du syst.{1,2}me",
    "brand": r"System Manufacturer|Fabricant du syst.{1,2}me",
    "model": r"System Model|Mod.{1,2}le du syst.{1,2}me",
    "type": r"System Type|Type du syst.{1,2}me",
    "processor": r"Processor\(s\)|Processeur\(s\)",
    "firmware": r"BIOS Version|Version du BIOS",
    "memory": r"Total Physical Memory|M.{1,2}moire physique totale",
    "installed": r"Original Install Date|Date d.{1,3}installation originale",
}
_LINE = {
    field: re.compile(rf"^[ \t]{{0,8}}(?:{label})[ \u00a0\u00ff]{{0,3}}:(.*)$", re.MULTILINE)
    for field, label in _LABELS.items()
}
_CSV_HEAD = re.compile(r'^"(?:Host Name|Nom de l.{1,3}h.{1,2}te)","', re.MULTILINE)
_FRENCH = re.compile(_LABELS["memory"].split("|")[1])
_PROCESSOR = re.compile(r"\[0?\d+\][ \u00a0\u00ff]?:\s{0,8}([^\n]{1,200})")
_SPEED = re.compile(r"~\s?(\d{3,5})\s?MHz", re.IGNORECASE)
OPENS = re.compile(r"(?:Host Name|Nom de l.{1,3}h.{1,2}te)[ \u00a0]?:\s{2,40}\S")


def recognises(material: Material) -> bool:
    """Tell systeminfo by two of its labels, at the start of lines or as columns."""
    head = material.head
    if _CSV_HEAD.search(head):
        return True
    told = sum(1 for name in ("system", "brand", "model", "memory") if _LINE[name].search(head))
    return told >= 2


def describe(material: Material) -> Description:
    """Return the device that systeminfo tells of; raise Unreadable."""
    text = material.text
    if match := _CSV_HEAD.search(text):
        text = _as_list(text[match.start() :])
    found = Finding(NAME, VERSION)
    said: dict[str, str] = {}
    paths: dict[str, str] = {}
    for field, pattern in _LINE.items():
        if match := pattern.search(text):
            said[field] = match[1].strip(" \t\u00a0\u00ff")
            paths[field] = f"line {text.count(chr(10), 0, match.start(1)) + 1}"
    french = _FRENCH.search(text) is not None
    for field in ("brand", "model"):
        found.tell(field, said.get(field), path=paths.get(field, ""))
    if windows_words.is_virtual(said.get("brand", ""), said.get("model", "")):
        found.tell("virtual", value=True, path=paths.get("model", ""), sure=Sure.GUESSED)
    memory = windows_words.count(said.get("memory", ""))
    found.tell("memory_mib", memory or None, path=paths.get("memory", ""), sure=Sure.DERIVED)
    _system(found, said, paths, french=french)
    _processors(found, text)
    value = said.get("firmware", "")
    version, _, date = value.rpartition(", ")
    firmware = found.component("firmware", path=paths.get("firmware", ""))
    firmware.tell("version", version or value, path=paths.get("firmware", ""))
    iso = windows_words.iso_date(date, day_first=french)
    firmware.tell("date", iso, path=paths.get("firmware", ""))
    found.note("no_media", "systeminfo ne voit pas les disques : ajoutez un relevé des disques.")
    return found.description()


def _system(found: Finding, said: dict[str, str], paths: dict[str, str], *, french: bool) -> None:
    part = found.component("system", path=paths.get("system", ""))
    part.tell("name", said.get("system"), path=paths.get("system", ""))
    version = said.get("version", "")
    if match := re.match(r"^(\d+\.\d+(?:\.\d+)?)", version):
        part.tell("version", match[1], path=paths["version"])
    if match := re.search(r"(?:Build|version) (\d{3,6})\s*$", version):
        part.tell("build", match[1], path=paths["version"])
    part.tell("architecture", said.get("type"), path=paths.get("type", ""))
    installed = windows_words.iso_date(said.get("installed", ""), day_first=french)
    part.tell("installed", installed, path=paths.get("installed", ""))


def _processors(found: Finding, text: str) -> None:
    """Tell each processor: Windows gives its family and speed here, not its name."""
    start = _LINE["processor"].search(text)
    if start is None:
        return
    block = text[start.start() : start.end() + 2000]
    for number, line in enumerate(block.split("\n")):
        if number and not line.startswith((" ", "\t")):
            break
        match = _PROCESSOR.search(line)
        if match is None:
            continue
        path = f"line {text.count(chr(10), 0, start.start()) + 1 + number}"
        found.tell("cpu", match[1], path=path, sure=Sure.DERIVED)
        part = found.component("processor", path=path)
        part.tell("signature", match[1].split("~")[0], path=path)
        if speed := _SPEED.search(match[1]):
            part.tell("mhz", int(speed[1]), path=path)


def _as_list(text: str) -> str:
    """Return the CSV form as the list form; raise Unreadable when a row is missing."""
    try:
        rows = list(csv.reader(text.split("\n")[:4]))
    except csv.Error:
        rows = []
    if len(rows) < 2 or not rows[1]:
        raise Unreadable(
            "truncated", "Ce fichier est incomplet : la fin manque. Refaites le relevé."
        )
    lines = []
    for label, value in zip(rows[0], rows[1], strict=False):
        first, bracket, rest = value.partition("[01]")
        lines.append(f"{label}: {first.strip(' ,')}")
        if bracket:
            lines.append(f"    [01]{rest}")
    return "\n".join(lines)
