"""Reads libimobiledevice's `ideviceinfo` (as printed, or `-x`) and a battery's ioregentry.

Keys: libimobiledevice's tools/ideviceinfo.c and its domains com.apple.mobile.battery and
com.apple.disk_usage; theapplewiki.com shows whole outputs. `NonVolatileRAM` tells the
activation lock as « YES » or « NO » in base64.
"""

import base64
import binascii
import re
from typing import Any

from inventory.evidence import apple_models, plist
from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import decimal, whole
from inventory.evidence.sections import Section

NAME = "ideviceinfo"
VERSION = 1

_LINE = re.compile(r"^( ?)([A-Za-z][\w.-]{1,80}): ?(.*)$")
_NAMED = re.compile(
    r"^(?:ProductType|ProductVersion|DeviceClass|UniqueDeviceID|ActivationState|BuildVersion"
    r"|InternationalMobileEquipmentIdentity|TotalDiskCapacity|BatteryCurrentCapacity"
    r"|HardwareModel|BatteryIsCharging|GasGaugeCapability|TotalDataCapacity): ",
    re.MULTILINE,
)
_XML_NAMED = re.compile(
    r"<key>(?:ProductType|UniqueDeviceID|BatteryCurrentCapacity|TotalDiskCapacity|IORegistry"
    r"|AppleRawMaxCapacity|DesignCapacity)</key>"
)


def recognises(material: Material) -> bool:
    """Tell the tool by the names of two of its keys, or by those of its property list."""
    head = material.head
    if material.looks_like_xml:
        return "<plist" in head and _XML_NAMED.search(material.text[:200_000]) is not None
    return len(set(_NAMED.findall(head))) >= 2


def describe(material: Material) -> Description:
    """Return the iPhone, iPad or iPod that the tool tells of."""
    if material.looks_like_xml:
        document = plist.of_xml(material.xml)
        told = Section(_unwrapped(document), "/plist/dict")
    else:
        told = _listed(material.lines)
    found = Finding(NAME, VERSION)
    model, path = told.said("producttype")
    if model:
        found.tell("brand", "Apple", path=path, sure=Sure.DERIVED)
        found.tell("kind_hint", apple_models.kind_of(model), path=path)
    told.copy(
        found,
        model="producttype",
        serial="serialnumber",
        sku="modelnumber",
        cpu="hardwareplatform",
        family="deviceclass",
    )
    _system(found, told)
    _phone(found, told)
    _battery(found, told)
    if model:
        value, path = told.said("totaldiskcapacity")
        size = whole(value)
        found.medium(
            MediumSeen(
                kind="emmc",
                kind_from="assumed",
                serial="",
                model="Mémoire interne",
                size_bytes=size or None,
                path=path or told.said("producttype")[1],
            )
        )
    else:
        found.note("no_media", "Ce relevé ne dit pas de quel appareil il vient.")
    return found.description()


def _listed(lines: list[str]) -> Section:
    """Return the keys at the margin; what is under them (NonVolatileRAM) joins them."""
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if match := _LINE.match(line):
            values.setdefault(match[2], match[3].strip())
            places.setdefault(match[2], number)
    return Section(values, "", lines=places)


def _unwrapped(document: Any) -> Any:
    """Return the dict that speaks: ioregentry's lies under IORegistry, another under its name."""
    for _ in range(3):
        if not isinstance(document, dict):
            return {}
        inner = document.get("IORegistry") or document.get("AppleSmartBattery")
        if not isinstance(inner, dict):
            break
        document = inner
    return {**document, **_dict(document.get("NonVolatileRAM"))}


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _system(found: Finding, told: Section) -> None:
    part = found.component("system", path=told.path or "line 1")
    told.copy(
        part,
        version="productversion humanreadableproductversionstring",
        build="buildversion",
        architecture="cpuarchitecture",
    )
    value, path = told.said("productversion")
    if value:
        tablet = told.text("producttype").startswith("iPad") and (decimal(value) or 0) >= 13
        part.tell("name", "iPadOS" if tablet else "iOS", path=path, sure=Sure.DERIVED)
        part.tell("encrypted", value=True, path=path, sure=Sure.DERIVED)


def _phone(found: Finding, told: Section) -> None:
    part = found.component("phone", path=told.path or "line 1")
    told.copy(
        part,
        imei="internationalmobileequipmentidentity",
        imei2="internationalmobileequipmentidentity2",
        meid="mobileequipmentidentifier",
        code_name="hardwaremodel",
        sim="simstatus",
    )
    for key in ("totaldiskcapacity", "totalsystemcapacity"):
        value, path = told.said(key)
        part.tell("storage_bytes", whole(value), path=path)
    value, path = told.said("fm-activation-locked")
    locked = {"YES": True, "NO": False}.get(_decoded(value))
    part.tell("account_lock", locked, path=path)
    value, path = told.said("cloudconfigurationissupervised", "issupervised")
    part.tell("enrolled", value, path=path)
    if locked:
        found.tell("locked", value=True, path=told.said("fm-activation-locked")[1])
        found.note(
            "activation_lock",
            "Verrouillage d'activation : le donateur doit retirer l'appareil de son compte iCloud.",
        )


def _battery(found: Finding, told: Section) -> None:
    part = found.component("battery", path=told.path or "line 1")
    told.copy(
        part, percent="batterycurrentcapacity", cycles="cyclecount", serial="serial batterydata"
    )
    for field, names in (
        ("design_mah", ("designcapacity",)),
        ("full_mah", ("applerawmaxcapacity", "nominalchargecapacity")),
        ("voltage_mv", ("voltage", "applerawbatteryvoltage")),
    ):
        value, path = told.said(*names)
        part.tell(field, whole(value), path=path)
    charging, path = told.said("batteryischarging")
    words = {"true": "charging", "false": "not_charging"}
    part.tell("status", words.get(charging.lower()), path=path)


def _decoded(text: str) -> str:
    """Return what a base64 text holds; the text itself when it is none."""
    try:
        return base64.b64decode(text[:64], validate=True).decode("ascii", "ignore").strip()
    except (binascii.Error, ValueError):
        return text
