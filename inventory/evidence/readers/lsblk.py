"""Reads `lsblk -J` and `-P`: every version, sizes in bytes or for people, `true` or `1`."""

import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence import lsblk_pairs, medium_kinds
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.plain_text import clean_text
from inventory.evidence.quantities import size_bytes
from inventory.evidence.serials import is_placeholder
from inventory.evidence.unreadable import Unreadable

NAME = "lsblk"
VERSION = 2
JSON_KEYS = frozenset({"blockdevices"})

_VIRTUAL = re.compile(r"^(?:loop|ram|zram|dm-|md|fd|nbd|drbd|sr|zd|bcache|rbd)")
_BOOT_AREA = re.compile(r"^(mmcblk\d+)(?:boot\d+|rpmb)$")
_RAID_VOLUME = re.compile(r"PERC|MEGARAID|LOGICAL VOLUME|VIRTUAL DISK|RAID", re.IGNORECASE)
LIVE_MOUNT = re.compile(
    r"^/(?:run|lib|usr/lib)/(?:live|initramfs|archiso)|^/(?:cdrom|isodevice|livemnt)(?:/|$)"
)
MOST = 500
_TURNING = frozenset({"sata", "ata", "sas", "ide", "spi"})


def recognises(material: Material) -> bool:
    """Tell lsblk by its one key, or by pairs that name devices and their type."""
    if material.is_json:
        return "blockdevices" in material.keys
    if material.looks_like_json:
        return '"blockdevices"' in material.head
    return lsblk_pairs.are_in(material.head)


def describe(material: Material) -> Description:
    """Return the disks that lsblk lists; raise Unreadable."""
    is_json = material.looks_like_json
    document = material.json if is_json else lsblk_pairs.as_tree(material.lines)
    devices = document.get("blockdevices") if isinstance(document, dict) else None
    if not isinstance(devices, list):
        raise Unreadable("no_device", "Ce relevé lsblk ne liste aucun disque.")
    found = Finding(NAME, VERSION)
    tops = [(d, f"/blockdevices/{i}") for i, d in enumerate(devices) if isinstance(d, dict)]
    soldered = {m[1] for d, _ in tops if (m := _BOOT_AREA.match(_text(d, "kname", "name")))}
    for device, pointer in tops[:MOST]:
        kind = _text(device, "type")
        name = _text(device, "kname", "name").removeprefix("/dev/")
        if kind == "rom" or name.startswith("sr"):
            drive = found.component("optical", path=pointer)
            drive.tell("brand", _text(device, "vendor"), path=f"{pointer}/vendor")
            drive.tell("model", _text(device, "model") or "CD/DVD", path=f"{pointer}/model")
        elif kind in {"", "disk"} and not _VIRTUAL.match(name) and not _BOOT_AREA.match(name):
            _disk(found, device, pointer, name, soldered)
    if devices:
        found.lists_media()
    if not any(not medium.removable for medium in found.media):
        found.note("no_internal_medium", "Aucun disque interne n'apparaît : vérifiez à l'œil.")
    return found.description()


def _disk(
    found: Finding, device: dict[str, Any], pointer: str, name: str, soldered: set[str]
) -> None:
    size = _size(device.get("size"))
    removable = _yes(device.get("rm")) or _yes(device.get("hotplug"))
    tran = _text(device, "tran").lower()
    if size == 0 and (removable or tran == "usb"):
        return
    model, vendor = _text(device, "model").replace("_", " "), _text(device, "vendor")
    usb = tran == "usb"
    mmc = name.startswith("mmcblk")
    fixed_mmc = mmc and (name in soldered or not removable)
    kind, known = _kind(device, name, tran, model, usb=usb, fixed_mmc=fixed_mmc)
    serial = _text(device, "serial")
    if _RAID_VOLUME.search(f"{vendor} {model}"):
        found.note("raid", "Un contrôleur RAID peut cacher des disques : vérifiez à l'œil.")
    vendor = "" if vendor.upper() in {"ATA", "NVME", "USB"} or vendor.startswith("0x") else vendor
    apart = vendor and not model.upper().startswith(vendor.upper())
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial,
            size_bytes=size or None,
            model=f"{vendor} {model}".strip() if apart else model,
            name=f"/dev/{name}" if name else "",
            firmware=_text(device, "rev"),
            bus=tran,
            removable=usb
            or (mmc and not fixed_mmc)
            or (removable and tran not in _TURNING | {"nvme"}),
            slot="usb" if usb else "card" if mmc and not fixed_mmc else "",
            live=any(LIVE_MOUNT.match(mount) for mount in _mounts(device)),
            path=pointer,
        )
    )


def _kind(
    device: dict[str, Any], name: str, tran: str, model: str, *, usb: bool, fixed_mmc: bool
) -> tuple[str, str]:
    """Return the kind; `rota` is believed where a drive can tell it, not behind USB."""
    if tran == "nvme" or name.startswith("nvme"):
        return "nvme", "bus"
    if name.startswith("mmcblk"):
        return ("emmc" if fixed_mmc else "sd"), "bus"
    if usb and _yes(device.get("rm")):
        return "sd", "bus"
    rota = device.get("rota")
    if rota is not None and not usb:
        if not _yes(rota):
            return "ssd", "rotation"
        if tran in _TURNING and medium_kinds.from_model(model) != "ssd":
            return "hdd", "rotation"
    return medium_kinds.guess(model)


def _mounts(device: dict[str, Any]) -> Iterator[str]:
    """Yield where the disk and its parts are mounted."""
    waiting = [device]
    for _ in range(MOST):
        if not waiting:
            return
        one = waiting.pop()
        several = one.get("mountpoints")
        for mount in several if isinstance(several, list) else [one.get("mountpoint")]:
            if isinstance(mount, str):
                yield mount
        inner = one.get("children")
        waiting += [c for c in inner if isinstance(c, dict)] if isinstance(inner, list) else []


def _text(device: dict[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := clean_text(device.get(key)))), "")


def _yes(value: Any) -> bool:
    return value in {True, "1"}


def _size(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 2**62 else None
    return size_bytes(value) if isinstance(value, str) else None
