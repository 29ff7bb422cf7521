"""Reads inxi: `--output json` and its text, as root or not."""

import re
from collections.abc import Callable

from inventory.evidence import inxi_drives
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding, Telling
from inventory.evidence.inxi_tree import Subject, subjects_of_json, subjects_of_text
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import decimal, mib, size_bytes, whole

NAME = "inxi"
VERSION = 4
JSON_KEYS: frozenset[str] = frozenset()

_JSON_KEY = re.compile(r'"\d{1,6}#\d#\d{1,2}#[A-Z]')
_JSON_SECTION = re.compile(r"\d{1,6}#\d#\d{1,2}#[A-Z]")
_TEXT = re.compile(
    r"^(?:System|Machine|CPU|Drives|Memory|Battery|Graphics):\s+(?:\S.{0,40}: |$)", re.MULTILINE
)
_TEXT_SURE = re.compile(r"\b(?:Mobo|ID-1|Local Storage|Kernel|Topology|Info|Type|Device-1): ")
_CONDITION = re.compile(r"^([\d.,]+)(?: ?Wh)?/([\d.,]+) Wh(?: \((\d+)[\d.,]*%\))?")
_MM = re.compile(r"^(\d{2,5})x(\d{2,5}) ?mm")
_PIXELS = re.compile(r"^(\d{3,5})x(\d{3,5})")
_OLD_CPU = re.compile(
    r"^(?:\d )?(\w+)[ -]core (.{3,100}?)(?: CPU)?(?: \(-.{0,40})?$", re.IGNORECASE
)
"""Until inxi 2.9: `Quad core Intel Core i5-2500K (-MCP-)`."""
_OLD_MEMORY = re.compile(r"^[\d.]+/([\d.]+ ?[KMG]i?B)")
_CORES = {"single": 1, "dual": 2, "triple": 3, "quad": 4, "hexa": 6, "octa": 8, "deca": 10}


def recognises(material: Material) -> bool:
    """Tell inxi by its keys in JSON, by its sections in text."""
    if material.is_json:
        return any(_JSON_SECTION.match(name) for name in material.keys)
    head = material.head
    if material.looks_like_json:
        return _JSON_KEY.search(head) is not None
    return _TEXT.search(head) is not None and _TEXT_SURE.search(head) is not None


def describe(material: Material) -> Description:
    """Return the device that inxi tells of."""
    found = Finding(NAME, VERSION)
    if material.looks_like_json:
        parts = _joined(subjects_of_json(material.json))
    else:
        parts = _joined(subjects_of_text(material.lines))
    for subject in parts:
        if tell := _TELLERS.get((subject.section, subject.key)):
            tell(found, subject)
    _memory(found, [subject for subject in parts if subject.section in {"Memory", "Info"}])
    return found.description()


def _joined(parts: list[Subject]) -> list[Subject]:
    """Return the subjects, each that only goes on about another put into it."""
    kept: dict[tuple[str, str], Subject] = {}
    found = []
    for subject in parts:
        into = kept.get(_GOES_ON.get((subject.section, subject.key), ("", "")))
        if into is None:
            found.append(subject)
            kept[subject.section, subject.key] = subject
        else:
            into.told += subject.told
    return found


def _fields(part: Telling, subject: Subject, **names: str) -> None:
    for name, key in names.items():
        value, path = subject.said(key)
        part.tell(name, value, path=path)


def _machine(found: Finding, subject: Subject) -> None:
    value, path = subject.said("Type", "Device")
    found.tell("kind_hint", kind_of(value), path=path)
    if value.lower() in {"kvm", "vmware", "virtualbox", "qemu", "virtual-machine", "vm"}:
        found.tell("virtual", True, path=path)


def _system(found: Finding, subject: Subject) -> None:
    brand, portable, _ = subject.value.partition(" (portable)")
    brand = "" if brand.startswith("<") else brand
    found.tell("brand", brand, path=subject.path)
    found.tell("kind_hint", "laptop" if portable else "", path=subject.path, sure=Sure.DERIVED)
    product, path = subject.said("product")
    product, _, old_version = product.removesuffix(" Chassis").partition(" v ")
    version = subject.said("v", "version")[0] or old_version
    found.tell("model", full_model(brand, product, version), path=path)
    _fields(found, subject, serial="serial")


def _chassis(found: Finding, subject: Subject) -> None:
    value, path = subject.said("type")
    found.tell("kind_hint", kind_of(value), path=path, sure=Sure.DERIVED)
    value, path = subject.said("serial")
    found.tell("serial", value, path=path, sure=Sure.DERIVED)


def _board(found: Finding, subject: Subject) -> None:
    board = found.component("board", path=subject.path)
    board.tell("brand", subject.value, path=subject.path)
    _room_for_memory(board, subject)
    _fields(board, subject, model="model", serial="serial")
    version, path = subject.said("v", "version")
    board.tell("version", version, path=path)


def _firmware(found: Finding, subject: Subject) -> None:
    firmware = found.component("firmware", path=subject.path)
    brand, _, version = subject.value.partition(" v ")
    firmware.tell("brand", brand, path=subject.path)
    firmware.tell("uefi", subject.key == "UEFI", path=subject.path)
    _fields(firmware, subject, version="v")
    firmware.tell("version", version or subject.said("version")[0], path=subject.path)
    value, path = subject.said("date")
    if match := re.match(r"^(\d{2})/(\d{2})/(\d{4})$", value):
        firmware.tell("date", f"{match[3]}-{match[1]}-{match[2]}", path=path)


def _cpu(found: Finding, subject: Subject) -> None:
    model, path = subject.said("model")
    cores, core_path = subject.said("cores")
    threads, thread_path = subject.said("threads")
    said, said_path = subject.said("")
    if old := _OLD_CPU.match(said):
        model, path = old[2], said_path
        cores, core_path = str(_CORES.get(old[1].lower()) or ""), said_path
    if model or cores:
        part = found.component("processor", path=subject.path)
        part.tell("model", model, path=path)
        _fields(part, subject, bits="bits", socket="socket")
        part.tell("cores", whole(cores) or _CORES.get(_words(subject)), path=core_path)
        part.tell("threads", whole(threads), path=thread_path)
    found.tell("cpu", model, path=path)


def _words(subject: Subject) -> str:
    return subject.value.lower().replace("-", " ").partition(" ")[0].removesuffix("core")


def _memory(found: Finding, parts: list[Subject]) -> None:
    """Tell the total: said installed, else the modules added, else what the system has left."""
    totals = [subject for subject in parts if subject.key in {"RAM", "System RAM", "Memory", ""}]
    for subject in totals:
        if subject.holds("available"):
            value, path = subject.said("total")
            found.tell("memory_mib", mib(size_bytes(value)), path=path)
    modules = found.parts("memory")
    total = sum(size for m in modules if isinstance(size := m.told("size_mib"), int))
    if total:
        found.tell("memory_mib", total, path=modules[0].path, sure=Sure.DERIVED)
    for subject in totals:
        value, path = subject.said("total")
        used = _OLD_MEMORY.match(subject.value)
        size = mib(size_bytes(value or (used[1] if used else subject.value)))
        found.tell("memory_mib", size, path=path, sure=Sure.GUESSED)


def _room_for_memory(board: Telling, subject: Subject) -> None:
    value, path = subject.said("capacity")
    board.tell("memory_max_mib", mib(size_bytes(value)), path=path)
    value, path = subject.said("slots")
    board.tell("memory_slots", whole(value), path=path)


def _module(found: Finding, subject: Subject) -> None:
    value, path = subject.said("size")
    size = size_bytes(value)
    if not size:
        return
    module = found.component("memory", path=subject.path)
    module.tell("size_mib", mib(size), path=path)
    module.tell("slot", subject.value, path=subject.path)
    _fields(module, subject, brand="manufacturer", model="part-no", serial="serial", type="type")
    value, path = subject.said("speed", "actual", "spec")
    module.tell("mhz", whole(value) or None, path=path)


def _storage(found: Finding, subject: Subject) -> None:
    found.lists_media()
    if subject.holds("Message") or subject.holds("message"):
        found.note("not_root", "inxi n'a pas tout vu : relancez-le avec « sudo ».")


def _optical(found: Finding, subject: Subject) -> None:
    drive = found.component("optical", path=subject.path)
    _fields(drive, subject, brand="vendor", model="model")


def _battery(found: Finding, subject: Subject) -> None:
    battery = found.component("battery", path=subject.path)
    battery.tell("present", True, path=subject.path, sure=Sure.DERIVED)
    _fields(battery, subject, model="model", serial="serial", chemistry="type", status="status")
    value, path = subject.said("condition")
    if match := _CONDITION.match(value):
        full, design = decimal(match[1]), decimal(match[2])
        battery.tell("full_mwh", round(full * 1000) if full else None, path=path)
        battery.tell("design_mwh", round(design * 1000) if design else None, path=path)
        battery.tell("health_percent", int(match[3]) if match[3] else None, path=path)
    value, path = subject.said("charge")
    if match := re.search(r"\((\d{1,3})[\d.,]*%\)", value):
        battery.tell("percent", int(match[1]), path=path)
    value, path = subject.said("cycles")
    battery.tell("cycles", whole(value), path=path)


def _device(kind: str) -> Callable[[Finding, Subject], None]:
    def tell(found: Finding, subject: Subject) -> None:
        driver, path = subject.said("driver")
        camera = "uvcvideo" in driver
        part = found.component("camera" if camera else kind, path=subject.path)
        part.tell("model", subject.value, path=subject.path)
        _fields(part, subject, serial="serial")
        if not camera:
            part.tell("driver", driver, path=path)
        if kind == "network":
            _fields(part, subject, mac="mac")

    return tell


def _monitor(found: Finding, subject: Subject) -> None:
    display = found.component("display", path=subject.path)
    display.tell("connector", subject.value, path=subject.path)
    internal = subject.value.upper().startswith(("EDP", "LVDS", "DSI"))
    display.tell("internal", internal, path=subject.path, sure=Sure.DERIVED)
    _fields(display, subject, model="model", serial="serial", year="built")
    value, path = subject.said("size")
    if match := _MM.match(value):
        display.tell("width_mm", int(match[1]), path=path)
        display.tell("height_mm", int(match[2]), path=path)
    value, path = subject.said("modes", "res")
    if match := _PIXELS.match(value):
        display.tell("width_px", int(match[1]), path=path)
        display.tell("height_px", int(match[2]), path=path)


_GOES_ON = {
    ("CPU", "Topology"): ("CPU", "Info"),
    ("Memory", "Array"): ("Machine", "Mobo"),
    ("Network", "IF"): ("Network", "Device"),
}
"""A subject that only goes on about the last of another: SMP's cores, a card's interface."""

_TELLERS: dict[tuple[str, str], Callable[[Finding, Subject], None]] = {
    ("Machine", ""): _machine,
    ("Machine", "System"): _system,
    ("Machine", "Chassis"): _chassis,
    ("Machine", "Mobo"): _board,
    ("Machine", "UEFI"): _firmware,
    ("Machine", "BIOS"): _firmware,
    ("Machine", "UEFI-[Legacy]"): _firmware,
    ("Machine", "UEFI [Legacy]"): _firmware,
    ("CPU", "Info"): _cpu,
    ("CPU", "Topology"): _cpu,
    ("CPU", ""): _cpu,
    ("Memory", "Device"): _module,
    ("Drives", "ID"): lambda found, subject: found.medium(inxi_drives.medium(subject)),
    ("Drives", "Local Storage"): _storage,
    ("Drives", "Storage"): _storage,
    ("Drives", "Optical"): _optical,
    ("Battery", "ID"): _battery,
    ("Graphics", "Device"): _device("graphics"),
    ("Graphics", "Monitor"): _monitor,
    ("Network", "Device"): _device("network"),
    ("Audio", "Device"): _device("sound"),
}
