"""The components of an eReuse workbench snapshot; sizes of memory in MiB, of disks in MB."""

from collections.abc import Callable
from typing import Any

from inventory.evidence import told_media
from inventory.evidence.description import MediumSeen, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.quantities import decimal, whole
from inventory.evidence.sections import Section

_MOST = 300
_DRIVES = frozenset({"HardDrive", "SolidStateDrive", "DataStorage", "Mmc"})
_AS_SOLD = frozenset(
    {32, 40, 60, 64, 80, 100, 120, 128, 160, 180, 200, 240, 250, 256, 300, 320, 400, 480, 500}
    | {512, 525, 600, 640, 750, 800, 960, 1000, 1024, 1500, 2000, 3000, 4000}
)
"""Gigabytes. Sizes that disks are sold by: they tell MB from MiB, of which versions differ."""
_MOST_HANDHELD_MIB = 24 * 1024
"""Some versions of workbench for Android give the free storage for the memory."""
_MEASURES = {
    "power_on_hours": ("lifetime",),
    "power_cycles": ("powercyclecount",),
    "reallocated": ("reallocatedsectorcount",),
    "pending": ("currentpendingsectorcount",),
    "uncorrectable": ("offlineuncorrectable",),
}


def tell(found: Finding, components: list[Section]) -> list[MediumSeen]:
    """Tell each component and return the media."""
    media = []
    total, place = 0, ""
    for component in components[:_MOST]:
        kind = component.text("@type", "type")
        if kind in _DRIVES:
            media.append(_drive(component, kind))
        elif teller := _TELLERS.get(kind):
            teller(found, component)
        if kind == "RamModule":
            value, path = component.said("size")
            size = round(decimal(value) or 0)
            total, place = total + size, place or path
    found.tell("memory_mib", total or None, path=place, sure=Sure.DERIVED)
    return media


def handheld(found: Finding, device: Section) -> list[MediumSeen]:
    """Tell what workbench for Android says: its numbers are too rough to be trusted."""
    value, path = device.said("ramsize")
    memory = decimal(value)
    if memory and memory <= _MOST_HANDHELD_MIB:
        found.tell("memory_mib", memory, path=path, sure=Sure.GUESSED)
    value, path = device.said("datastoragesize")
    size = decimal(value)
    if size:
        phone = found.component("phone", path=device.path)
        phone.tell("storage_bytes", round(size * 10**9), path=path, sure=Sure.GUESSED)
    found.note("rough", "Instantané Android d'eReuse : mémoire et stockage sont à confirmer.")
    return []


def _drive(component: Section, kind: str) -> MediumSeen:
    """Return the disk. `HardDrive` says nothing sure: old workbenches called SSDs so."""
    measures: dict[str, Any] = {}
    status = ""
    for action in _actions(component):
        if action.text("type") != "TestDataStorage":
            continue
        for field, names in _MEASURES.items():
            value = decimal(action.text(*names))
            if value is not None and 0 <= value < 2**40:
                measures[field] = round(value)
        status = {"true": "passed", "false": "failed"}.get(action.text("assessment"), status)
    for test in component.below("test"):  # until workbench 10
        measures.setdefault("power_on_hours", whole(test.text("lifetime")))
        status = status or {"true": "failed"}.get(test.text("error"), "")
    return told_media.told(
        path=component.path,
        model=component.text("model"),
        serial=component.text("serialnumber"),
        size=_size(component.text("size"), binary="@type" in component),
        bus=component.text("interface"),
        kind="ssd" if kind == "SolidStateDrive" else "",
        firmware=component.text("variant"),
        brand=component.text("manufacturer"),
        smart_status=status,
        **measures,
    )


def _actions(component: Section) -> list[Section]:
    """Return what was done to a part: `events` until workbench 11 was final."""
    return component.below("actions") or component.below("events")


def _size(text: str, *, binary: bool) -> int | None:
    """Return the size in bytes of MiB (until workbench 10), else of MB.

    Of MiB still when only that is a size disks are sold by.
    """
    value = decimal(text)
    if not value:
        return None
    decimal_size, binary_size = round(value * 10**6), round(value * 2**20)
    if binary:
        return binary_size
    if round(binary_size / 1e9) in _AS_SOLD and round(decimal_size / 1e9) not in _AS_SOLD:
        return binary_size
    return decimal_size


def _processor(found: Finding, component: Section) -> None:
    part = found.component("processor", path=component.path)
    component.copy(part, brand="manufacturer", model="model", threads="threads")
    component.copy(part, cores="cores numberofcores")
    component.copy(part, bits="address")
    component.copy(found, cpu="model")


def _memory(found: Finding, component: Section) -> None:
    part = found.component("memory", path=component.path)
    component.copy(
        part,
        brand="manufacturer",
        model="model",
        serial="serialnumber",
        type="interface",
        form="format",
    )
    for field, name in (("size_mib", "size"), ("mhz", "speed")):
        value, path = component.said(name)
        part.tell(field, round(decimal(value) or 0) or None, path=path)


def _board(found: Finding, component: Section) -> None:
    part = found.component("board", path=component.path)
    component.copy(part, brand="manufacturer", model="model", serial="serialnumber")
    value, path = component.said("ramslots")
    part.tell("memory_slots", round(decimal(value) or 0) or None, path=path)
    value, path = component.said("rammaxsize")
    part.tell("memory_max_mib", round((decimal(value) or 0) * 1024) or None, path=path)
    firmware = found.component("firmware", path=component.path)
    component.copy(firmware, version="version")
    value, path = component.said("biosdate")
    firmware.tell("date", value[:10], path=path)


def _graphics(found: Finding, component: Section) -> None:
    part = found.component("graphics", path=component.path)
    component.copy(part, brand="manufacturer", model="model", serial="serialnumber")
    value, path = component.said("memory")
    part.tell("memory_mib", decimal(value), path=path)


def _network(found: Finding, component: Section) -> None:
    part = found.component("network", path=component.path)
    component.copy(part, brand="manufacturer", model="model", mac="serialnumber")
    value, path = component.said("speed")
    part.tell("speed_mbps", decimal(value), path=path)
    value, path = component.said("wireless")
    part.tell("type", {"true": "wireless", "false": "ethernet"}.get(value), path=path)


def _sound(found: Finding, component: Section) -> None:
    value = component.text("model").lower()
    kind = "camera" if "cam" in value else "sound"
    component.copy(
        found.component(kind, path=component.path),
        brand="manufacturer",
        model="model",
        serial="serialnumber",
    )


def _display(found: Finding, component: Section) -> None:
    part = found.component("display", path=component.path)
    component.copy(part, brand="manufacturer", model="model", serial="serialnumber")
    for field, name in (("width_px", "resolutionwidth"), ("height_px", "resolutionheight")):
        value, path = component.said(name)
        part.tell(field, decimal(value), path=path)
    value, path = component.said("productiondate")
    part.tell("year", value[:4], path=path)


def _battery(found: Finding, component: Section) -> None:
    part = found.component("battery", path=component.path)
    component.copy(
        part,
        brand="manufacturer",
        model="model",
        serial="serialnumber",
        chemistry="technology",
    )
    value, path = component.said("size")
    part.tell("design_mah", decimal(value), path=path)
    for action in _actions(component):
        if action.text("type") == "MeasureBattery":
            action.copy(part, health="health", cycles="cyclecount")
            value, path = action.said("size")
            part.tell("full_mah", decimal(value), path=path)
            value, path = action.said("voltage")
            part.tell("voltage_mv", decimal(value), path=path)


_TELLERS: dict[str, Callable[[Finding, Section], None]] = {
    "Processor": _processor,
    "RamModule": _memory,
    "Motherboard": _board,
    "GraphicCard": _graphics,
    "NetworkAdapter": _network,
    "SoundCard": _sound,
    "Camera": _sound,
    "Display": _display,
    "Battery": _battery,
}
OLD = frozenset({*_TELLERS, *_DRIVES, "OpticalDrive"})
"""What the components of workbench are called since its first versions."""
