"""What a technician finds and says: the data of audits, erasures and stocking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from filiere.demo.catalogue import Disk
from filiere.demo.piece import Piece
from inventory import function_tests
from inventory.vocabulary import SLOTS, SYSTEM_KINDS

ACCESSORIES = {
    "laptop": ("charger", "battery"),
    "desktop": ("power_cable", "keyboard", "mouse"),
    "all_in_one": ("power_cable", "keyboard", "mouse"),
    "tablet": ("charger", "case"),
    "smartphone": ("charger",),
    "feature_phone": ("charger", "box"),
    "monitor": ("power_cable", "screen_cable"),
    "printer": ("power_cable",),
    "copier": ("power_cable",),
    "storage_box": ("power_cable",),
}
HAND = "Réglages de l'appareil"
WAYS = {
    ("clear", "hdd"): ("overwrite", "nwipe 0.37"),
    ("clear", "ssd"): ("ata_secure_erase", "hdparm 9.65"),
    ("clear", "nvme"): ("nvme_format", "nvme-cli 2.12"),
    ("clear", "emmc"): ("emmc_sanitize", "mmc-utils 1.0"),
    ("clear", "ufs"): ("factory_reset", HAND),
    ("clear", "sd"): ("overwrite_multi", "nwipe 0.37"),
    ("purge", "hdd"): ("ata_secure_erase_enhanced", "hdparm 9.65"),
    ("purge", "ssd"): ("sanitize_block_erase", "hdparm 9.65"),
    ("purge", "nvme"): ("nvme_format_crypto", "nvme-cli 2.12"),
    ("purge", "emmc"): ("factory_reset_encrypted", HAND),
    ("purge", "ufs"): ("ufs_purge", "ufs-utils 5.0"),
}
"""Method and tool by the collection's policy and the kind of medium."""


def tests(piece: Piece, failing: Collection[str]) -> dict[str, str]:
    """Every required test answered, those named failing."""
    found = {}
    for test in function_tests.required(piece.kind):
        missing = function_tests.may_be_absent(piece.kind, test.key) and piece.chance(0.05)
        found[test.key] = "na" if missing else "pass"
    return found | dict.fromkeys(failing, "fail")


def audit(
    piece: Piece, *, failing: Collection[str] = (), blocking: Collection[str] = ()
) -> dict[str, Any]:
    """The whole statement of an audit."""
    told: dict[str, Any] = {
        "tests": tests(piece, failing),
        "blocking": list(blocking),
        "grade": piece.random.choices("ABCD", weights=(20, 45, 27, 8))[0],
        "accessories": accessories(piece),
        "brand": piece.model.brand,
        "model": piece.model.name,
        "serial": piece.serial,
    }
    if piece.disks:
        told["media"] = [disk.listed for disk in piece.disks]
    else:
        told["no_storage"] = True
    if slots := SLOTS.get(piece.kind):
        listed = {"sim": "sim", "sd": "card"}
        full = {listed[disk.kind] for disk in piece.disks if disk.kind in listed}
        told["slots"] = {slot: "listed" if slot in full else "empty" for slot in slots}
    if piece.model.memory_mb:
        told |= {"memory_mb": piece.model.memory_mb, "cpu": piece.model.cpu}
    return told


def accessories(piece: Piece) -> list[str]:
    return [name for name in ACCESSORIES[piece.kind] if piece.chance(0.8)]


def proof(piece: Piece, disk: Disk, at: datetime) -> dict[str, Any]:
    """A verified erasure that reaches the policy; a card that cannot is destroyed."""
    if disk.kind == "sim":
        return {"medium": disk.serial, "outcome": "destroyed", "method": "cut_chip"}
    if (piece.level, disk.kind) not in WAYS:
        return {"medium": disk.serial, "outcome": "destroyed", "method": "shredding"}
    method, tool = WAYS[piece.level, disk.kind]
    if disk.kind == "nvme" and piece.kind in ("tablet", "smartphone"):
        method, tool = "factory_reset_encrypted", HAND
    return {
        "medium": disk.serial,
        "outcome": "proof",
        "method": method,
        "tool": tool,
        "ended": _ended(at),
        "verified": True,
    }


def failure(piece: Piece, disk: Disk, at: datetime) -> dict[str, Any]:
    """An erasure that did not end."""
    method, tool = WAYS[piece.level, disk.kind]
    told = {"medium": disk.serial, "outcome": "failed", "method": method, "tool": tool}
    return told | {"ended": _ended(at)}


def _ended(at: datetime) -> str:
    return (at - timedelta(seconds=120)).isoformat()


def stocked(piece: Piece) -> dict[str, Any]:
    return {"system": piece.model.system} if piece.kind in SYSTEM_KINDS else {}
