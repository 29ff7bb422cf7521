"""The readers, one line each. A reader is chosen by what the file says, never by its name.

A reader is a module with NAME, VERSION, `recognises(material)` and `describe(material)`:
adding a tool is one file here and one line below.
"""

import re
from functools import cache
from typing import Protocol

from inventory.evidence.description import Description
from inventory.evidence.material import LARGEST, LARGEST_TEXT, Material
from inventory.evidence.readers import (
    battery_text,
    computerinfo,
    decode_dimms,
    dmidecode,
    dumpsys_battery,
    edid_block,
    ereuse,
    getprop,
    glpi,
    glxinfo,
    hdparm,
    hw_probe,
    hwinfo,
    ideviceinfo,
    inxi,
    kernel,
    lsblk,
    lsblk_table,
    lscpu,
    lshw,
    lspci,
    lsusb,
    nvme_list,
    os_release,
    phone_answers,
    powercfg,
    proc,
    smartctl,
    storage_dump,
    system_profiler,
    systeminfo,
    udev,
    wmi,
)
from inventory.evidence.unreadable import Unreadable


class Reader(Protocol):
    """What a reader's module offers.

    It may offer OPENS too: a pattern that a line of text opens with where this tool's output
    begins (`# dmidecode 3`), so that several outputs in one file are told apart; and WHOLE,
    when its files quote other tools' outputs and must not be cut. One that reads JSON offers
    JSON_KEYS, and no other is asked of a JSON document: names of which its object, or the
    first of its list, always has one; or none when it may have any.
    """

    NAME: str
    VERSION: int

    def recognises(self, material: Material) -> bool:
        """Tell, cheaply and without raising, whether the file is this tool's."""

    def describe(self, material: Material) -> Description:
        """Return what the file tells; raise Unreadable."""


# The first that recognises a file reads it: the most particular come first.
READERS: tuple[Reader, ...] = (
    storage_dump,  # the storage dumps of GLPI's agent
    lshw,  # lshw -json, -xml
    smartctl,  # smartctl, --json or text
    nvme_list,  # nvme list, json or table
    lsblk,  # lsblk -J
    glpi,  # GLPI agent, FusionInventory, OCS
    system_profiler,  # macOS: text, XML, JSON
    getprop,  # Android
    inxi,  # inxi, --output json or text
    dmidecode,
    hdparm,  # hdparm -I
    hwinfo,
    udev,  # udevadm info
    kernel,  # /sys and /proc, by our audit agent
    battery_text,  # upower, acpi, acpiconf, power_supply of the kernel
    ereuse,  # eReuse workbench 11 and 12, workbench-script
    edid_block,  # EDID, binary or hexadecimal
    powercfg,  # powercfg /batteryreport, HTML or XML
    systeminfo,  # in English or French, list or CSV
    computerinfo,  # Get-ComputerInfo, list or JSON
    wmi,  # wmic and Get-CimInstance: list, CSV, JSON
    dumpsys_battery,  # Android
    phone_answers,  # our page of questions for phones
    ideviceinfo,  # iOS: text or property list
    lscpu,  # lscpu, -J
    lspci,  # lspci, -v, -k, -mm
    lsusb,
    proc,  # /proc/cpuinfo and /proc/meminfo
    glxinfo,
    decode_dimms,
    lsblk_table,  # lsblk without -J
    hw_probe,  # the `host` file of an archive
    os_release,
)
_OF_JSON: tuple[tuple[Reader, frozenset[str]], ...] = tuple(
    (reader, reader.JSON_KEYS) for reader in READERS if hasattr(reader, "JSON_KEYS")
)


def reader_of(material: Material) -> Reader | None:
    """Return the reader that recognises the material, None when it is no known tool's."""
    known: Reader | None
    try:
        known = material.__dict__["reader"]
    except KeyError:
        known = material.__dict__["reader"] = _first(material)
    return known


def _first(material: Material) -> Reader | None:
    if not material.is_json:
        return next((reader for reader in READERS if reader.recognises(material)), None)
    names = material.keys
    for reader, keys in _OF_JSON:
        if names and keys and names.isdisjoint(keys):
            continue
        if reader.recognises(material):
            return reader
    return None


def is_whole(material: Material) -> bool:
    """Tell whether the file quotes several tools itself, so that it must not be cut."""
    reader = reader_of(material)
    return reader is not None and getattr(reader, "WHOLE", False)


def openings() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of first lines that the readers offer."""
    return _openings(READERS)


@cache
def _openings(readers: tuple[Reader, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(reader.OPENS for reader in readers if hasattr(reader, "OPENS"))


def read(data: bytes, *, limit: int = LARGEST) -> Description:
    """Describe the device that the file tells of; raise Unreadable with a French sentence."""
    return read_material(Material(data, limit=limit))


def read_material(material: Material) -> Description:
    """Describe the device that one output of one tool tells of; raise Unreadable."""
    if len(material.data) > LARGEST_TEXT and not (material.looks_like_json or material.is_binary):
        raise Unreadable("too_large", "Ce texte est trop long pour un relevé matériel.")
    reader = reader_of(material)
    if reader is not None:
        return reader.describe(material)
    if material.looks_like_json:
        material.json  # noqa: B018 - says what is wrong with the JSON, if anything
    known = ", ".join(reader.NAME for reader in READERS)
    raise Unreadable(
        "unknown_format", f"Ce fichier n'est pas un relevé reconnu (outils lus : {known})."
    )
