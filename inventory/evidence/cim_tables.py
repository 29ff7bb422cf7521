"""Instances of Windows' CIM classes, from each form they are exported in.

`wmic … /format:list` (Key=Value), `Format-List` (Key : Value), CSV of wmic or ConvertTo-Csv,
ConvertTo-Json. Class names: learn.microsoft.com/windows/win32/cimwin32prov.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from inventory.evidence.material import Material
from inventory.evidence.sections import Section

MOST_INSTANCES = 500

# Where an instance does not name its class: the properties that only this class has together.
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("msft_physicaldisk", frozenset({"bustype", "mediatype", "size"})),
    ("msft_physicaldisk", frozenset({"spindlespeed"})),
    ("win32_processor", frozenset({"numberofcores"})),
    ("win32_processor", frozenset({"processorid", "socketdesignation"})),
    ("win32_physicalmemoryarray", frozenset({"memorydevices"})),
    ("win32_physicalmemory", frozenset({"capacity", "devicelocator"})),
    ("win32_physicalmemory", frozenset({"capacity", "partnumber"})),
    ("win32_computersystemproduct", frozenset({"identifyingnumber"})),
    ("win32_systemenclosure", frozenset({"chassistypes"})),
    ("win32_bios", frozenset({"smbiosbiosversion"})),
    ("win32_bios", frozenset({"smbiospresent"})),
    ("win32_bios", frozenset({"biosversion"})),
    ("win32_diskdrive", frozenset({"interfacetype", "size"})),
    ("win32_diskdrive", frozenset({"totalcylinders"})),
    ("win32_diskdrive", frozenset({"model", "size", "serialnumber"})),
    ("win32_videocontroller", frozenset({"adapterram"})),
    ("win32_videocontroller", frozenset({"videoarchitecture"})),
    ("win32_computersystem", frozenset({"totalphysicalmemory"})),
    ("win32_computersystem", frozenset({"pcsystemtype"})),
    ("win32_computersystem", frozenset({"manufacturer", "model"})),
    ("win32_baseboard", frozenset({"product", "serialnumber"})),
    ("batterystaticdata", frozenset({"designedcapacity"})),
    ("batteryfullchargedcapacity", frozenset({"fullchargedcapacity"})),
    ("batterycyclecount", frozenset({"cyclecount"})),
    ("win32_battery", frozenset({"estimatedchargeremaining"})),
    ("win32_tpm", frozenset({"specversion"})),
    ("win32_encryptablevolume", frozenset({"protectionstatus", "driveletter"})),
    ("win32_encryptablevolume", frozenset({"protectionstatus", "mountpoint"})),
    ("msvm_computersystem", frozenset({"elementname", "enabledstate"})),
    ("win32_volume", frozenset({"driveletter", "capacity", "blocksize"})),
    ("win32_volume", frozenset({"bootvolume"})),
    ("win32_logicaldisk", frozenset({"drivetype", "volumeserialnumber"})),
    ("win32_networkadapter", frozenset({"macaddress"})),
    ("win32_useraccount", frozenset({"localaccount", "sid"})),
    ("msvm_settingdata", frozenset({"instanceid", "allocationunits"})),
    ("msvm_settingdata", frozenset({"instanceid", "virtualsystemtype"})),
    ("msvm_settingdata", frozenset({"instanceid", "resourcesubtype"})),
    ("win32_operatingsystem", frozenset({"osarchitecture"})),
    ("win32_operatingsystem", frozenset({"buildnumber", "caption"})),
    ("win32_operatingsystem", frozenset({"systemdrive"})),
)
_CLASS_KEYS = ("creationclassname", "__class", "cimclassname", "pscimclass")
_CLASS = re.compile(r"(?:Win32|MSFT|CIM|Msvm|Battery|Filiere)_?\w{2,40}", re.IGNORECASE)
_PAIR = re.compile(r"^([A-Za-z_]\w{1,60})=(.*)$")
_SPACED = re.compile(r"^([A-Za-z_]\w{1,60})\s*: ?(.*)$")
_COLUMNS = re.compile(r"[A-Z]\w{1,60}(?: {2,400}[A-Z]\w{1,60})+")
_LONGEST_VALUE = 4000


@dataclass(frozen=True)
class Instance:
    """One object of a class, named in lower case; '' when nothing tells which."""

    cls: str
    told: Section


def instances(material: Material) -> list[Instance]:
    """Return the objects of an export, in its order."""
    if material.looks_like_json:
        found = [_instance(section) for section in _of_json(material.json_or_none, "", 3)]
    elif _is_csv(material.head):
        found = [_instance(section) for section in _of_csv(material)]
    elif is_table(material.head):
        found = [_instance(section) for section in _of_table(material.lines)]
    else:
        found = [_instance(section) for section in _of_list(material.lines)]
    return found[:MOST_INSTANCES]


def _instance(section: Section) -> Instance:
    for key in _CLASS_KEYS:
        if match := _CLASS.search(section.text(key)):
            return Instance(match[0].lower(), section)
    if match := _CLASS.search(section.one("cimclass").text("cimclassname")):
        return Instance(match[0].lower(), section)
    names = set(section.names)
    for cls, signs in _SIGNS:
        if signs <= names:
            return Instance(cls, section)
    return Instance("", section)


def _of_list(lines: list[str]) -> Iterator[Section]:
    """Yield the blocks of a list: blank lines, or a name seen again, begin another."""
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    last, first, blanks = "", 0, 0
    between = _blanks_between(lines)
    for number, line in enumerate(lines, 1):
        match = _PAIR.match(line) or _SPACED.match(line)
        if match is None:
            blanks = 0 if line.strip() else blanks + 1
            if last and line.startswith("    ") and line.strip():
                values[last] = (values[last] + " " + line.strip())[:_LONGEST_VALUE]
            continue
        if values and (match[1] in values or blanks > between):
            yield Section(values, f"line {first}", lines=places)
            values, places = {}, {}
        if not values:
            first = number
        last, blanks = match[1], 0
        values[last], places[last] = match[2].strip().replace("&amp;", "&"), number
    if values:
        yield Section(values, f"line {first}", lines=places)


def _blanks_between(lines: list[str]) -> int:
    """Return how many blank lines stand within a block: one when wmic's line ends are doubled."""
    pairs = [n for n, line in enumerate(lines[:200]) if _PAIR.match(line)]
    doubled = sum(1 for n in pairs if n + 1 < len(lines) and not lines[n + 1])
    return 1 if len(pairs) > 2 and doubled > 0.8 * len(pairs) else 0


def _is_csv(head: str) -> bool:
    first = head.split("\n", 1)[0]
    return (
        first.startswith(("Node,", "#TYPE "))
        or re.match(r'^"\w+"(?:[,;]"\w+")+$', first) is not None
    )


def is_table(head: str) -> bool:
    """Tell wmic's table by its first line: names of one class's properties, in columns."""
    first = head.split("\n", 1)[0].rstrip()
    names = {name.lower() for name in first.split()}
    return _COLUMNS.fullmatch(first) is not None and any(
        len(signs) > 1 and signs <= names for _, signs in _SIGNS
    )


def _of_table(lines: list[str]) -> Iterator[Section]:
    """Yield the rows of a table: each value begins where its column's name does."""
    starts: list[int] = []
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        if not names and line.strip():
            columns = list(re.finditer(r"\S+", line))
            starts, names = [one.start() for one in columns], [one[0] for one in columns]
            continue
        if line.strip():
            ends = [*starts[1:], len(line)]
            values = {
                name: line[start:end].strip()
                for name, start, end in zip(names, starts, ends, strict=True)
            }
            yield Section(values, f"line {number}", lines=dict.fromkeys(values, number))


def _of_csv(material: Material) -> Iterator[Section]:
    """Yield the rows under each line of names; `#TYPE` tells the class."""
    cls = ""
    names: list[str] = []
    lines = material.lines
    for number, line in enumerate(lines, 1):
        if line.startswith("#TYPE "):
            cls, names = line, []
            continue
        if not line.strip():
            names = [] if line == "" and lines[number : number + 1] != [""] else names
            continue
        cells = _cells(line)
        if not names or cells[:1] == ["Node"]:
            names = cells
            continue
        values = dict(zip(names, cells, strict=False))
        if cls:
            values["__class"] = cls.rpartition("/")[2]
        yield Section(values, f"line {number}", lines=dict.fromkeys(values, number))


def _cells(line: str) -> list[str]:
    separator = ";" if line.count('";"') > line.count('","') else ","
    try:
        return next(iter(csv.reader([line], delimiter=separator)), [])
    except csv.Error:
        return []


def _of_json(document: Any, path: str, depth: int) -> Iterator[Section]:
    """Yield the objects of a document: one, a list, or lists named by their class."""
    if isinstance(document, list):
        for number, item in enumerate(document[:MOST_INSTANCES]):
            yield from _of_json(item, f"{path}/{number}", depth)
    elif isinstance(document, dict):
        named = {key: value for key, value in document.items() if _CLASS.fullmatch(str(key))}
        if named and depth:
            for key, value in named.items():
                for section in _of_json(value, f"{path}/{key}", depth - 1):
                    section.also("__class", key)
                    yield section
        else:
            yield Section({key: _flat(value) for key, value in document.items()}, path)


def _flat(value: Any) -> Any:
    """Return a short list of plain values as wmic prints it: `{3,4}`."""
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "{" + ",".join(str(one) for one in value[:64]) + "}"
    return value


def classes(found: Iterable[Instance]) -> set[str]:
    """Return the classes that are there."""
    return {instance.cls for instance in found if instance.cls}
