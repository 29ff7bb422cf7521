"""Reads the storage dumps of GLPI's agent: what /sys, smartctl, hdparm, udisks say of disks."""

import re
from typing import Any

from inventory.evidence import medium_kinds, perl_dump, smartctl_text
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.plain_text import clean_text
from inventory.evidence.quantities import whole
from inventory.evidence.serials import is_placeholder
from inventory.evidence.unreadable import Unreadable

NAME = "storage-dump"
VERSION = 2
WHOLE = True

_OPENING = re.compile(r"^\s*\$SYSTEM\s*=\s*\{")
_DISK = re.compile(r"^(?:sd[a-z]+|hd[a-z]|vd[a-z]|xvd[a-z]|nvme\d+n\d+|mmcblk\d+)$")
_CUT_BY_SCSI = (15, 16)
"""Characters. The kernel keeps sixteen of a SCSI disk's model, the last one maybe a space."""
_DRIVE = re.compile(r"^\s+Drive:\s+'?/org/freedesktop/UDisks2/drives/(\S+?)'?\s*$", re.MULTILINE)


def recognises(material: Material) -> bool:
    """Tell the dump by its first variable."""
    return _OPENING.match(material.head) is not None


def describe(material: Material) -> Description:
    """Return the disks that the dump shows; raise Unreadable."""
    system = perl_dump.variables(material.text).get("SYSTEM")
    blocks = _inside(system, "sys", "block")
    if not isinstance(system, dict) or not isinstance(blocks, dict):
        raise Unreadable("no_device", "Ce relevé de stockage ne décrit aucun disque.")
    found = Finding(NAME, VERSION)
    for name in sorted(blocks):
        if re.match(r"^sr\d+$", name):
            drive = found.component("optical", path=f"/SYSTEM/sys/block/{name}")
            model = clean_text(_inside(blocks, name, "device", "model"))
            drive.tell("model", model, path=f"/SYSTEM/sys/block/{name}/device/model")
        elif _DISK.match(name):
            _disk(found, system, name)
    found.lists_media()
    return found.description()


def _disk(found: Finding, system: dict[str, Any], name: str) -> None:
    block = _inside(system, "sys", "block", name)
    told = smartctl_text.drives(clean_lines(system.get(f"smartctl-{name}")).split("\n"))
    smart = told[0] if told else None
    size = (whole(clean_text(_inside(block, "size"))) or 0) * 512
    usb = smart is not None and smart.on_usb
    removable = clean_text(_inside(block, "removable")) == "1"
    if not size and (removable or usb):
        return
    model = clean_text(_inside(block, "device", "model"))
    serial = clean_text(_inside(block, "device", "serial"))
    if smart is not None and smart.opened:
        model = smart.model or model
        serial = str(smart.get("serial") or "") or serial
    serial = (
        serial
        or clean_text(_inside(block, "serial"))
        or _from_page(_inside(block, "device", "vpd_pg80"))
        or _from_udisks(system.get(f"udisksctl-{name}"), model)
    )
    if name.startswith("nvme"):
        kind, known = "nvme", "bus"
    elif name.startswith("mmcblk"):
        kind, known = ("sd" if removable else "emmc"), "bus"
    elif smart is not None and smart.opened:
        kind, known = smart.kind
    else:
        kind, known = medium_kinds.guess(model)
    firmware = clean_text(_inside(block, "device", "firmware_rev"))
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial,
            size_bytes=size or None,
            model=model,
            name=f"/dev/{name}",
            firmware=(str(smart.get("firmware") or "") if smart else "") or firmware,
            removable=removable or usb,
            slot="usb" if usb else "",
            path=f"/SYSTEM/sys/block/{name}",
        )
    )


def _from_page(page: Any) -> str:
    """Return the serial in SCSI's page 0x80 as the kernel shows it: four bytes, then the serial."""
    return clean_text(page[4:]) if isinstance(page, str) and page[:1] == "\0" else ""


def _from_udisks(text: Any, model: str) -> str:
    """Return the serial in a name of UDisks: the model, then the serial."""
    match = _DRIVE.search(clean_lines(text))
    head = model.replace(" ", "_") + "_"
    if match is None or not match[1].startswith(head):
        return ""
    told = match[1].removeprefix(head)
    return told.rpartition("_")[2] if len(model) in _CUT_BY_SCSI else told


def clean_lines(value: Any) -> str:
    """Return a recorded output as text, '' when the tool was not there."""
    return value if isinstance(value, str) else ""


def _inside(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
