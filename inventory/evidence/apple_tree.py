"""What `system_profiler` prints, as text, JSON or XML, made one tree with its places."""

import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence import plist
from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable

DEEPEST = 30
_TEXT_TYPES = {
    "hardware": "SPHardwareDataType",
    "memory": "SPMemoryDataType",
    "software": "SPSoftwareDataType",
    "ata": "SPParallelATADataType",
    "parallel ata": "SPParallelATADataType",
    "serial-ata": "SPSerialATADataType",
    "sata/sata express": "SPSerialATADataType",
    "nvmexpress": "SPNVMeDataType",
    "storage": "SPStorageDataType",
    "usb": "SPUSBDataType",
    "firewire": "SPFireWireDataType",
    "thunderbolt": "SPThunderboltDataType",
    "card reader": "SPCardReaderDataType",
    "power": "SPPowerDataType",
    "graphics/displays": "SPDisplaysDataType",
    "disc burning": "SPDiscBurningDataType",
    "network": "SPNetworkDataType",
    "camera": "SPCameraDataType",
    "bluetooth": "SPBluetoothDataType",
    "applications": "SPApplicationsDataType",
    "audio": "SPAudioDataType",
    "audio (built in)": "SPAudioDataType",
    "diagnostics": "SPDiagnosticsDataType",
    "printers": "SPPrintersDataType",
    "pci cards": "SPPCIDataType",
    "pci": "SPPCIDataType",
    "modems": "SPModemDataType",
    "airport": "SPAirPortDataType",
    "wi-fi": "SPAirPortDataType",
    "ethernet cards": "SPEthernetDataType",
    "controller": "SPiBridgeDataType",
    "fibre channel": "SPFibreChannelDataType",
    "hardware raid": "SPHardwareRAIDDataType",
    "parallel scsi": "SPParallelSCSIDataType",
    "sas": "SPSASDataType",
    "pc cards": "SPPCCardDataType",
    "locations": "SPNetworkLocationDataType",
    "firewall": "SPFirewallDataType",
    "volumes": "SPNetworkVolumeDataType",
    "wwan": "SPWWANDataType",
    "memory slots": "SPMemoryDataType",
    "extensions": "SPExtensionsDataType",
    "frameworks": "SPFrameworksDataType",
    "fonts": "SPFontsDataType",
    "installations": "SPInstallHistoryDataType",
    "startup items": "SPStartupItemDataType",
    "preference panes": "SPPrefPaneDataType",
    "printer software": "SPPrintersSoftwareDataType",
    "configuration profiles": "SPConfigurationProfileDataType",
    "smart cards": "SPSmartCardsDataType",
    "disabled software": "SPDisabledSoftwareDataType",
    "developer": "SPDeveloperToolsDataType",
    "language & region": "SPInternationalDataType",
    "universal access": "SPUniversalAccessDataType",
    "accessibility": "SPUniversalAccessDataType",
    "managed client": "SPManagedClientDataType",
    "logs": "SPLogsDataType",
    "sync services": "SPSyncServicesDataType",
}
_LINE = re.compile(r"^( *)([^\s:][^\n]{0,199}?):(?: (.*))?$")
_HEADING = re.compile(r"^([A-Z][\w/()& -]{2,40}):[ \t]{0,8}$")
_DATA_TYPE = re.compile(r"^SP\w{2,40}DataType$")


class Node:
    """One thing of the tree: what is said of it, by lower-case name, and what it holds."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path
        self.values: dict[str, tuple[str, str]] = {}
        self.below: list[Node] = []

    def said(self, *names: str) -> tuple[str, str]:
        """Return the first of these names that says something, and its place."""
        return next(
            (self.values[name] for name in names if self.values.get(name, ("",))[0]), ("", "")
        )

    def text(self, *names: str) -> str:
        """Return the first of these names that says something, '' when none does."""
        return self.said(*names)[0]

    def walk(self, *, but: frozenset[str] = frozenset()) -> Iterator["Node"]:
        """Yield the node and all it holds, save what is under these names."""
        yield self
        for child in self.below:
            if child.name.lower() not in but:
                yield from child.walk(but=but)


def types(material: Material) -> dict[str, Node]:
    """Return the tree of each data type that the report holds."""
    if material.looks_like_json:
        return _of_json(material.json)
    if material.looks_like_xml:
        return _of_plist(plist.of_xml(material.xml))
    return _of_text(material.lines)


def is_data_type(name: str) -> bool:
    """Tell the name of a data type: SPHardwareDataType."""
    return name.startswith("SP") and _DATA_TYPE.match(name) is not None


def headings(text: str) -> list[str]:
    """Return the data types whose heading stands alone on a line of the text."""
    return [
        found
        for line in text.split("\n")
        if (match := _HEADING.match(line)) and (found := _TEXT_TYPES.get(match[1].lower(), ""))
    ]


def _of_json(document: Any) -> dict[str, Node]:
    found = {}
    for name, value in document.items() if isinstance(document, dict) else ():
        if _DATA_TYPE.match(name):
            found[name] = _node(name, {"_items": value}, f"/{name}", DEEPEST)
    return found


def _of_plist(document: Any) -> dict[str, Node]:
    found = {}
    for number, report in enumerate(document if isinstance(document, list) else []):
        name = report.get("_dataType") if isinstance(report, dict) else None
        if isinstance(name, str):
            items = {"_items": report.get("_items", [])}
            found[name] = _node(name, items, f"/plist/array/dict[{number + 1}]", DEEPEST)
    return found


def _node(name: str, values: dict[str, Any], path: str, depth: int) -> Node:
    node = Node(name, path)
    if depth == 0:
        return node
    for key, value in values.items():
        at = f"{path}/{key}" if key != "_items" else path
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            node.values.setdefault(str(key).lower(), (str(value).strip(), at))
        elif isinstance(value, bool):
            node.values.setdefault(str(key).lower(), ("yes" if value else "no", at))
        elif isinstance(value, dict):
            node.below.append(_node(str(key), value, at, depth - 1))
        elif isinstance(value, list):
            holder = node if key == "_items" else Node(str(key), at)
            if holder is not node:
                node.below.append(holder)
            for number, item in enumerate(value[:500]):
                if isinstance(item, dict):
                    label = str(item.get("_name", key))
                    holder.below.append(_node(label, item, f"{at}/{number}", depth - 1))
    return node


def _of_text(lines: list[str]) -> dict[str, Node]:
    """Return the tree that the indents draw; a line without a colon is left."""
    found: dict[str, Node] = {}
    open_: list[tuple[int, Node]] = []
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None:
            continue
        indent, name, value = len(match[1]), match[2].strip(), (match[3] or "").strip()
        place = f"line {number}"
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        if indent == 0:
            if kind := _TEXT_TYPES.get(name.lower()):
                node = found.setdefault(kind, Node(kind, place))
                open_ = [(0, node)]
            continue
        if not open_ or len(open_) > DEEPEST:
            continue
        parent = open_[-1][1]
        if value:
            parent.values.setdefault(name.lower(), (value, place))
        else:
            node = Node(name, place)
            parent.below.append(node)
            open_.append((indent, node))
    return found


def require(found: dict[str, Node]) -> None:
    """Refuse a report without any data type."""
    if not found:
        raise Unreadable("no_device", "Ce relevé macOS est vide : relancez « system_profiler ».")
