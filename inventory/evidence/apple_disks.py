"""The disks, cards and optical drives of a macOS report."""

import re
from dataclasses import replace

from inventory.evidence import told_media
from inventory.evidence.apple_tree import Node
from inventory.evidence.description import MediumSeen
from inventory.evidence.embedded import joined
from inventory.evidence.finding import Finding
from inventory.evidence.quantities import decimal, size_bytes

_INSIDE = {
    "SPSerialATADataType": "sata",
    "SPParallelATADataType": "ata",
    "SPNVMeDataType": "nvme",
    "SPCardReaderDataType": "card reader",
    "SPUSBDataType": "usb",
    "SPFireWireDataType": "firewire",
}
_VOLUMES = frozenset({"volumes", "volumes_anonymous"})
_SIZE = ("size_in_bytes", "capacity", "size")
_BYTES = re.compile(r"\(([\d \u00a0\u202f.,']{4,40}) ?(?:bytes|octets)\)", re.IGNORECASE)
_MOST = 60


def tell(found: Finding, types: dict[str, Node]) -> None:
    """Tell the media and the optical drives, and whether the report lists every medium."""
    media: list[MediumSeen] = []
    drives: dict[str, str] = {}
    for name, bus in _INSIDE.items():
        if name in types:
            media += _under(drives, types[name], bus)
    if "SPStorageDataType" in types:
        media = joined(media, _as_listed(_physical(types["SPStorageDataType"]), media))
    for burner in types["SPDiscBurningDataType"].below if "SPDiscBurningDataType" in types else []:
        _optical(drives, burner)
    for model, path in drives.items():
        found.component("optical", path=path).tell("model", model, path=path)
    for medium in media[:_MOST]:
        found.medium(medium)
    names = set(types)
    whole = "SPHardwareDataType" in names and names & {
        "SPSerialATADataType",
        "SPParallelATADataType",
    }
    if whole or {"SPSerialATADataType", "SPNVMeDataType"} <= names or "SPStorageDataType" in names:
        found.lists_media()
        if not any(not medium.removable for medium in media):
            found.note(
                "no_internal_medium",
                "Aucun disque interne n'apparaît : vérifiez à l'œil, une mémoire soudée "
                "peut être invisible.",
            )


def _under(drives: dict[str, str], top: Node, bus: str) -> list[MediumSeen]:
    """Return the media of one bus; a USB device holds its `Media` apart."""
    media = []
    above: dict[int, Node] = {}
    for node in top.walk(but=_VOLUMES):
        for child in node.below:
            above[id(child)] = node
        size = _bytes(node)
        named = node.text("bsd_name", "bsd name", "device_model", "model", "device model")
        if not named or node is top:
            continue
        if size is None:
            if told_media.is_optical(node.name, node.text("device_model", "model")):
                _optical(drives, node)
            continue
        owner = _owner(node, above)
        media.append(_medium(node, owner, size, bus))
    return media


def _owner(node: Node, above: dict[int, Node]) -> Node:
    """Return what says the serial and the model: the node, or the device that holds it."""
    holder: Node | None = node
    for _ in range(4):
        if holder is None or holder.text(
            *(
                "device_serial",
                "serial number",
                "d_serial_num",
                "serial_num",
                "device_model",
                "model",
            )
        ):
            break
        holder = above.get(id(holder))
    return holder or node


def _medium(node: Node, owner: Node, size: int, bus: str) -> MediumSeen:
    kind = node.text("spsata_medium_type", "medium type", "spnvme_medium_type").lower()
    removable = node.text("removable_media", "removable media").lower() == "yes"
    detachable = node.text("detachable_drive", "detachable drive").lower() == "yes"
    model = owner.text("device_model", "model")
    return told_media.told(
        path=node.path,
        model=owner.name if not model or model.startswith("0x") else model,
        serial=owner.text("device_serial", "serial number", "d_serial_num", "serial_num"),
        size=size,
        bus=bus,
        kind={"rotational": "hdd", "solid state": "ssd"}.get(kind, ""),
        removable=bus != "nvme" and (removable or detachable),
        firmware=owner.text("device_revision", "revision"),
        name=node.text("bsd_name", "bsd name"),
        smart_status=_smart(node),
    )


def _physical(top: Node) -> list[MediumSeen]:
    """Return the physical drives under the volumes of SPStorage, each once."""
    media: dict[str, MediumSeen] = {}
    for volume in top.below:
        for drive in volume.below:
            if drive.name.lower() not in {"physical_drive", "physical drive"}:
                continue
            name = drive.text("device_name", "device name")
            if drive.text("protocol").lower() == "disk image" or not name:
                continue
            medium = _of_volume(drive, name, _bytes(volume))
            known = media.setdefault(name, medium)
            if known.size_bytes != medium.size_bytes:
                media[name] = replace(known, size_bytes=None)  # parts of it
    return list(media.values())


def _of_volume(drive: Node, name: str, size: int | None) -> MediumSeen:
    kind = drive.text("medium_type", "medium type").lower()
    return told_media.told(
        path=drive.path,
        model=name,
        size=size,
        bus=drive.text("protocol"),
        kind={"rotational": "hdd", "ssd": "ssd", "solid state": "ssd"}.get(kind, ""),
        removable=drive.text("is_internal_disk", "internal").lower() != "yes",
        smart_status=_smart(drive),
    )


def _as_listed(drives: list[MediumSeen], media: list[MediumSeen]) -> list[MediumSeen]:
    """Return the drives, with the size of the one of their model that its own bus lists."""
    sizes: dict[str, int | None] = {}
    for medium in media:
        sizes.setdefault(medium.model, medium.size_bytes)
    return [replace(one, size_bytes=sizes.get(one.model, one.size_bytes)) for one in drives]


def _smart(node: Node) -> str:
    """Return what SMART says; « Not Supported » says nothing."""
    value = node.text("smart_status", "s.m.a.r.t. status").lower()
    return {"verified": "passed", "failing": "failed", "failed": "failed"}.get(value, "")


def _bytes(node: Node) -> int | None:
    """Return the size: in bytes when they are said; before Mac OS X 10.6 a GB is 2^30."""
    value = node.text(*_SIZE)
    if value.isdecimal() and len(value) < 19:
        return int(value) or None
    if match := _BYTES.search(value):
        digits = "".join(character for character in match[1] if character.isdecimal())
        return int(digits) if digits and len(digits) < 19 else None
    if decimal(value) is None:
        return None
    return size_bytes(value.replace("\u00a0", " "), base=1024)


def _optical(drives: dict[str, str], node: Node) -> None:
    drives.setdefault(node.text("device_model", "model") or node.name, node.path)
