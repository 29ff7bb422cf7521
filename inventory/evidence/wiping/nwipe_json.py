"""nwipe: the JSON report of one disc, in versions that have it (src/create_json.c).

It says `success` for a disc that merely ended without an error: it tells neither the method nor
whether anything was read again. It is kept and shown, and is never enough by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import signs
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered, said_serial
from inventory.evidence.wiping.signs import Signs

NAME = "nwipe_json"
VERSION = 1


def recognises(material: Material) -> bool:
    """Tell it by its two blocks."""
    head = material.text[:2000]
    return material.looks_like_json and '"report_metadata"' in head and '"nwipe"' in material.text


def describe(material: Material) -> ErasureReport:
    """Return the one disc; raise Unreadable."""
    told = material.json
    if not isinstance(told, dict) or not isinstance(told.get("wipe_result"), dict):
        raise Unreadable("broken_json", "Ce rapport JSON de nwipe est incomplet.")
    result, device = told["wipe_result"], told.get("device")
    device = device if isinstance(device, dict) else {}
    word = str(result.get("status", ""))
    weighed = Signs({"success": "success", "failure": "failed"}.get(word, "unclear"))
    if any(result.get(name) != 0 for name in ("pass_errors", "verify_errors")):
        weighed.refuse(*signs.ERRORS)
    weighed.refuse(*signs.NOT_VERIFIED)
    weighed.refuse(
        "json-says-too-little",
        "Ce rapport JSON ne dit ni la méthode ni la relecture : envoyez le journal ou le PDF.",
    )
    size = device.get("size_bytes")
    disc = DiscEntry(
        device=str(device.get("name", "")).removeprefix("/dev/")[:40],
        serial=said_serial(str(device.get("serial_no", ""))),
        model=str(device.get("model", ""))[:120],
        size_bytes=size if isinstance(size, int) and size > 0 else None,
        started=_moment(result.get("start_time")),
        ended=_moment(result.get("end_time")),
        word=word[:20],
        result=weighed.result,
        against=weighed.reasons,
        path="/wipe_result",
    )
    return ErasureReport(reader=NAME, reader_version=VERSION, tool="nwipe", discs=numbered([disc]))


def _moment(seconds: Any) -> datetime | None:
    if not isinstance(seconds, int) or not 0 < seconds < 4_000_000_000:
        return None
    return datetime.fromtimestamp(seconds, UTC)
