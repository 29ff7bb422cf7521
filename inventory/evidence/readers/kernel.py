"""Reads what the kernel says in /sys and /proc, as our audit agent prints it: `PATH:VALUE`."""

import re

from inventory.evidence import medium_kinds
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import whole
from inventory.evidence.serials import is_placeholder

NAME = "kernel"
VERSION = 2

_LINE = re.compile(r"^(/(?:sys|proc)/[A-Za-z0-9_./:-]{3,120}?):(.*)$")
_OPENING = re.compile(r"^/(?:sys/(?:class/dmi/id|block)|proc/)[A-Za-z0-9_./-]{3,80}:", re.MULTILINE)
_BLOCK = re.compile(r"^/sys/block/([a-z0-9]{2,20})/(.{3,40})$")
_DISK = re.compile(r"^(?:sd[a-z]+|hd[a-z]|nvme\d+n\d+|mmcblk\d+)$")

Told = dict[str, tuple[str, str]]


def recognises(material: Material) -> bool:
    """Tell it by a path of the kernel before each value."""
    return _OPENING.match(material.head) is not None


def describe(material: Material) -> Description:
    """Return the device as the kernel knows it: less than the tools, but always there."""
    found = Finding(NAME, VERSION)
    told: Told = {}
    for number, line in enumerate(material.lines, start=1):
        if match := _LINE.match(line):
            told.setdefault(match[1], (match[2].strip(), f"line {number}"))
    _identity(found, told)
    disks: dict[str, Told] = {}
    for path, value in told.items():
        if match := _BLOCK.match(path):
            disks.setdefault(match[1], {})[match[2]] = value
    for name, said in sorted(disks.items()):
        if _DISK.match(name):
            _disk(found, name, said)
    return found.description()


def _identity(found: Finding, told: Told) -> None:
    def said(name: str) -> tuple[str, str]:
        return told.get(f"/sys/class/dmi/id/{name}", ("", ""))

    brand, path = said("sys_vendor")
    found.tell("brand", brand, path=path)
    product, path = said("product_name")
    found.tell("model", full_model(brand, product, said("product_version")[0]), path=path)
    serial, path = said("product_serial")
    found.tell("serial", serial, path=path)
    chassis, path = said("chassis_type")
    found.tell("kind_hint", kind_of(chassis), path=path)
    board = found.component("board", path=said("board_name")[1])
    firmware = found.component("firmware", path=said("bios_version")[1])
    for part, field, name in (
        *((board, "brand", "board_vendor"), (board, "model", "board_name")),
        *((board, "serial", "board_serial"), (firmware, "brand", "bios_vendor")),
        (firmware, "version", "bios_version"),
    ):
        value, path = said(name)
        part.tell(field, value, path=path)
    cpu, path = told.get("/proc/cpuinfo", ("", ""))
    found.tell("cpu", cpu.partition(":")[2].strip(), path=path)
    # What the kernel has for itself: less than what is fitted.
    memory, path = told.get("/proc/meminfo", ("", ""))
    size = whole(memory.partition(":")[2].strip())
    found.tell("memory_mib", size // 1024 if size else None, path=path, sure=Sure.GUESSED)


def _disk(found: Finding, name: str, said: Told) -> None:
    def value(key: str) -> str:
        return said.get(key, ("", ""))[0]

    size = (whole(value("size")) or 0) * 512
    if not size:
        return
    model, serial = value("device/model"), value("device/serial")
    usb = "/usb" in value("where")
    # A hot-plug SATA bay says "removable" of the machine's own disk.
    removable = usb or (value("removable") == "1" and "/ata" not in value("where"))
    card = value("device/type").upper() == "SD"
    if name.startswith("nvme"):
        kind, known = "nvme", "bus"
    elif name.startswith("mmcblk"):
        kind, known = ("sd" if card else "emmc"), "bus"
    elif value("queue/rotational") == "0":
        kind, known = "ssd", "rotation"
    else:
        kind, known = medium_kinds.guess(model)
    vendor = value("device/vendor")
    apart = vendor.upper() not in {"", "ATA", "NVME"} and not vendor.startswith("0x")
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial[:200],
            size_bytes=size,
            model=(f"{vendor} {model}".strip() if apart else model)[:200],
            name=f"/dev/{name}",
            removable=removable or card,
            slot="usb" if usb else "card" if card else "",
            path=next(iter(said.values()))[1],
        )
    )
