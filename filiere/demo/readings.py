"""Files that the workshops keep: what `lshw -json` prints of a piece, a photo of it."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from typing import Any

from filiere.demo.catalogue import Disk
from filiere.demo.piece import Piece

READABLE = frozenset({"hdd", "ssd", "nvme"})
"""Media that lshw shows as what they are."""


def readable(piece: Piece) -> bool:
    """Whether lshw would say all of its media."""
    kinds = {item.kind for item in piece.disks}
    computer = piece.kind in ("laptop", "desktop", "all_in_one")
    return computer and bool(kinds) and kinds <= READABLE


def lshw(piece: Piece, *, hiding: bool = False) -> bytes:
    """The tool's output; ``hiding`` leaves the NVMe namespaces out, as old versions do."""
    model = piece.model
    core = [
        {
            "id": "memory",
            "class": "memory",
            "claimed": True,
            "description": "System Memory",
            "units": "bytes",
            "size": model.memory_mb * 2**20,
        },
        {"id": "cpu", "class": "processor", "claimed": True, "product": model.cpu},
        {
            "id": "pci",
            "class": "bridge",
            "claimed": True,
            "children": [
                _bus(item, number, hiding=hiding) for number, item in enumerate(piece.disks)
            ],
        },
    ]
    told = {
        "id": "releve",
        "class": "system",
        "claimed": True,
        "description": "Notebook" if piece.kind == "laptop" else "Desktop Computer",
        "product": model.name,
        "vendor": model.brand,
        "serial": piece.serial,
        "configuration": {"chassis": "notebook" if piece.kind == "laptop" else "desktop"},
        "children": [{"id": "core", "class": "bus", "claimed": True, "children": core}],
    }
    return json.dumps(told, indent=1).encode()


def _bus(item: Disk, number: int, *, hiding: bool) -> dict[str, Any]:
    return _nvme(item, number, hiding=hiding) if item.kind == "nvme" else _sata(item, number)


def _nvme(item: Disk, number: int, *, hiding: bool) -> dict[str, Any]:
    namespace = {
        "id": "namespace:1",
        "class": "disk",
        "claimed": True,
        "description": "NVMe disk",
        "logicalname": f"/dev/nvme{number}n1",
        "size": item.size_gb * 10**9,
    }
    return {
        "id": f"nvme:{number}",
        "class": "storage",
        "claimed": True,
        "product": item.model,
        "serial": item.serial,
        "logicalname": f"/dev/nvme{number}",
        "configuration": {"driver": "nvme"},
        "capabilities": {"nvme": True, "nvm_express": True},
        "children": [] if hiding else [namespace],
    }


def _sata(item: Disk, number: int) -> dict[str, Any]:
    disk = {
        "id": "disk",
        "class": "disk",
        "claimed": True,
        "description": "ATA Disk",
        "product": item.model,
        "serial": item.serial,
        "logicalname": f"/dev/sd{'abcd'[number]}",
        "size": item.size_gb * 10**9,
        "capabilities": {"partitioned": "Partitioned disk"}
        | ({"7200rpm": "7200 rotations per minute"} if item.kind == "hdd" else {}),
    }
    return {
        "id": f"sata:{number}",
        "class": "storage",
        "claimed": True,
        "configuration": {"driver": "ahci"},
        "children": [disk],
    }


def photo(piece: Piece) -> bytes:
    """A PNG of 32 × 24 points, all of one colour that is the piece's own."""
    colour = hashlib.sha256(piece.code.encode()).digest()[:3]
    rows = (b"\0" + colour * 32) * 24
    header = struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
