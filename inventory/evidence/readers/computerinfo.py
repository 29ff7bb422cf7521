"""Reads PowerShell's `Get-ComputerInfo`, as printed or through ConvertTo-Json.

Names, with the spelling mistakes of PowerShell 5.1 (`BiosSeralNumber`,
`CsPhyicallyInstalledMemory`): learn.microsoft.com/powershell/module/
microsoft.powershell.management/get-computerinfo.
"""

import re
from typing import Any

from inventory.evidence import windows_words
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import mib
from inventory.evidence.sections import Section

NAME = "computerinfo"
VERSION = 2
JSON_KEYS: frozenset[str] = frozenset()

_LINE = re.compile(
    r"^((?:Windows|Bios|Cs|Os|Device|HyperV|Keyboard|Logon|Power|Time)\w*)\s*: ?(.*)$"
)
_NAMED = re.compile(
    r"^(?:WindowsProductName|WindowsEditionId|WindowsBuildLabEx|BiosManufacturer|CsManufacturer"
    r"|CsModel|OsName|BiosSMBIOSBIOSVersion|CsSystemFamily|WindowsCurrentVersion)\s{0,60}:",
    re.MULTILINE,
)
_SOME = re.compile(r"^(?:Bios|Cs|Os|Windows)[A-Z][A-Za-z]{3,50}(?=\s{1,60}:)", re.MULTILINE)
"""Names of some properties alone: `Get-ComputerInfo -Property "*proc*"`."""
_LEAST_OF_SOME = 4
_JSON_NAMED = re.compile(
    r'"(?:WindowsProductName|BiosManufacturer|CsManufacturer|CsProcessors)"\s*:'
)
_EPOCH = re.compile(r"Date\((\d{9,14})\)")
_KINDS = {"mobile": "laptop", "2": "laptop", "8": "tablet", "slate": "tablet"}
_KINDS |= dict.fromkeys(("desktop", "1", "workstation", "3"), "desktop")
OPENS = re.compile(r"WindowsBuildLabEx\s{1,60}: ")


def recognises(material: Material) -> bool:
    """Tell the command by two of its properties."""
    if material.looks_like_json:
        return len(set(_JSON_NAMED.findall(material.text[:200_000]))) >= 2
    head = material.head
    return len(_NAMED.findall(head)) >= 2 or len(set(_SOME.findall(head))) >= _LEAST_OF_SOME


def describe(material: Material) -> Description:
    """Return the device that Get-ComputerInfo tells of; raise Unreadable."""
    if material.looks_like_json:
        document = material.json
        at = "/0" if isinstance(document, list) else ""
        told = Section(document[0] if at and document else document, at)
    else:
        told = _listed(material.lines)
    found = Finding(NAME, VERSION)
    brand = told.text("csmanufacturer")
    model, path = told.said("csmodel")
    found.tell("model", full_model(brand, model, told.text("cssystemfamily")), path=path)
    told.copy(
        found,
        brand="csmanufacturer",
        serial="biosserialnumber biosseralnumber",
        sku="cssystemskunumber cschassisskunumber",
        family="cssystemfamily",
    )
    value, path = told.said("cspcsystemtype", "cspcsystemtypeex")
    found.tell("kind_hint", _KINDS.get(value.lower()), path=path)
    if windows_words.is_virtual(brand, model):
        found.tell("virtual", value=True, path=told.said("csmodel")[1], sure=Sure.GUESSED)
    value, path = told.said("csphysicallyinstalledmemory", "csphyicallyinstalledmemory")
    installed = windows_words.count(value)
    found.tell("memory_mib", mib((installed or 0) * 1024), path=path, sure=Sure.DERIVED)
    value, path = told.said("cstotalphysicalmemory")
    found.tell("memory_mib", mib(windows_words.count(value)), path=path, sure=Sure.DERIVED)
    _processors(found, told)
    firmware = found.component("firmware", path=told.path)
    told.copy(firmware, brand="biosmanufacturer", version="biossmbiosbiosversion biosversion")
    value, path = told.said("biosreleasedate")
    firmware.tell("date", _date(value), path=path)
    value, path = told.said("biosfirmwaretype")
    firmware.tell(
        "uefi", {"uefi": True, "2": True, "bios": False, "1": False}.get(value.lower()), path=path
    )
    part = found.component("system", path=told.path)
    told.copy(
        part,
        name="osname windowsproductname",
        version="osversion windowscurrentversion",
        build="osbuildnumber",
        architecture="osarchitecture cssystemtype",
    )
    value, path = told.said("osinstalldate", "windowsinstalldatefromregistry")
    part.tell("installed", _date(value), path=path)
    found.note(
        "no_media", "Get-ComputerInfo ne voit pas les disques : ajoutez un relevé des disques."
    )
    return found.description()


def _listed(lines: list[str]) -> Section:
    """Return the list as printed; braces around several values are left for who reads them."""
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    last = ""
    for number, line in enumerate(lines, 1):
        if match := _LINE.match(line):
            last = match[1]
            values.setdefault(last, match[2].strip())
            places.setdefault(last, number)
        elif last and line.startswith(" " * 20):
            values[last] = (values[last] + " " + line.strip())[:2000]
    return Section(values, "", lines=places)


def _processors(found: Finding, told: Section) -> None:
    """Tell each processor: names within braces in the list, objects in JSON."""
    for cpu in told.below("csprocessors"):
        part = found.component("processor", path=cpu.path)
        cpu.copy(
            part,
            brand="manufacturer",
            model="name",
            cores="numberofcores",
            threads="numberoflogicalprocessors",
            mhz="maxclockspeed",
            bits="datawidth",
        )
        cpu.copy(found, cpu="name")
    value, path = told.said("csprocessors")
    names = value.strip("{}").split(", ") if value else []
    for name in names[:8]:
        found.tell("cpu", name.strip(" .…"), path=path)
        part = found.component("processor", path=path)
        part.tell("model", name.strip(" .…"), path=path)
        if len(names) == 1:
            threads, place = told.said("csnumberoflogicalprocessors")
            part.tell("threads", windows_words.count(threads), path=place)


def _date(value: Any) -> str:
    """Return a date printed, or counted in milliseconds by ConvertTo-Json, as ISO."""
    text = str(value)
    if match := _EPOCH.search(text):
        return windows_words.of_epoch(int(match[1]))
    if match := re.match(r"^(\d{4}-\d{2}-\d{2})T", text):
        return match[1]
    return windows_words.iso_date(text, day_first=not re.search(r"[AP]M\b", text))
