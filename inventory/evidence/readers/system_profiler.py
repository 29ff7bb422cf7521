"""Reads macOS `system_profiler`: text since Mac OS X 10.4, XML, JSON; the whole or some types.

Names in JSON of disks and batteries: gopsutil's disk_darwin.go and public fixtures that
show them; no file of a recent Mac was at hand.
"""

import re

from inventory.evidence import apple_disks, apple_parts, apple_tree
from inventory.evidence.description import Description
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material

NAME = "system_profiler"
VERSION = 4
JSON_KEYS: frozenset[str] = frozenset()

_JSON = re.compile(r'"SP[A-Z]\w{2,40}DataType"\s*:')
_XML = re.compile(r"<string>SP[A-Z]\w{2,40}DataType</string>|_SPCommandLineArguments")
_TEXT = re.compile(r"^\w[^\n]{1,40}:[ \t]{0,8}\n[ \t]{0,8}\n {4,8}\S[^\n]{0,200}:", re.MULTILINE)
_TELLERS = {
    "SPHardwareDataType": apple_parts.hardware,
    "SPMemoryDataType": apple_parts.memory,
    "SPPowerDataType": apple_parts.power,
    "SPDisplaysDataType": apple_parts.displays,
    "SPSoftwareDataType": apple_parts.software,
    "SPNetworkDataType": apple_parts.network,
    "SPFibreChannelDataType": apple_parts.fibre_channel,
    "SPCardReaderDataType": apple_parts.card_readers,
}


def recognises(material: Material) -> bool:
    """Tell the tool by the names of its data types, or by its indented headings."""
    if material.is_json:
        return any(apple_tree.is_data_type(name) for name in material.keys)
    head = material.head
    if material.looks_like_json:
        return _JSON.search(head) is not None
    if material.looks_like_xml:
        return "<plist" in head and _XML.search(head) is not None
    if not apple_tree.headings(head):
        return False
    return _TEXT.search(head) is not None


def describe(material: Material) -> Description:
    """Return the Mac that a report tells of; raise Unreadable."""
    types = apple_tree.types(material)
    apple_tree.require(types)
    found = Finding(NAME, VERSION)
    for name, teller in _TELLERS.items():
        if name in types:
            teller(found, types[name])
    for node in types["SPCameraDataType"].below if "SPCameraDataType" in types else []:
        found.component("camera", path=node.path).tell("model", node.name, path=node.path)
    apple_disks.tell(found, types)
    made = found.description()
    if not (made.values or made.components or made.media):
        found.note("nothing", "Ce relevé ne montre aucune partie de l'appareil.")
    return found.description()
