"""The disks that Windows tells: Win32_DiskDrive, and MSFT_PhysicalDisk which knows more."""

import re

from inventory.evidence import told_media, windows_words
from inventory.evidence.description import MediumSeen
from inventory.evidence.embedded import joined
from inventory.evidence.sections import Section

_BUSES = dict(
    zip(
        map(str, (1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)),
        (
            *("scsi", "atapi", "ata", "1394", "usb", "raid", "iscsi", "sas", "sata", "sd"),
            *("emmc", "virtual", "file", "spaces", "nvme", "scm", "ufs"),
        ),
        strict=True,
    )
)
_TYPES = {"3": "hdd", "4": "ssd", "hdd": "hdd", "ssd": "ssd"}
_HEALTH = {"0": "passed", "healthy": "passed", "1": "warning", "warning": "warning"}
_HEALTH |= {"2": "failed", "unhealthy": "failed"}
_HEXADECIMAL = re.compile(r"^(?:[0-9A-Fa-f]{2}){10,40}$")
_NO_SERIAL = re.compile(r"^(?:[0-9A-F]{4}_){3,7}[0-9A-F]{4}\.?$")
"""What Windows gives for an NVMe disk is often its EUI-64, not its serial number."""


def media(drives: list[Section], disks: list[Section]) -> list[MediumSeen]:
    """Return the media of both classes, each once."""
    seen = [medium for told in drives if (medium := _drive(told)) is not None]
    known = [medium for told in disks if (medium := _physical(told)) is not None]
    return joined(known, seen)


def _drive(told: Section) -> MediumSeen | None:
    """Return a Win32_DiskDrive; None for a reader without a card."""
    size = windows_words.count(told.text("size"))
    words = f"{told.text('interfacetype')} {told.text('pnpdeviceid')} {told.text('mediatype')}"
    outside = bool(re.search(r"USB|1394|External", words, re.IGNORECASE))
    if size is None and (outside or told.text("mediatype").startswith("Removable")):
        return None
    bus = "usb" if outside else "nvme" if "nvme" in words.lower() else ""
    bus = "emmc" if re.search(r"^\S* ?SD\\|\bSDBUS|MMC", words) else bus
    return told_media.told(
        path=told.path,
        model=_model(told.text("model", "caption")),
        serial=serial(told.text("serialnumber")),
        size=size,
        bus=bus,
        removable=told.text("mediatype").startswith("Removable"),
        firmware=told.text("firmwarerevision"),
        name=told.text("deviceid"),
    )


def _physical(told: Section) -> MediumSeen | None:
    """Return a MSFT_PhysicalDisk; None for what is made of other disks."""
    bus = told.text("bustype").lower()
    bus = _BUSES.get(bus, bus)
    if bus in {"file", "spaces", "file backed virtual"}:
        return None
    rpm = windows_words.count(told.text("spindlespeed"))
    return told_media.told(
        path=told.path,
        model=_model(told.text("model", "friendlyname")),
        serial=serial(told.text("serialnumber", "adapterserialnumber")),
        size=windows_words.count(told.text("size")),
        bus="sd card" if bus == "sd" else bus,
        kind=_TYPES.get(told.text("mediatype").lower(), ""),
        rpm=rpm if rpm and 3000 < rpm < 20000 else None,
        firmware=told.text("firmwareversion"),
        smart_status=_HEALTH.get(told.text("healthstatus").lower(), ""),
    )


def serial(text: str) -> str:
    """Return a serial as printed on the disk: Windows 7 writes it in hexadecimal, pairs swapped."""
    text = text.strip()
    if _NO_SERIAL.match(text):
        return ""
    if _HEXADECIMAL.match(text):
        raw = bytes.fromhex(text)
        if all(32 <= byte < 127 for byte in raw):
            letters = raw.decode("ascii")
            return "".join(letters[at : at + 2][::-1] for at in range(0, len(letters), 2)).strip()
    return text


def _model(text: str) -> str:
    """Return the model without what Windows adds behind."""
    return re.sub(r" (?:SCSI|ATA|USB)(?: Disk)? Device$", "", text)
