"""Reads smartctl, JSON or text: ATA, SATA SSD, SAS, NVMe, behind a USB bridge or not."""

import re

from inventory.evidence import smartctl_json, smartctl_text
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.serials import is_placeholder
from inventory.evidence.smart_drive import Drive
from inventory.evidence.unreadable import Unreadable

NAME = "smartctl"
VERSION = 3
JSON_KEYS = frozenset({"smartctl", "device"})
OPENS = re.compile(r"smartctl (?:version |pre-)?\d{1,2}\.\d")


def recognises(material: Material) -> bool:
    """Tell smartctl by its header, in text or in JSON."""
    if not material.looks_like_json:
        head = material.head
        if "smartctl" not in head and " -d " not in head and "=== START" not in head:
            return False
        return bool(smartctl_text.OPENING.search(head) or smartctl_text.SCAN.match(head))
    if material.json_or_none is None:
        return '"smartctl"' in material.head
    return bool(smartctl_json.objects(material.json))


def describe(material: Material) -> Description:
    """Return the drives that smartctl tells of; raise Unreadable."""
    if material.looks_like_json:
        documents = smartctl_json.objects(material.json)
        drives = [
            smartctl_json.drive(document, pointer)
            for document, pointer in documents
            if "devices" not in document
        ]
        if documents and not drives:
            return _scan_only()
    else:
        drives = smartctl_text.drives(material.lines)
        if not drives and smartctl_text.SCAN.match(material.head):
            return _scan_only()
    if not drives:
        raise Unreadable("no_device", "Ce relevé smartctl ne décrit aucun disque.")
    found = Finding(NAME, VERSION)
    for drive in drives:
        _tell(found, drive)
    return found.description()


def _scan_only() -> Description:
    found = Finding(NAME, VERSION)
    found.note(
        "list_only", "Liste de disques sans détail : relancez « smartctl -j -a » sur chacun."
    )
    return found.description()


def _tell(found: Finding, drive: Drive) -> None:
    """Add one drive as a medium, with what must be known about it."""
    if not drive.is_medium:
        found.note(
            "not_a_disk", "Ce relevé est celui d'un lecteur ou d'un boîtier, pas d'un disque."
        )
        return
    for code, sentence in drive.exit_codes:
        found.note(code, sentence)
    if not drive.opened:
        if not drive.on_usb:
            found.note("hidden_medium", "Un disque est là, mais smartctl n'a pas pu le lire.")
        elif not drive.exit_codes:
            found.note(
                "not_opened", "Le pont USB n'a pas été reconnu : branchez le disque autrement."
            )
        return
    if drive.is_raid_volume:
        found.note("raid", "Un contrôleur RAID cache des disques : vérifiez à l'œil.")
    kind, known = drive.kind
    serial = str(drive.get("serial") or "")
    size = drive.get("size_bytes")
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial,
            size_bytes=size if isinstance(size, int) else None,
            model=drive.model,
            name=drive.name,
            firmware=str(drive.get("firmware") or ""),
            bus=drive.bus,
            rotation_rpm=drive.rotation_rpm,
            removable=drive.on_usb,
            slot="usb" if drive.on_usb else "",
            smart_status=drive.smart_status,
            path=drive.path,
            **{name: value for name, (value, _) in drive.health().items()},
        )
    )
