"""Reads hwinfo: its blocks of hardware, the firmware's tables, disks, screens, cards."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from inventory.evidence import medium_kinds
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import mib, size_bytes, whole
from inventory.evidence.serials import is_placeholder

NAME = "hwinfo"
VERSION = 3

_BLOCK = re.compile(r"^\d{2,4}: [A-Za-z][\w() -]{1,20} [0-9a-f.]{2,20}: [0-9a-f]{4,5} (.{1,100})$")
_OPENS = re.compile(
    r"^\d{2,4}: [A-Za-z][\w() -]{1,20} [0-9a-f.]{2,20}: [0-9a-f]{4,5} ", re.MULTILINE
)
_CREATED = "[Created at "
_LONGEST_KEY = 51
_QUOTED = re.compile(r'"([^"]{0,300})"')
_SECTION = re.compile(r"^\s{2}(System|Board|Chassis|Processor|BIOS) Info: #\d+")
_OTHER_SECTION = re.compile(r"^\s{2}(Memory Device|Hardware Security): #\d+")
_MEMORY_TYPES = dict(
    told.split()
    for told in (
        *("0x12 DDR", "0x13 DDR2", "0x18 DDR3", "0x1a DDR4", "0x22 DDR5"),
        *("0x1b LPDDR", "0x1c LPDDR2", "0x1d LPDDR3", "0x1e LPDDR4", "0x23 LPDDR5"),
    )
)
"""Of SMBIOS, by number: hwinfo calls « Other » those that are younger than itself."""
_BYTES = re.compile(r"\((\d{1,18}) bytes\)")
_SECTORS = re.compile(r"^(\d{1,18}) sectors a (\d{1,6}) bytes")
_MM = re.compile(r"^(\d{1,5})x(\d{1,5}) mm")
_VIRTUAL = re.compile(r"^/dev/(?:loop|ram|zram|dm-|md|fd|nbd|sr)\d")
_BOOT_AREA = re.compile(r"mmcblk\d+(?:boot\d+|rpmb)$")
_RAID = re.compile(r"RAID", re.IGNORECASE)


@dataclass
class _Item:
    """A block of hwinfo: fields of its own by name, and firmware sections by theirs."""

    title: str
    path: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    sections: list[tuple[str, str, dict[str, tuple[str, str]]]] = field(default_factory=list)

    def said(self, key: str) -> tuple[str, str]:
        value, path = self.fields.get(key, ("", self.path))
        return _plain(value), path

    @property
    def kind(self) -> str:
        return self.said("Hardware Class")[0]


def recognises(material: Material) -> bool:
    """Tell hwinfo by the title of a block and the line under it."""
    return _OPENS.search(material.head) is not None and _CREATED in material.head


def describe(material: Material) -> Description:
    """Return the device that hwinfo tells of."""
    found = Finding(NAME, VERSION)
    items = list(_items(material.lines))
    for item in items:
        for name, path, fields in item.sections:
            _section(found, name, path, fields)
    for item in items:
        if tell := _TELLERS.get(item.kind):
            tell(found, item)
    modules = list(found.description().of("memory"))
    sizes = [size for m in modules if isinstance(size := m.get("size_mib"), int)]
    if sizes:
        found.tell("memory_mib", sum(sizes), path=modules[0].path, sure=Sure.DERIVED)
    for item in items:
        if item.kind == "memory":
            value, path = item.said("Memory Size")
            size = sum(filter(None, (size_bytes(part) for part in value.split(" + "))))
            found.tell("memory_mib", mib(size), path=path, sure=Sure.DERIVED)
    if any(item.kind == "disk" for item in items):
        found.lists_media()
        if not any(not medium.removable for medium in found.media):
            found.note("no_internal_medium", "Aucun disque interne n'apparaît : vérifiez à l'œil.")
    return found.description()


def _items(lines: list[str]) -> Iterator[_Item]:
    current: _Item | None = None
    into: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, start=1):
        if line[:1].isdecimal() and (match := _BLOCK.match(line)):
            if current:
                yield current
            current = _Item(match[1], f"line {number}")
            into = current.fields
            continue
        if current is None:
            continue
        if ": #" in line and (match := _SECTION.match(line) or _OTHER_SECTION.match(line)):
            into = {}
            current.sections.append((match[1], f"line {number}", into))
            continue
        said = line.lstrip()
        indent = len(line) - len(said)
        key, mark, value = said.partition(":")
        if 2 <= indent <= 8 and mark and 0 < len(key) <= _LONGEST_KEY and value[:1] in {"", " "}:
            if indent == 2:
                into = current.fields
            key = key.rstrip()
            if key not in into:
                into[key] = (value.strip(), f"line {number}")
    if current:
        yield current


def _plain(value: str) -> str:
    """Return what is between quotes, the last pair when an id stands before; else the value."""
    quoted = _QUOTED.findall(value)
    return quoted[-1].strip() if quoted else value.strip()


def _section(found: Finding, name: str, path: str, fields: dict[str, tuple[str, str]]) -> None:
    """Tell what the firmware's tables say, as dmidecode would."""

    def said(key: str) -> tuple[str, str]:
        value, place = fields.get(key, ("", path))
        return _plain(value), place

    if name == "System":
        brand, place = said("Manufacturer")
        found.tell("brand", brand, path=place)
        product, place = said("Product")
        found.tell("model", full_model(brand, product, said("Version")[0]), path=place)
        serial, place = said("Serial")
        found.tell("serial", serial, path=place)
        uuid, place = said("UUID")
        found.tell("uuid", "" if "undefined" in uuid else uuid, path=place)
    elif name == "Chassis":
        value, place = fields.get("Type", ("", path))
        found.tell("kind_hint", kind_of(value[value.find("(") + 1 :].rstrip(")")), path=place)
        value, place = said("Serial")
        found.tell("serial", value, path=place, sure=Sure.DERIVED)
    elif name in {"Board", "BIOS"}:
        part = found.component("board" if name == "Board" else "firmware", path=path)
        value, place = said("Manufacturer" if name == "Board" else "Vendor")
        part.tell("brand", value, path=place)
        value, place = said("Version")
        part.tell("version", value, path=place)
        if name == "Board":
            value, place = said("Product")
            part.tell("model", value, path=place)
            value, place = said("Serial")
            part.tell("serial", value, path=place)
    elif name == "Memory Device":
        _module(found, path, fields)
    elif name == "Hardware Security":
        firmware = found.only("firmware", path=path)
        for word in ("Enabled", "Disabled"):
            for key in ("Power-on Password", "Admin Password"):
                value, place = fields.get(key, ("", path))
                told = word.lower() if value.endswith(f"({word})") else ""
                firmware.tell("password", told, path=place)


def _module(found: Finding, path: str, fields: dict[str, tuple[str, str]]) -> None:
    value, place = fields.get("Size", ("", path))
    size = size_bytes(value)
    if not size or size < 32 * 2**20:
        return
    module = found.component("memory", path=path)
    module.tell("size_mib", mib(size), path=place)
    for name, key in (
        *(("brand", "Manufacturer"), ("model", "Part Number"), ("serial", "Serial")),
        ("slot", "Location"),
    ):
        value, place = fields.get(key, ("", path))
        module.tell(name, _plain(value), path=place)
    for name, key in (("type", "Type"), ("form", "Form Factor")):
        value, place = fields.get(key, ("", path))
        said = value[value.find("(") + 1 :].rstrip(")") if "(" in value else ""
        if name == "type":
            said = _MEMORY_TYPES.get(value[:4].lower(), said)
        module.tell(name, said if said not in {"Other", "Unknown"} else "", path=place)
    value, place = fields.get("Speed", ("", path))
    module.tell("mhz", whole(value) or None, path=place)


def _cpu(found: Finding, item: _Item) -> None:
    model, path = item.said("Model")
    model = " ".join(model.split())
    # hwinfo prints one block per thread: the first stands for the processor.
    if not found.tell("cpu", model, path=path):
        return
    part = found.component("processor", path=item.path)
    part.tell("model", model, path=path)
    value, path = item.said("Vendor")
    part.tell("brand", value, path=path)
    value, path = item.said("Arch")
    part.tell("architecture", value, path=path)


def _disk(found: Finding, item: _Item) -> None:
    name = item.said("Device File")[0].split(" ")[0]
    size_text = item.said("Capacity")[0] or item.said("Size")[0]
    size = whole(match[1]) if (match := _BYTES.search(size_text)) else None
    if size is None and (match := _SECTORS.match(item.said("Size")[0])):
        size = int(match[1]) * int(match[2])
    drivers = set(_QUOTED.findall(item.fields.get("Driver", ("", ""))[0]))
    usb = bool(drivers & {"usb-storage", "uas"}) or "usb" in item.said("SysFS Device Link")[0]
    empty = "no medium" in item.said("Drive status")[0]
    if _VIRTUAL.match(name) or _BOOT_AREA.search(name) or (empty or (usb and not size)):
        return
    files = item.said("Device Files")[0]
    model, serial = item.said("Model")[0], item.said("Serial ID")[0]
    short = name.removeprefix("/dev/")
    card = short.startswith("mmcblk") and "/mmc-SD" in files
    if short.startswith("nvme"):
        kind, known = "nvme", "bus"
    elif short.startswith("mmcblk"):
        kind, known = ("sd" if card else "emmc"), "bus"
    else:
        kind, known = medium_kinds.guess(model)
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial[:200],
            size_bytes=size,
            model=model[:200],
            name=name[:80],
            firmware=item.said("Revision")[0][:80],
            removable=usb or card,
            slot="usb" if usb else "card" if card else "",
            path=item.path,
        )
    )


def _storage(found: Finding, item: _Item) -> None:
    if _RAID.search(item.title) and "ahci" not in item.fields.get("Driver", ("", ""))[0]:
        found.note("raid", "Un contrôleur RAID peut cacher des disques : vérifiez à l'œil.")


def _card(kind: str, found: Finding, item: _Item) -> None:
    part = found.component(kind, path=item.path)
    for name, key in (("brand", "Vendor"), ("model", "Model"), ("driver", "Driver")):
        value, path = item.said(key)
        if name != "driver" or kind in {"graphics", "network", "sound"}:
            part.tell(name, value, path=path)
    if kind == "network":
        value, path = item.said("Permanent HW Address")
        part.tell("mac", value or item.said("HW Address")[0], path=path)


def _monitor(found: Finding, item: _Item) -> None:
    display = found.component("display", path=item.path)
    for name, key in (("brand", "Vendor"), ("model", "Model"), ("serial", "Serial ID")):
        value, path = item.said(key)
        display.tell(name, value, path=path)
    value, path = item.said("Size")
    if match := _MM.match(value):
        display.tell("width_mm", int(match[1]), path=path)
        display.tell("height_mm", int(match[2]), path=path)
    value, path = item.said("Year of Manufacture")
    display.tell("year", whole(value), path=path)
    value, path = item.said("Week of Manufacture")
    display.tell("week", whole(value) or None, path=path)


def _system(found: Finding, item: _Item) -> None:
    value, path = item.said("Formfactor")
    found.tell("kind_hint", kind_of(value), path=path, sure=Sure.DERIVED)


_TELLERS: dict[str, Callable[[Finding, _Item], None]] = {
    "cpu": _cpu,
    "disk": _disk,
    "storage": _storage,
    "monitor": _monitor,
    "system": _system,
    "graphics card": lambda found, item: _card("graphics", found, item),
    "network": lambda found, item: _card("network", found, item),
    "sound": lambda found, item: _card("sound", found, item),
    "camera": lambda found, item: _card("camera", found, item),
    "cdrom": lambda found, item: _card("optical", found, item),
}
