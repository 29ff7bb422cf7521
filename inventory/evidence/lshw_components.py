"""The components in an lshw tree: processor, memory, board, firmware, cards, battery."""

from inventory.evidence.description import Sure
from inventory.evidence.finding import Finding, Part
from inventory.evidence.lshw_tree import Node
from inventory.evidence.plain_text import whole_number

SMALLEST_BANK = 32 * 1024 * 1024
"""Bytes. Below, a bank is the chip that holds the firmware."""
_MHZ = 1_000_000
_RADIO = frozenset({"wireless", "wwan", "bluetooth"})


def tell(found: Finding, nodes: list[Node]) -> None:
    """Tell every component of the tree."""
    for node in nodes:
        teller = _TELLERS.get(node.cls)
        if teller is not None:
            teller(found, node)


def _part(found: Finding, kind: str, node: Node) -> Part:
    part = found.component(kind, path=node.pointer)
    for field, key in (("brand", "vendor"), ("model", "product"), ("serial", "serial")):
        part.tell(field, node.text(key), path=f"{node.pointer}/{key}")
    return part


def _processor(found: Finding, node: Node) -> None:
    if node.id != "cpu" or not node.text("product"):
        return
    part = _part(found, "processor", node)
    at = f"{node.pointer}/configuration"
    part.tell("cores", node.setting("cores"), path=f"{at}/cores")
    part.tell("threads", node.setting("threads"), path=f"{at}/threads")
    part.tell("bits", node.data.get("width"), path=f"{node.pointer}/width")
    part.tell("signature", node.text("version"), path=f"{node.pointer}/version")
    part.tell("socket", node.text("slot"), path=f"{node.pointer}/slot")
    for key in ("capacity", "size"):
        if node.text("units").lower() in {"hz", ""} and (hertz := whole_number(node.data.get(key))):
            part.tell("mhz", hertz // _MHZ, path=f"{node.pointer}/{key}", sure=Sure.DERIVED)


def _memory(found: Finding, node: Node) -> None:
    if node.id == "firmware":
        _firmware(found, node)
    elif node.id == "bank" and (node.size or 0) >= SMALLEST_BANK:
        part = _part(found, "memory", node)
        path = f"{node.pointer}/size"
        part.tell("size_mib", (node.size or 0) // 2**20, path=path, sure=Sure.DERIVED)
        part.tell("slot", node.text("slot"), path=f"{node.pointer}/slot")
        kind = next((w for w in node.text("description").split() if w[:3] in {"DDR", "LPD"}), "")
        part.tell("type", kind, path=f"{node.pointer}/description")
        if clock := whole_number(node.data.get("clock")):
            path = f"{node.pointer}/clock"
            part.tell("mhz", round(clock / _MHZ), path=path, sure=Sure.DERIVED)


def _firmware(found: Finding, node: Node) -> None:
    part = found.component("firmware", path=node.pointer)
    for field, key in (("brand", "vendor"), ("version", "version"), ("date", "date")):
        part.tell(field, node.text(key), path=f"{node.pointer}/{key}")
    if "uefi" in node.capabilities:
        part.tell("uefi", value=True, path=f"{node.pointer}/capabilities/uefi")


def _board(found: Finding, node: Node) -> None:
    if node.id == "core" and node.parent is not None:
        part = _part(found, "board", node)
        part.tell("version", node.text("version"), path=f"{node.pointer}/version")


def _graphics(found: Finding, node: Node) -> None:
    if node.text("product") and node.text("businfo").startswith("pci@"):
        part = _part(found, "graphics", node)
        part.tell("driver", node.setting("driver"), path=f"{node.pointer}/configuration/driver")


def _network(found: Finding, node: Node) -> None:
    if not node.text("product"):
        return
    part = found.component("network", path=node.pointer)
    for field, key in (("brand", "vendor"), ("model", "product"), ("mac", "serial")):
        part.tell(field, node.text(key), path=f"{node.pointer}/{key}")
    words = node.capabilities | {node.id}
    kind = next((word for word in sorted(_RADIO) if word in words), "ethernet")
    part.tell("type", kind, path=f"{node.pointer}/capabilities", sure=Sure.DERIVED)
    part.tell("driver", node.setting("driver"), path=f"{node.pointer}/configuration/driver")


def _multimedia(found: Finding, node: Node) -> None:
    if not node.text("product"):
        return
    camera = node.setting("driver") == "uvcvideo" or "camera" in node.text("description").lower()
    _part(found, "camera" if camera else "sound", node)


def _power(found: Finding, node: Node) -> None:
    if node.id != "battery":
        return
    part = _part(found, "battery", node)
    if node.text("units").lower() == "mwh":
        path = f"{node.pointer}/capacity"
        part.tell("design_mwh", whole_number(node.data.get("capacity")) or None, path=path)


def _disk(found: Finding, node: Node) -> None:
    if node.id in {"cdrom", "dvd"}:
        _part(found, "optical", node)


def _controller(found: Finding, node: Node) -> None:
    if node.text("product") and node.text("businfo").startswith("pci@"):
        part = _part(found, "controller", node)
        part.tell("driver", node.setting("driver"), path=f"{node.pointer}/configuration/driver")


_TELLERS = {
    "processor": _processor,
    "memory": _memory,
    "bus": _board,
    "display": _graphics,
    "network": _network,
    "multimedia": _multimedia,
    "power": _power,
    "disk": _disk,
    "storage": _controller,
}
