"""The parts of a GLPI inventory: processors, memory, batteries, disks, the rest."""

import re

from inventory.evidence import told_media
from inventory.evidence.description import Sure
from inventory.evidence.finding import Finding
from inventory.evidence.quantities import decimal, whole
from inventory.evidence.sections import Section

_SMALLEST_MODULE = 32
"""MiB. Below, a module is the chip that holds the firmware."""
_LEAST_MWH = 1000
"""Below, a capacity is a percentage or a number of ampere-hours, not of milliwatt-hours."""
_NO_NAME = "No description found"
_MOST = 64
"""Of one kind of part: more is not one device."""
_FORMS = re.compile(r"DIMM|\bChip|LPCAMM|Row of chips", re.IGNORECASE)


def number(text: str) -> int | None:
    """Return a count above 0, None when the text holds none."""
    return whole(text) or None


def iso_date(text: str) -> str:
    """Return `2016-02-06`, `02/06/2016` or `06/02/2016 00:00` as ISO; months come first."""
    if match := re.match(r"^(\d{4})-(\d{2})-(\d{2})", text):
        return match[0]
    if match := re.match(r"^(\d{2})/(\d{2})/(\d{4})", text):
        month, day = (match[1], match[2]) if match[1] <= "12" else (match[2], match[1])
        return f"{match[3]}-{month}-{day}"
    return ""


def processors(found: Finding, content: Section, hardware: Section) -> None:
    """Tell each processor; old agents only say one line of the hardware."""
    for cpu in content.below("cpus")[:_MOST]:
        name, path = cpu.said("name", "type")
        model, model_path = cpu.said("model")
        if " rev " in name and model and not model.isdecimal():
            name, path = model, model_path
        found.tell("cpu", name, path=path)
        part = found.component("processor", path=cpu.path)
        part.tell("model", name, path=path)
        cpu.copy(part, brand="manufacturer", architecture="arch cpuarch", serial="serial")
        for field, keys in (
            ("cores", ("core", "corecount", "cores")),
            ("threads", ("thread", "logical_cpus")),
            ("mhz", ("speed",)),
        ):
            value, path = cpu.said(*keys)
            part.tell(field, number(value), path=path)
    hardware.copy(found, cpu="processort")


def memory(found: Finding, content: Section, hardware: Section) -> None:
    """Tell each module; their sum, or what the system sees when it is more."""
    total, place = 0, ""
    for slot in content.below("memories")[:_MOST]:
        value, path = slot.said("capacity")
        size = number(value)
        if size is None or size < _SMALLEST_MODULE:
            continue
        total, place = total + size, place or path
        part = found.component("memory", path=slot.path)
        part.tell("size_mib", size, path=path)
        slot.copy(
            part,
            brand="manufacturer",
            model="model partnumber",
            serial="serialnumber serial",
            type="type",
        )
        value, path = slot.said("caption")
        part.tell("slot", "" if value.startswith("Status:") else value, path=path)
        value, path = slot.said("description")
        if _FORMS.search(value):
            part.tell("form", value, path=path)
        elif any(character.isdecimal() for character in value):
            part.tell("model", value, path=path, sure=Sure.GUESSED)
        value, path = slot.said("speed")
        part.tell("mhz", number(value), path=path)
    value, path = hardware.said("memory")
    seen = number(value)
    if total and total >= (seen or 0):
        found.tell("memory_mib", total, path=place, sure=Sure.DERIVED)
    found.tell("memory_mib", seen, path=path)


def batteries(found: Finding, content: Section) -> None:
    """Tell each battery; capacities are mWh, `43.7 Wh` in old files, a percentage on Android."""
    for battery in content.below("batteries")[:_MOST]:
        part = found.component("battery", path=battery.path)
        battery.copy(
            part,
            brand="manufacturer",
            model="name",
            serial="serial",
            chemistry="chemistry",
            health="health",
            status="status",
        )
        value, path = battery.said("date")
        part.tell("manufactured", iso_date(value), path=path)
        volts = _millivolts(battery.text("voltage"))
        for field, key in (("design_mwh", "capacity"), ("full_mwh", "real_capacity")):
            value, path = battery.said(key)
            capacity = milliwatt_hours(value)
            small = capacity is not None and _is_milliampere(capacity, volts)
            part.tell(field.replace("mwh", "mah") if small else field, capacity, path=path)
        part.tell("voltage_mv", volts, path=battery.said("voltage")[1])
        value, path = battery.said("cycles", "cycle")
        part.tell("cycles", whole(value), path=path)
        value, path = battery.said("level")
        part.tell("percent", whole(value), path=path)
        value, path = battery.said("temperature")
        part.tell("temperature_c", decimal(value), path=path)


def milliwatt_hours(text: str) -> int | None:
    """Return a capacity in mWh; None for percentages and ampere-hours."""
    value = decimal(text)
    if value is None or "ah" in text.lower() or "%" in text:
        return None
    if re.search(r"(?<!m)Wh", text):
        return round(value * 1000)
    return round(value) if value >= _LEAST_MWH else None


def _is_milliampere(capacity: int, volts: int | None) -> bool:
    """Tell mAh printed as mWh: under the real unit no battery of 7 V is so small."""
    return volts is not None and volts >= 7000 and capacity * 1000 / volts < 1500


def _millivolts(text: str) -> int | None:
    """Return a voltage in mV: `8465`, `8.614 V`, `3.954V`."""
    value = decimal(text)
    if not value:
        return None
    return round(value * 1000) if value < 100 else round(value)


def system(found: Finding, told: Section, hardware: Section) -> None:
    """Tell the operating system that ran the agent."""
    part = found.component("system", path=told.path if told else hardware.path)
    told.copy(
        part,
        name="full_name name",
        version="version kernel_version",
        kernel="kernel_version",
        architecture="arch",
        installed="install_date",
    )
    hardware.copy(part, name="osname", version="osversion", architecture="archname")


def others(found: Finding, content: Section) -> None:
    """Tell graphics, sound, cameras, and the network cards that are things, not software."""
    for video in content.below("videos")[:_MOST]:
        part = found.component("graphics", path=video.path)
        video.copy(part, model="name chipset")
        value, path = video.said("memory")
        part.tell("memory_mib", number(value), path=path)
    for sound in content.below("sounds")[:_MOST]:
        sound.copy(found.component("sound", path=sound.path), brand="manufacturer", model="name")
    for camera in content.below("cameras")[:_MOST]:
        camera.copy(
            found.component("camera", path=camera.path),
            brand="manufacturer",
            model="model designation",
        )
    done: set[str] = set()
    for card in content.below("networks")[:_MOST]:
        if card.text("virtualdev").lower() in {"1", "true"} or card.text("type") == "loopback":
            continue
        mac, path = card.said("macaddr", "mac")
        if not mac or not mac.strip("0:") or mac.lower() in done:
            continue
        done.add(mac.lower())
        part = found.component("network", path=card.path)
        part.tell("mac", mac.lower(), path=path)
        value, path = card.said("model", "description")
        part.tell("model", "" if value == _NO_NAME else value, path=path)
        card.copy(part, type="type", driver="driver")


def media(found: Finding, content: Section, *, of_2_20: bool) -> int:
    """Tell each disk and return how many are inside; macOS counts in MiB, others in MB."""
    inside = 0
    for storage in content.below("storages")[:_MOST]:
        words = [storage.text(key) for key in ("type", "description", "model", "name", "interface")]
        optical = told_media.is_optical(*words)
        if optical or told_media.is_no_medium(*words):
            if optical:
                storage.copy(found.component("optical", path=storage.path), model="model name")
            continue
        size = number(storage.text("disksize"))
        bus = " ".join((words[0], words[1], words[4], words[3]))
        outside = "usb" in bus.lower() or "removable" in words[0].lower()
        if size is None and (outside or "reader" in words[0].lower()):
            continue
        medium = told_media.told(
            path=storage.path,
            model=storage.text("model", "name"),
            serial=storage.text("serial", "serialnumber"),
            size=size * (2**20 if of_2_20 else 10**6) if size else None,
            bus=bus,
            removable="removable" in words[0].lower(),
            brand=storage.text("manufacturer"),
            firmware=storage.text("firmware"),
        )
        found.medium(medium)
        inside += not medium.removable
    return inside
