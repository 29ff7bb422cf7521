"""The readers of wipe logs, one line each; chosen by what the file says, never by its name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Protocol

from inventory.evidence import archive
from inventory.evidence.material import LARGEST, Material
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import (
    ereuse,
    hdparm,
    nvme,
    nwipe_json,
    nwipe_log,
    nwipe_pdf,
    usody,
)
from inventory.evidence.wiping.report import ErasureReport, numbered


class WipeReader(Protocol):
    """What a reader's module offers."""

    NAME: str
    VERSION: int

    def recognises(self, material: Material) -> bool:
        """Tell, cheaply and without raising, whether the file is this tool's."""

    def describe(self, material: Material) -> ErasureReport:
        """Return what the file tells; raise Unreadable."""


WIPE_READERS: tuple[WipeReader, ...] = (
    nwipe_pdf,  # nwipe and ShredOS, PDF
    nwipe_json,  # nwipe, JSON
    usody,  # usody sanitize, eReuse workbench
    ereuse,  # eReuse snapshot with erasure actions
    nwipe_log,  # nwipe and ShredOS, log
    hdparm,  # hdparm --security-erase, transcript
    nvme,  # nvme format, nvme sanitize, transcript
)
JSON_READERS: tuple[WipeReader, ...] = (nwipe_json, usody, ereuse)
NAMES = frozenset(reader.NAME for reader in WIPE_READERS)


def read(data: bytes, *, limit: int = LARGEST) -> ErasureReport:
    """Return what an erasure tool's file tells; raise Unreadable with a French sentence."""
    material = Material(data, limit=limit)
    if archive.kind_of(data):
        return _together([_one(Material(inner)) for _, inner in archive.unpack(data) if inner])
    found = _one(material)
    if found is not None:
        return found
    if material.looks_like_json:
        material.json  # noqa: B018 - says what is wrong with the JSON, if anything
    raise unknown()


def _one(material: Material) -> ErasureReport | None:
    for reader in WIPE_READERS:
        if reader.recognises(material):
            if reader in JSON_READERS:
                _said_once(material)
            return reader.describe(material)
    return None


def _said_once(material: Material) -> None:
    """Refuse a JSON that says one thing twice, or that had to be mended to be read.

    Raises
    ------
    Unreadable
        ``contradictory``, ``broken_json``.
    """
    if not material.is_json:
        material.json  # noqa: B018 - too large, too deep, or broken: says which
        raise Unreadable("broken_json", "Ce fichier JSON est abîmé : envoyez celui de l'outil.")
    json.loads(material.text, strict=False, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise Unreadable(
            "contradictory", "Ce fichier JSON dit deux fois la même chose : il a été modifié."
        )
    return dict(pairs)


def _together(reports: list[ErasureReport | None]) -> ErasureReport:
    """The logs of one archive as one file: what one says of a disc speaks against the others."""
    known = [report for report in reports if report is not None]
    if not known:
        raise unknown()
    return replace(
        known[0],
        tool=", ".join(dict.fromkeys(report.tool for report in known))[:100],
        discs=numbered(disc for report in known for disc in report.discs),
        notes=tuple(note for report in known for note in report.notes),
    )


def unknown() -> Unreadable:
    """The refusal of a file that no reader knows."""
    return Unreadable(
        "unknown_format",
        "Ce fichier n'est pas un journal d'effacement reconnu (nwipe ou ShredOS en journal ou en "
        "PDF, usody sanitize, eReuse, hdparm, nvme). Il peut être gardé comme attestation d'un "
        "tiers, en saisissant ce qu'il dit.",
    )
