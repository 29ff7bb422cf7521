"""Reads Android's `getprop`: `[name]: [value]`, values over several lines; and `build.prop`."""

import re
from collections.abc import Mapping

from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.finding import Finding, Telling
from inventory.evidence.material import Material

NAME = "getprop"
VERSION = 2

_LINE = re.compile(r"^\[([\w.\-@/:+]{1,120})\]: \[(.*)$")
_SIGN = re.compile(
    r"^\[(?:ro|persist|init|dalvik|gsm|sys|net|dev|debug)\.[\w.\-]{1,100}\]: \[", re.M
)
_BUILD = re.compile(r"^(ro\.[\w.\-]{2,100})=(.{0,2000})$", re.MULTILINE)
_IMEI = re.compile(r"^\d{14,16}$")
_LONGEST_VALUE = 2000
_MOST = 20_000
_FIRST_IMEI = (
    *("persist.radio.imei", "persist.radio.imei1", "ro.ril.oem.imei1", "ro.ril.oem.imei"),
    *("ro.ril.miui.imei0", "ro.ril.miui.imei", "persist.vendor.radio.imei", "gsm.imei"),
    *("persist.vendor.radio.imei1", "ro.vendor.oem.imei1", "ro.gsm.imei", "ril.imei"),
    *("persist.sys.imei1", "gsm.baseband.imei", "persist.radio.imei.0", "oem.device.imeicache0"),
)
_SECOND_IMEI = (
    *("persist.radio.imei2", "ro.ril.oem.imei2", "ro.ril.miui.imei1", "persist.radio.imei.1"),
    *("persist.vendor.radio.imei2", "ro.vendor.oem.imei2", "persist.sys.imei2"),
    "oem.device.imeicache1",
)
_DEVICE = {
    "brand": (
        *("ro.product.brand", "ro.product.manufacturer", "ro.product.vendor.brand"),
        "ro.product.system.brand",
    ),
    "serial": ("ro.serialno", "ro.boot.serialno", "ril.serialnumber"),
    "family": ("ro.product.marketname", "ro.config.marketing_name"),
    "cpu": (
        *("ro.soc.model", "ro.hardware.chipname", "ro.chipname", "ro.board.platform"),
        "ro.hardware",
    ),
}
_PROCESSOR = {
    "brand": ("ro.soc.manufacturer",),
    "model": ("ro.soc.model", "ro.hardware.chipname", "ro.board.platform"),
    "architecture": ("ro.product.cpu.abi",),
}
_SYSTEM = {
    "version": ("ro.build.version.release",),
    "build": ("ro.build.display.id",),
    "patched": ("ro.build.version.security_patch",),
    "architecture": ("ro.product.cpu.abi",),
}
_PHONE = {
    "code_name": ("ro.product.device", "ro.product.name"),
    "sim": ("gsm.sim.state",),
}
Said = dict[str, tuple[str, str]]


def recognises(material: Material) -> bool:
    """Tell getprop by its brackets, build.prop by its read-only names."""
    if "]: [" not in material.head and "ro." not in material.head:
        return False
    return len(_SIGN.findall(material.head)) >= 2 or len(_BUILD.findall(material.head)) >= 3


def describe(material: Material) -> Description:
    """Return the phone or tablet that getprop tells of; raise Unreadable."""
    said = properties(material.lines)
    found = Finding(NAME, VERSION)
    _copy(found, said, _DEVICE)
    _model(found, said)
    _kind(found, said)
    _copy(found.component("processor", path="line 1"), said, _PROCESSOR)
    _system(found, said)
    _phone(found, said)
    found.medium(_storage(said))
    return found.description()


def properties(lines: list[str]) -> Said:
    """Return each property's value and its line; a value runs on until its bracket closes."""
    said: Said = {}
    name, value, first = "", "", 0
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if not name and (told := _BUILD.match(line)):
            said.setdefault(told[1], (told[2].strip(), f"line {number}"))
            continue
        if match:
            name, value, first = match[1], match[2], number
        elif name:
            value = (value + "\n" + line)[:_LONGEST_VALUE]
        else:
            continue
        if value.endswith("]") and len(said) < _MOST:
            said.setdefault(name, (value[:-1].strip(), f"line {first}"))
            name = ""
    return {key: told for key, told in said.items() if told[0]}


def _copy(to: Telling, said: Said, table: Mapping[str, tuple[str, ...]]) -> None:
    for field, names in table.items():
        for name in names:
            value, path = said.get(name, ("", ""))
            to.tell(field, value, path=path)


def _model(found: Finding, said: Said) -> None:
    """Tell the model as people say it: the trade name, then the maker's reference."""
    nothing = ("", "")
    trade, path = said.get("ro.product.marketname") or said.get("ro.config.marketing_name", nothing)
    for name in (
        "ro.product.model",
        "ro.product.vendor.model",
        "ro.product.system.model",
        "ro.product.odm.model",
    ):
        model, place = said.get(name, nothing)
        if trade and model and model not in trade:
            found.tell("model", f"{trade} ({model})", path=path, sure=Sure.DERIVED)
        found.tell("model", trade or model, path=path or place)


def _kind(found: Finding, said: Said) -> None:
    words, path = said.get("ro.build.characteristics", ("", ""))
    listed = words.lower().split(",")
    if "tablet" in listed:
        found.tell("kind_hint", "tablet", path=path)
    elif not {"watch", "tv", "automotive", "car", "embedded"} & set(listed):
        radio = any(name.startswith(("gsm.", "ril.", "ro.ril.", "rild.")) for name in said)
        sure = Sure.DERIVED if radio else Sure.GUESSED
        found.tell("kind_hint", "smartphone", path=path or "line 1", sure=sure)


def _system(found: Finding, said: Said) -> None:
    part = found.component("system", path="line 1")
    _copy(part, said, _SYSTEM)
    if "ro.build.version.release" in said:
        path = said["ro.build.version.release"][1]
        part.tell("name", "Android", path=path, sure=Sure.DERIVED)
    state, path = said.get("ro.crypto.state", ("", ""))
    known = {"encrypted": True, "unencrypted": False, "unsupported": False}
    part.tell("encrypted", known.get(state), path=path)


def _phone(found: Finding, said: Said) -> None:
    """Tell what makes it a phone: IMEI, locks, enrolment."""
    part = found.component("phone", path="line 1")
    for field, names in (("imei", _FIRST_IMEI), ("imei2", _SECOND_IMEI)):
        for name in names:
            value, path = said.get(name, ("", ""))
            if _IMEI.match(value) and value != part.told("imei"):
                part.tell(field, value, path=path)
    _copy(part, said, _PHONE)
    flags = {"1": True, "true": True, "locked": True, "0": False, "false": False, "unlocked": False}
    for field, keys in (
        ("bootloader_locked", ("ro.boot.flash.locked", "ro.boot.vbmeta.device_state")),
        ("oem_unlock", ("sys.oem_unlock_allowed",)),
        ("enrolled", ("ro.device_owner", "ro.organization_owned")),
    ):
        for name in keys:
            value, path = said.get(name, ("", ""))
            part.tell(field, flags.get(value.lower()), path=path)
    if part.told("enrolled"):
        found.note("enrolled", "Appareil inscrit dans un parc géré : le donateur doit le libérer.")


def _storage(said: Said) -> MediumSeen:
    """Return the soldered storage that every such device has; its controller tells which."""
    place, path = said.get("ro.boot.bootdevice", ("", "line 1"))
    ufs = "ufs" in place.lower()
    known = ufs or "mmc" in place.lower() or "sdhc" in place.lower()
    return MediumSeen(
        kind="ufs" if ufs else "emmc",
        kind_from="bus" if known else "assumed",
        serial="",
        model="Mémoire interne",
        path=path,
    )
