"""Reads inxi: `--output json` and its text, as root or not."""

import re
from collections.abc import Callable

from inventory.evidence import inxi_drives, inxi_rules
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.inxi_layout import Table
from inventory.evidence.inxi_rules import CORES, PROCESSOR, component, in_order, rows
from inventory.evidence.inxi_tree import Subject, subjects_of_json, subjects_of_text
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import mib, size_bytes

NAME = "inxi"
VERSION = 4
JSON_KEYS: frozenset[str] = frozenset()

Tell = Callable[[Finding, Subject], None]
_JSON_KEY = re.compile(r'"\d{1,6}#\d#\d{1,2}#[A-Z]')
_JSON_SECTION = re.compile(r"\d{1,6}#\d#\d{1,2}#[A-Z]")
_TEXT = re.compile(
    r"^(?:System|Machine|CPU|Drives|Memory|Battery|Graphics):\s+(?:\S.{0,40}: |$)", re.MULTILINE
)
_TEXT_SURE = re.compile(r"\b(?:Mobo|ID-1|Local Storage|Kernel|Topology|Info|Type|Device-1): ")
_OLD_MEMORY = re.compile(r"^[\d.]+/([\d.]+ ?[KMG]i?B)")


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
        subjects = subjects_of_json(material.json)
    else:
        subjects = subjects_of_text(material.lines)
    for subject in subjects:
        if tell := _TELLERS.get(subject.name):
            tell(found, subject)
    _memory(found, [subject for subject in subjects if subject.name in _TOTALS])
    return found.description()


def _machine(found: Finding, subject: Subject) -> None:
    value, path = subject.said("Type")
    if not value:
        value, path = subject.said("Device")
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
    version = subject.said("v")[0] or subject.said("version")[0] or old_version
    found.tell("model", full_model(brand, product, version), path=path)
    value, path = subject.said("serial")
    found.tell("serial", value, path=path)


def _chassis(found: Finding, subject: Subject) -> None:
    value, path = subject.said("type")
    found.tell("kind_hint", kind_of(value), path=path, sure=Sure.DERIVED)
    value, path = subject.said("serial")
    found.tell("serial", value, path=path, sure=Sure.DERIVED)


def _cpu(found: Finding, subject: Subject) -> None:
    told = rows(PROCESSOR, subject)
    if "cores" not in told and "model" in told:
        word = subject.value.lower().replace("-", " ").partition(" ")[0].removesuffix("core")
        if cores := CORES.get(word):
            told["cores"] = ("cores", cores, subject.path, Sure.TOLD)
            told = in_order(PROCESSOR, told)
    if "model" in told or "cores" in told:
        found.add(component(PROCESSOR.kind, subject, told))
    if "model" in told:
        _, model, path, _ = told["model"]
        found.tell("cpu", model, path=path)


def _memory(found: Finding, totals: list[Subject]) -> None:
    """Tell the total: said installed, else the modules added, else what the system has left."""
    for subject in totals:
        if subject.holds("available"):
            value, path = subject.said("total")
            found.tell("memory_mib", mib(size_bytes(value)), path=path)
    modules = found.added("memory")
    total = sum(size for m in modules if isinstance(size := m.get("size_mib"), int))
    if total:
        found.tell("memory_mib", total, path=modules[0].path, sure=Sure.DERIVED)
        return
    for subject in totals:
        value, path = subject.said("total")
        used = _OLD_MEMORY.match(subject.value)
        size = mib(size_bytes(value or (used[1] if used else subject.value)))
        found.tell("memory_mib", size, path=path, sure=Sure.GUESSED)


def _module(found: Finding, subject: Subject) -> None:
    told = rows(inxi_rules.MODULE, subject)
    if "size_mib" in told or size_bytes(subject.said("size")[0]):
        found.add(component("memory", subject, told))


def _storage(found: Finding, subject: Subject) -> None:
    found.lists_media()
    if subject.holds("Message") or subject.holds("message"):
        found.note("not_root", "inxi n'a pas tout vu : relancez-le avec « sudo ».")


def _part(table: Table) -> Tell:
    def tell(found: Finding, subject: Subject) -> None:
        found.add(component(table.kind, subject, rows(table, subject)))

    return tell


def _device(table: Table) -> Tell:
    """Tell of a card, or of a camera, which inxi lists among those."""

    def tell(found: Finding, subject: Subject) -> None:
        told = rows(table, subject)
        kind = table.kind
        if "driver" in told and "uvcvideo" in str(told["driver"][1]):
            kind = "camera"
            told = {field: row for field, row in told.items() if field in {"model", "serial"}}
        found.add(component(kind, subject, told))

    return tell


_TOTALS = {
    *("Memory", "Memory RAM", "Memory System RAM"),
    *("Info", "Info Memory"),
}

_TELLERS: dict[str, Tell] = {
    "Machine": _machine,
    "Machine System": _system,
    "Machine Chassis": _chassis,
    "Machine Mobo": _part(inxi_rules.BOARD),
    "Machine UEFI": _part(inxi_rules.FIRMWARE),
    "Machine BIOS": _part(inxi_rules.FIRMWARE),
    "Machine UEFI-[Legacy]": _part(inxi_rules.FIRMWARE),
    "Machine UEFI [Legacy]": _part(inxi_rules.FIRMWARE),
    "CPU Info": _cpu,
    "CPU Topology": _cpu,
    "CPU": _cpu,
    "Memory Device": _module,
    "Drives ID": lambda found, subject: found.medium(inxi_drives.medium(subject)),
    "Drives Local Storage": _storage,
    "Drives Storage": _storage,
    "Drives Optical": _part(inxi_rules.OPTICAL),
    "Battery ID": _part(inxi_rules.BATTERY),
    "Graphics Device": _device(inxi_rules.GRAPHICS),
    "Graphics Monitor": _part(inxi_rules.DISPLAY),
    "Network Device": _device(inxi_rules.NETWORK),
    "Audio Device": _device(inxi_rules.SOUND),
}
