"""The media in an lshw tree: disks, NVMe, eMMC, cards and keys; never an optical drive.

lshw gives a disk the class `disk`, an optical drive too; a card reader is a disk whose
`medium` child has a size only when a card is in. NVMe namespaces hang from their
controller, which old versions print alone; an eMMC is a device with /dev/mmcblk names.
"""

import re
from collections.abc import Iterable

from inventory.evidence import medium_kinds
from inventory.evidence.description import MediumSeen
from inventory.evidence.lshw_tree import Node
from inventory.evidence.serials import is_placeholder

_OPTICAL = frozenset({"cd-r", "cd-rw", "dvd", "dvd-r", "dvd-ram", "bd", "bd-r", "bd-re", "audio"})
_OPTICAL_NAME = re.compile(r"^/dev/(?:sr|scd|cdrom|cdrw|dvd|dvdrw)\d*$")
_NOT_A_MEDIUM = re.compile(r"^/dev/(?:loop|ram|zram|dm-|md|mapper/|fd|nbd|drbd|hwmon)|^hwmon")
_NVME = re.compile(r"^/dev/nvme(\d+)(?:c\d+)?n\d+$")
_NVME_CONTROLLER = re.compile(r"^/dev/nvme(\d+)$")
_MMC = re.compile(r"^/dev/(mmcblk\d+)$")
_MMC_PART = re.compile(r"^/dev/(mmcblk\d+)(?:boot\d+|rpmb)$")
_FLASH_KEY = re.compile(r"FLASH|STICK|TRAVELER|CRUZER|\bKEY\b|PENDRIVE|\bDT\b|CARD|SD/|MMC|\bCRW")
_LIVE_MOUNT = re.compile(
    r"^/(?:run|lib|usr/lib)/(?:live|initramfs/live|archiso)|^/cdrom$|^/isodevice"
)
_USB_DRIVERS = frozenset({"usb-storage", "uas", "ums-realtek"})


def find(nodes: list[Node]) -> list[MediumSeen]:
    """Return the media, in the order of the file."""
    inner = _by_ancestor(nodes)
    seen: list[MediumSeen] = []
    namespaces: dict[str, list[Node]] = {}
    done: set[str] = set()
    named = [node for node in nodes if node.names]
    with_boot_areas = {_first(_MMC_PART, node.names) for node in named}
    for node in nodes:
        if not node.names and node.cls != "disk":
            continue
        name = next(iter(node.names), "")
        if number := _first(_NVME, node.names):
            namespaces.setdefault(number, []).append(node)
        elif card := _first(_MMC, node.names):
            if card not in done:
                done.add(card)
                seen.append(_mmc(node, soldered=card in with_boot_areas))
        elif node.cls == "disk" and not _is_aside(node, name):
            medium = _disk(node, inner.get(node, []))
            if medium is not None and name not in done:
                done.add(name or node.pointer)
                seen.append(medium)
    controllers = {_first(_NVME_CONTROLLER, node.names): node for node in named}
    seen += [_nvme(group, controllers.get(number)) for number, group in namespaces.items()]
    seen += [_bare_controller(node) for node in hidden_nvme(nodes)]
    return seen


def hidden_nvme(nodes: list[Node]) -> list[Node]:
    """Return the NVMe controllers under which no namespace is printed: a medium is there."""
    controllers = [node for node in nodes if _is_nvme_controller(node)]
    if not controllers:
        return []
    spaces = {node: number for node in nodes if (number := _first(_NVME, node.names))}
    shown = {above for node in spaces for above in node.lineage}
    found: dict[Node, None] = {}
    for node in controllers:
        if node in shown or _first(_NVME_CONTROLLER, node.names) in spaces.values():
            continue
        if not any(above in found for above in node.lineage):
            found[node] = None
    return list(found)


def _is_nvme_controller(node: Node) -> bool:
    return node.cls == "storage" and (
        "nvm_express" in node.capabilities
        or node.setting("driver") == "nvme"
        or _first(_NVME_CONTROLLER, node.names) != ""
    )


def _is_aside(node: Node, name: str) -> bool:
    """Tell an optical drive, a virtual device, or the inside of a reader already seen."""
    return (
        node.id in {"cdrom", "dvd", "medium", "namespace"}
        or bool(node.capabilities & _OPTICAL)
        or _OPTICAL_NAME.match(name) is not None
        or _NOT_A_MEDIUM.match(name) is not None
        or _first(_MMC_PART, node.names) != ""
    )


def _disk(node: Node, below: list[Node]) -> MediumSeen | None:
    """Return a disk seen by SATA, SCSI, IDE or USB; None for a reader without a card."""
    inside = next((child for child in below if child.id == "medium"), None)
    size = node.size or (inside.size if inside else None)
    removable = "removable" in node.capabilities
    if removable and size is None:
        return None
    model = _model(node)
    usb = _on_usb(node)
    if any(above.setting("driver").startswith("ufshcd") for above in node.lineage):
        kind, known = "ufs", "bus"
    elif usb and (removable or _FLASH_KEY.search(model.upper())):
        kind, known = "sd", "bus"
    else:
        kind, known = medium_kinds.guess(model, sorted(node.capabilities))
    return MediumSeen(
        kind=kind,
        kind_from=known,
        serial=_serial(node),
        size_bytes=size,
        model=model,
        removable=usb or removable,
        slot="usb" if usb else "card" if removable else "",
        live=any(_LIVE_MOUNT.match(name) for child in below for name in child.names),
        path=node.pointer,
    )


def _nvme(group: list[Node], controller: Node | None) -> MediumSeen:
    """Return one medium for a controller's namespaces: its serial, their sizes added."""
    first = group[0]
    above = [node for node in first.lineage if node.cls == "storage"]
    above += [controller] if controller else []
    owner = next((node for node in [first, *above] if _serial(node)), (above or [first])[0])
    sizes = [node.size for node in group if node.size]
    return MediumSeen(
        kind="nvme",
        kind_from="bus",
        serial=_serial(owner),
        size_bytes=sum(sizes) or None,
        model=_model(owner) or _model(first),
        removable=_on_usb(first),
        slot="usb" if _on_usb(first) else "",
        live=False,
        path=owner.pointer,
    )


def _bare_controller(node: Node) -> MediumSeen:
    return MediumSeen(
        kind="nvme",
        kind_from="bus",
        serial=_serial(node),
        size_bytes=None,
        model=_model(node),
        path=node.pointer,
    )


def _mmc(node: Node, *, soldered: bool) -> MediumSeen:
    """Return an eMMC (soldered) or a card: the first has boot areas and says `mmc`."""
    device = next(
        (above for above in node.lineage if above.text("serial") or above.text("product")), node
    )
    words = device.capabilities | node.capabilities
    soldered = soldered or ("mmc" in words and "sd" not in words)
    return MediumSeen(
        kind="emmc" if soldered else "sd",
        kind_from="bus",
        serial=_serial(device),
        size_bytes=node.size or device.size,
        model=_model(device),
        removable=not soldered,
        slot="" if soldered else "card",
        path=node.pointer,
    )


def _by_ancestor(nodes: list[Node]) -> dict[Node, list[Node]]:
    """Return, for every disk, the nodes below it."""
    below: dict[Node, list[Node]] = {}
    disks = {node for node in nodes if node.cls == "disk"}
    for node in nodes:
        above = node.parent
        while disks and above is not None:
            if above in disks:
                below.setdefault(above, []).append(node)
            above = above.parent
    return below


def _on_usb(node: Node) -> bool:
    return any(
        above.text("businfo").startswith("usb@")
        or above.setting("driver") in _USB_DRIVERS
        or above.id == "usbhost"
        for above in node.lineage
    )


def _first(pattern: re.Pattern[str], names: Iterable[str]) -> str:
    """Return what the pattern captures in the first name that matches, else ''."""
    for name in names:
        if match := pattern.match(name):
            return match[1]
    return ""


def _serial(node: Node) -> str:
    serial = node.text("serial")
    return "" if is_placeholder(serial) else serial


def _model(node: Node) -> str:
    """Return the product, with its vendor in front when the name does not say it."""
    product, vendor = node.text("product"), node.text("vendor")
    if not product or is_placeholder(product):
        return vendor
    return product
