"""What a tool's reading means for the device it was scanned on: said, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.serials import clean_serial
from inventory.operations.audit import MOST_MEDIA
from inventory.refusals import Refused
from inventory.state import DeviceState
from inventory.vocabulary import DeviceKind, MediumKind

LONGEST = 120
LARGEST_MEMORY_MB = 8_388_608


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to know or to do: stable code, French sentence, operations that help."""

    code: str
    detail: str
    suggest: tuple[str, ...] = ()


def another_device(state: DeviceState, description: Description) -> Refused | None:
    """Why this reading is not of the device scanned."""
    known = clean_serial(state.serial)
    if not known or not description.serial_key or known == description.serial_key:
        return None
    return Refused(
        "another-device",
        f"Ce relevé est celui du n° de série {plain(description.serial)}, et l'appareil scanné "
        f"porte le {state.serial}. Vérifiez le code ; si le numéro enregistré est faux, "
        "corrigez-le en auditant.",
        title="Un autre appareil ?",
        suggest=("audit",),
    )


def too_many(description: Description) -> Refused | None:
    """Why no device is audited by a reading of so many media."""
    found = len(description.own_media)
    if found <= MOST_MEDIA:
        return None
    return Refused(
        "too-many-media",
        f"Ce relevé montre {found} supports ; un appareil en déclare {MOST_MEDIA} au plus. Rien "
        "n'est enregistré : envoyez le relevé d'un seul appareil, pas d'une baie ou d'un banc.",
        title="Trop de supports",
        suggest=("audit",),
    )


def missing(description: Description, *, removable_ours: bool) -> Iterator[Said]:
    """Why the media seen cannot stand for all the media of the device."""
    for note in description.hiding:
        yield Said(note.code.replace("_", "-"), note.detail, ("audit",))
    for medium in description.media:
        if medium.removable and not medium.live and not removable_ours:
            yield Said(
                "removable-medium",
                f"{medium_name(medium)} : support amovible branché pendant le relevé. "
                "S'il reste dans l'appareil, auditez en le déclarant. S'il est à vous, "
                "débranchez-le et refaites le relevé, ou renvoyez celui-ci en le disant.",
                ("audit",),
            )


def notes(state: DeviceState, description: Description) -> Iterator[Said]:
    """What the operator must know of the reading, whatever became of it."""
    hiding = description.hiding
    for note in description.notes:
        if note not in hiding:
            yield Said(note.code.replace("_", "-"), note.detail)
    for medium in description.media:
        if medium.live:
            yield Said(
                "live-medium", f"{medium_name(medium)} : a servi au relevé, n'est pas déclaré."
            )
    hint = description.kind_hint
    if hint and hint != state.kind and hint in set(DeviceKind):
        yield Said(
            "kind-differs",
            f"Le relevé fait penser à : {DeviceKind(hint).label}. L'appareil est enregistré comme "
            f"{DeviceKind(state.kind).label} : vérifiez le type.",
            ("audit",),
        )


def audit_data(state: DeviceState, description: Description, sha256: str) -> dict[str, Any]:
    """The data of the audit that this reading makes; what a person typed is not overwritten."""
    data: dict[str, Any] = {"media": media(description), "evidence": sha256}
    for name in ("brand", "model", "serial"):
        if not getattr(state, name) and (told := plain(getattr(description, name))):
            data[name] = told
    if cpu := plain(description.cpu):
        data["cpu"] = cpu
    memory = description.memory_mb
    if memory is not None and 0 < memory <= LARGEST_MEMORY_MB:
        data["memory_mb"] = memory
    return data


def media(description: Description) -> list[dict[str, Any]]:
    """The media that are surely the device's, as an audit lists them."""
    return [
        {
            "kind": medium.kind,
            "serial": plain(medium.serial) or None,
            "size_gb": medium.size_gb,
            "model": plain(medium.model) or None,
        }
        for medium in description.own_media
    ]


def plain(text: str) -> str:
    """A stranger's text, short and whole."""
    told = text.encode("utf-8", "replace").decode().replace("\x00", " ")
    return told.strip()[:LONGEST].strip()


def medium_name(medium: MediumSeen) -> str:
    """« Disque SSD Samsung 256 Go »."""
    kind = "Clé ou carte" if medium.kind == MediumKind.SD else MediumKind(medium.kind).label
    size = f"{medium.size_gb} Go" if medium.size_gb else ""
    words = " ".join(filter(None, (kind, plain(medium.model), size)))
    return words[0].upper() + words[1:]
