"""Reads exports of Windows' CIM (WMI): wmic's list, table, CSV; Get-CimInstance's list or JSON."""

import re

from inventory.evidence import cim_disks, cim_parts, cim_tables
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.sections import Section
from inventory.evidence.unreadable import Unreadable

NAME = "wmi"
VERSION = 3
JSON_KEYS: frozenset[str] = frozenset()

_SIGN = re.compile(
    r"^(?:CreationClassName|SystemCreationClassName|PSComputerName|SerialNumber|BIOSVersion"
    r"|SpindleSpeed|ElementName|Automount|SystemDrive|Manufacturer|DeviceID|Capacity|LocalAccount"
    r"|IPEnabled|InstanceID)\s{0,60}[=:]",
    re.MULTILINE,
)
_PAIRS = re.compile(r"^[A-Za-z_]\w{2,60}(?:=|[ \t]{1,60}:(?: |$))", re.MULTILINE)
_PAIR = re.compile(r"^[A-Za-z_]\w{2,60}=")
_CSV = re.compile(r'^(?:Node,\w|#TYPE [\w.]*CimInstance#|"(?:PSComputerName|Caption|__GENUS)")')
_JSON = re.compile(r'"(?:CreationClassName|CimClass|CimInstanceProperties|Win32_\w+|MSFT_\w+)"\s*:')
_DISKS = ("win32_diskdrive", "msft_physicaldisk")


def recognises(material: Material) -> bool:
    """Tell an export by the names of its properties."""
    head = material.head
    if material.looks_like_json:
        return _JSON.search(material.text[:100_000]) is not None
    if _CSV.search(head) or cim_tables.is_table(head):
        return True
    if material.looks_like_xml or material.is_binary:
        return False
    lines = [
        line for line in head.split("\n")[:60] if line.strip("\ufeff ") and not line.startswith("#")
    ]
    pairs = sum(1 for line in lines if _PAIRS.match(line))
    if pairs < 0.7 * len(lines) or not pairs:
        return False
    if _SIGN.search(head) is None:
        from_wmic = material.data[:2] == b"\xff\xfe" or b"\r\r\n" in material.data[:400]
        return from_wmic and _PAIR.match(lines[0]) is not None
    return bool(cim_tables.classes(cim_tables.instances(material)))


def describe(material: Material) -> Description:
    """Return the device that an export tells of; raise Unreadable."""
    instances = cim_tables.instances(material)
    found = Finding(NAME, VERSION)
    if not instances:
        raise Unreadable("no_device", "Cet export Windows est vide.")
    if not cim_tables.classes(instances) & {*cim_parts.TELLERS, *_DISKS}:
        found.note("nothing", "Cet export Windows ne décrit aucune partie de l'appareil.")
    for instance in instances:
        teller = cim_parts.TELLERS.get(instance.cls)
        if teller is not None:
            teller(found, instance.told)
    modules = [one for one in instances if one.cls == "win32_physicalmemory"]
    if modules:
        _sum(found, modules)
    drives, disks = (
        [instance.told for instance in instances if instance.cls == cls] for cls in _DISKS
    )
    if drives or disks:
        _media(found, drives, disks)
    return found.description()


def _sum(found: Finding, modules: list[cim_tables.Instance]) -> None:
    """Tell the memory as its modules added, when nothing told it."""
    sizes = [cim_parts.capacity(module.told) for module in modules]
    path = modules[0].told.said("capacity")[1]
    found.tell("memory_mib", sum(sizes) or None, path=path, sure=Sure.DERIVED)


def _media(found: Finding, drives: list[Section], disks: list[Section]) -> None:
    """Tell the disks, and what says that one may be missing from the list."""
    found.lists_media()
    for medium in cim_disks.media(drives, disks):
        found.medium(medium)
    if all(medium.removable for medium in found.media):
        found.note(
            "no_internal_medium",
            "Aucun disque interne n'apparaît : vérifiez à l'œil, une mémoire soudée "
            "peut être invisible.",
        )
    if any(medium.kind_from == "assumed" for medium in found.media):
        found.note("kind_assumed", "Le type d'un support (disque dur ou SSD) est à confirmer.")
    if any("raid" in told.text("bustype").lower() or told.text("bustype") == "8" for told in disks):
        found.note("raid", "Un contrôleur RAID peut cacher des disques : vérifiez à l'œil.")
