"""Reads GLPI agent inventories, JSON and XML, and their elders FusionInventory and OCS.

Names of fields: github.com/glpi-project/inventory_format (inventory.schema.json).
Users, processes, software and keys that these files hold are never read.
"""

import base64
import binascii
import re

from inventory.evidence import apple_models, edid, glpi_parts, sections
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.sections import Section
from inventory.evidence.unreadable import Unreadable

NAME = "glpi"
VERSION = 3
JSON_KEYS: frozenset[str] = frozenset()

_XML_HEAD = re.compile(r"<REQUEST>|<REQUEST\s", re.IGNORECASE)
_SECTIONS = frozenset({"bios", "hardware", "cpus", "storages", "network_device", "versionclient"})
_SENDER = frozenset({"deviceid", "action", "itemtype"})
_EDITORS = re.compile(
    r"american megatrends|\bami\b|phoenix|award|insyde|seabios|coreboot|\bedk\b|bochs|\bxen\b",
    re.IGNORECASE,
)
"""Who writes firmware for others: never the maker of the machine."""
_ANDROID_ID = re.compile(r"(?=.*[a-f])[0-9a-f]{16}")
"""What Android gives an agent since version 10 in place of the serial on the label."""
_PARTIAL = "Inventaire partiel : il ne dit pas quels disques l'appareil contient."


def recognises(material: Material) -> bool:
    """Tell an inventory by its REQUEST element, or by its content and who sent it."""
    if material.looks_like_xml:
        return _XML_HEAD.search(material.head) is not None
    return _is_inventory(material.json_or_none)


def describe(material: Material) -> Description:
    """Return the device that an inventory tells of; raise Unreadable."""
    if not material.looks_like_xml:
        top = Section(material.json, "")
    else:
        top = sections.of_xml(material.xml)
    content = top.one("content")
    found = Finding(NAME, VERSION)
    networked = content.below("network_device", "device")
    if networked:
        _network_device(found, networked, content)
    elif content.has(_SECTIONS):
        _computer(found, content, top)
    else:
        raise Unreadable(
            "no_device", "Ce message de l'agent GLPI ne contient pas d'inventaire d'appareil."
        )
    return found.description()


def _is_inventory(document: object) -> bool:
    if not isinstance(document, dict):
        return False
    top = Section(document, "")
    content = top.one("content")
    return bool(content) and (top.has(_SENDER) or content.has(_SECTIONS))


def _computer(found: Finding, content: Section, top: Section) -> None:
    bios, hardware = content.one("bios"), content.one("hardware")
    system = content.one("operatingsystem")
    if bios:
        _identity(found, bios, android="android" in _system_name(content)[0].lower())
    hardware.copy(found, uuid="uuid")
    _kind(found, content, top)
    if bios:
        _board(found, bios)
    glpi_parts.processors(found, content, hardware)
    glpi_parts.memory(found, content, hardware)
    glpi_parts.batteries(found, content)
    glpi_parts.others(found, content)
    glpi_parts.system(found, system, hardware)
    _screens(found, content)
    mac = "darwin" in (system.text("kernel_name") + hardware.text("archname")).lower()
    seen = glpi_parts.media(found, content, of_2_20=mac)
    if "storages" in content:
        found.lists_media()
    if "storages" not in content or top.text("partial").lower() in {"true", "1"}:
        found.note("partial", _PARTIAL)
    elif not seen:
        found.note(
            "no_internal_medium",
            "Aucun disque interne n'apparaît : vérifiez à l'œil, une mémoire soudée "
            "peut être invisible.",
        )
    if any(drive.text("encrypt_status").lower() == "yes" for drive in content.below("drives")):
        found.note("encrypted", "Un volume est chiffré.")


_IDENTITY = (
    ("brand", ("smanufacturer", "mmanufacturer", "bmanufacturer")),
    ("model", ("smodel", "mmodel")),
    ("serial", ("ssn", "msn")),
    ("sku", ("skunumber",)),
    ("asset_tag", ("assettag",)),
)


def _identity(found: Finding, bios: Section, *, android: bool) -> None:
    """Tell who made the machine and its numbers, but what agents put where they know nothing."""
    for name, keys in _IDENTITY:
        for key in keys:
            value, path = bios.said(key)
            if value == "release-keys" or (key == "bmanufacturer" and _EDITORS.search(value)):
                continue
            if android and name == "serial" and _ANDROID_ID.fullmatch(value):
                continue
            sure = Sure.TOLD if key == keys[0] else Sure.DERIVED
            if found.tell(name, value, path=path, sure=sure):
                break


def _system_name(content: Section) -> tuple[str, str]:
    value, path = content.one("hardware").said("osname")
    return (value, path) if value else content.one("operatingsystem").said("name")


def _board(found: Finding, bios: Section) -> None:
    firmware = found.component("firmware", path=bios.path)
    bios.copy(firmware, brand="bmanufacturer", version="bversion")
    value, path = bios.said("bdate")
    firmware.tell("date", glpi_parts.iso_date(value), path=path)
    board = found.component("board", path=bios.path)
    bios.copy(board, brand="mmanufacturer", model="mmodel", serial="msn")


def _kind(found: Finding, content: Section, top: Section) -> None:
    """Tell the kind: the chassis, Apple's name, what runs on it, else a battery."""
    bios, hardware = content.one("bios"), content.one("hardware")
    for section, key in ((hardware, "chassis_type"), (bios, "type")):
        value, path = section.said(key)
        found.tell("kind_hint", kind_of(value), path=path)
    value, path = bios.said("smodel")
    found.tell("kind_hint", apple_models.kind_of(value), path=path, sure=Sure.DERIVED)
    value, path = top.said("itemtype")
    if value.lower() == "phone":
        found.tell("kind_hint", "smartphone", path=path)
    value, path = _system_name(content)
    if "android" in value.lower():
        found.tell("kind_hint", "smartphone", path=path, sure=Sure.GUESSED)
    batteries = content.below("batteries")
    if batteries and batteries[0].text("chemistry", "name"):
        found.tell("kind_hint", "laptop", path=batteries[0].path, sure=Sure.GUESSED)


def _screens(found: Finding, content: Section) -> None:
    """Tell each screen, from its EDID too when the inventory holds it."""
    for monitor in content.below("monitors"):
        screen = found.component("display", path=monitor.path)
        monitor.copy(screen, brand="manufacturer", model="name caption", serial="serial altserial")
        encoded, path = monitor.said("base64")
        for block in _blocks(encoded)[:1]:
            seen = edid.read(block)
            for field in ("year", "week", "width_mm", "height_mm", "width_px", "height_px"):
                screen.tell(field, getattr(seen, field) or None, path=path, sure=Sure.DERIVED)


def _blocks(encoded: str) -> list[bytes]:
    """Return the EDID that a text holds in base64; nothing when it is none."""
    try:
        data = base64.b64decode("".join(encoded[:20_000].split()))
    except (binascii.Error, ValueError):
        return []
    return edid.blocks_in(data)


def _network_device(found: Finding, devices: list[Section], content: Section) -> None:
    """Tell a printer or a switch that an agent found on the network."""
    if len(devices) > 1:
        raise Unreadable(
            "several_devices", "Ce fichier décrit plusieurs appareils : envoyez-les un par un."
        )
    device = devices[0]
    info = device.one("info")
    firmware = device.one("firmwares")
    for section, sure in ((info, Sure.TOLD), (device, Sure.TOLD), (firmware, Sure.DERIVED)):
        model = "name" if section is firmware else "model"
        section.copy(found, sure=sure, brand="manufacturer", model=model, serial="serial")
    value, path = (info or device).said("type")
    if value.upper() == "PRINTER":
        found.tell("kind_hint", "printer", path=path)
        counters = device.one("pagecounters") or content.one("pagecounters")
        counters.copy(found.component("printer", path=device.path), pages="total")
    value, path = (info or device).said("ram", "memory")
    found.tell("memory_mib", glpi_parts.number(value), path=path)
    found.note(
        "network", "Inventaire fait par le réseau : il ne dit rien des supports de stockage."
    )
    found.note("partial", _PARTIAL)
