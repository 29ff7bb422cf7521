"""Reads Windows' `systeminfo`, in seven languages, as a list or as CSV.

English, French, German, Spanish, Italian, Portuguese, Dutch: wordings from public pages that
show it, and learn.microsoft.com/windows-server/administration/windows-commands/systeminfo.
"""

import csv
import re

from inventory.evidence import windows_words
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable

NAME = "systeminfo"
VERSION = 2

# An accented letter is any one or two characters: the console's encoding is often not the file's.
_LABELS = {
    "system": r"OS Name|Nom du syst.{1,2}me d.{1,3}exploitation|Betriebssystemname"
    r"|Nombre del sistema operativo|Nome SO|Nome do sistema opera(?:cional|tivo)"
    r"|Naam van besturingssysteem",
    "version": r"OS Version|Version du syst.{1,2}me|Betriebssystemversion"
    r"|Versi.{1,2}n del sistema operativo|Versione SO"
    r"|Vers.{1,2}o do sistema opera(?:cional|tivo)|Versie van besturingssysteem",
    "brand": r"System Manufacturer|Fabricant du syst.{1,2}me|Systemhersteller"
    r"|Fabricante del sistema|Produttore sistema|Fabricante do sistema|Systeemfabrikant",
    "model": r"System Model|Mod.{1,2}le du syst.{1,2}me|Systemmodell|Modelo d?el sistema"
    r"|Modello sistema|Modelo do sistema|Systeemmodel",
    "type": r"System Type|Type du syst.{1,2}me|Systemtyp|Tipo de sistema|Tipo sistema"
    r"|Tipo do sistema|Systeemtype",
    "processor": r"Processor\(s\)|Processeur\(s\)|Prozessor\(en\)|Procesador\(es\)"
    r"|Processore(?:\(i\)|/i)?|Processador\(es\)",
    "firmware": r"BIOS Version|Version du BIOS|BIOS-Version|Versi.{1,2}n del BIOS|Versione BIOS"
    r"|Vers.{1,2}o do BIOS|BIOS-versie",
    "memory": r"Total Physical Memory|M.{1,2}moire physique totale"
    r"|Gesamter (?:physi(?:kali)?scher|realer) Speicher|Cantidad total de memoria f.{1,2}sica"
    r"|Memoria fisica totale|Mem.{1,2}ria f.{1,2}sica total|Totaal fysiek geheugen",
    "installed": r"Original Install Date|Date d.{1,3}installation originale"
    r"|Urspr.{1,2}ngliches Installationsdatum|Fecha de instalaci.{1,2}n original"
    r"|Data di installazione originale|Data da instala.{2,4}o original"
    r"|Oorspronkelijke installatiedatum",
}
_HOST = (
    r"(?:Host Name|Nom de l.{1,3}h.{1,2}te|Host ?name|Nombre de host|Nome host|Nome do host"
    r"|Nome do anfitri.{1,2}o|Hostnaam)"
)
_LINE = {
    field: re.compile(rf"^[ \t]{{0,8}}(?:{label})[ \u00a0\u00ff]{{0,3}}:(.*)$", re.MULTILINE)
    for field, label in _LABELS.items()
}
_CSV_HEAD = re.compile(rf'^"{_HOST}","', re.MULTILINE)
_ENGLISH = re.compile(r"^[ \t]{0,8}(?:OS Name|System Model|Total Physical Memory)", re.MULTILINE)
_LOCALE = re.compile(r"Locale:\s{1,40}([a-z]{2}-[a-z]{2});")
_PROCESSOR = re.compile(r"\[0?\d+\][ \u00a0\u00ff]?:\s{0,8}([^\n]{1,200})")
_SPEED = re.compile(r"~\s?(\d{3,5})\s?MHz", re.IGNORECASE)
OPENS = re.compile(rf"{_HOST}[ \u00a0]?:[ \t\u00a0]{{2,60}}\S")


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
    day_first = _is_day_first(text)
    for field in ("brand", "model"):
        found.tell(field, said.get(field), path=paths.get(field, ""))
    if windows_words.is_virtual(said.get("brand", ""), said.get("model", "")):
        found.tell("virtual", value=True, path=paths.get("model", ""), sure=Sure.GUESSED)
    memory = windows_words.count(said.get("memory", ""))
    found.tell("memory_mib", memory or None, path=paths.get("memory", ""), sure=Sure.DERIVED)
    _system(found, said, paths, day_first=day_first)
    _processors(found, text)
    value = said.get("firmware", "")
    version, _, date = value.rpartition(", ")
    firmware = found.component("firmware", path=paths.get("firmware", ""))
    firmware.tell("version", version or value, path=paths.get("firmware", ""))
    iso = windows_words.iso_date(date, day_first=day_first)
    firmware.tell("date", iso, path=paths.get("firmware", ""))
    found.note("no_media", "systeminfo ne voit pas les disques : ajoutez un relevé des disques.")
    return found.description()


def _is_day_first(text: str) -> bool:
    """Tell how dates are written: months come first in American English alone."""
    if _ENGLISH.search(text) is None:
        return True
    locales = set(_LOCALE.findall(text))
    if not locales or locales == {"en-us"}:
        return False
    return "en-us" not in locales or re.search(r"\d [AP]M\b", text) is None


def _system(
    found: Finding, said: dict[str, str], paths: dict[str, str], *, day_first: bool
) -> None:
    part = found.component("system", path=paths.get("system", ""))
    part.tell("name", said.get("system"), path=paths.get("system", ""))
    version = said.get("version", "")
    if match := re.match(r"^(\d+\.\d+(?:\.\d+)?)", version):
        part.tell("version", match[1], path=paths["version"])
    if match := re.search(r"[^\d.] ?(\d{3,6})\s*$", version):
        part.tell("build", match[1], path=paths["version"])
    part.tell("architecture", said.get("type"), path=paths.get("type", ""))
    installed = windows_words.iso_date(said.get("installed", ""), day_first=day_first)
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
