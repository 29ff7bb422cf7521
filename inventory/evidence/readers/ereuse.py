"""Reads eReuse snapshots: workbench 7 to 12, workbench-script's raw dumps, Android's; JSON or YAML.

A raw dump holds other tools' outputs, JSON sometimes as text inside JSON: each is read by
its own reader. Shapes: github.com/eReuse/workbench, devicehub-teal, devicehub-django.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence import embedded, ereuse_android, ereuse_parts, yaml_text
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.sections import Section
from inventory.evidence.unreadable import Unreadable

NAME = "ereuse"
VERSION = 3
JSON_KEYS = frozenset({"@type", "type", "data", "credentialSubject"})

_TYPES = {
    **dict.fromkeys(("laptop", "netbook"), "laptop"),
    **dict.fromkeys(("desktop", "server"), "desktop"),
    **dict.fromkeys(("smartphone", "mobile"), "smartphone"),
    "cellphone": "feature_phone",
    "tablet": "tablet",
    "printer": "printer",
    "computermonitor": "monitor",
    "monitor": "monitor",
}
_OUTPUTS = (
    *("lshw", "dmidecode", "smart", "smartctl", "hwinfo", "inxi", "lsblk", "upower", "edid"),
    "get-netadapter",
)
"""What dumps hold that a reader knows, the most telling first."""
_MOST_OUTPUTS = 40
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*")
_LONGEST_TOKEN = 2 * 1024 * 1024
_OLD = frozenset({"Snapshot", "devices:Snapshot"})
_IN_YAML = re.compile(
    r"""(?:^[ ]{0,4}|[{,]\s{0,40})["']?@?type["']?: *["']?(?:devices:)?Snapshot\b""", re.MULTILINE
)
_ADDRESS = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", re.IGNORECASE)
"""What the first workbench for Android tells as a serial: the address of its Wi-Fi card."""


def recognises(material: Material) -> bool:
    """Tell a snapshot by its type, and what it holds."""
    return _snapshot(_document(material)) is not None


def describe(material: Material) -> Description:
    """Return the device that a snapshot tells of; raise Unreadable."""
    at, snapshot = _snapshot(_document(material)) or ("", {})
    found = Finding(NAME, VERSION)
    media: list[MediumSeen] = []
    data = _dict(snapshot.get("data"))
    device = Section(snapshot.get("device"), f"{at}/device")
    if not device and (device := Section(data.get("device"), f"{at}/data/device")):
        snapshot, at = data, f"{at}/data"
    if device or "components" in snapshot:
        media = _workbench(found, device, Section(snapshot, at))
    parts = _outputs(_held(snapshot, at))
    media = embedded.joined(media, embedded.join(found, parts))
    for medium in media:
        found.medium(medium)
    if not device and not parts and "components" not in snapshot:
        raise Unreadable("no_device", "Cet instantané eReuse ne contient aucun relevé lisible.")
    _notes(found, device, media)
    return found.description()


def _document(material: Material) -> Any:
    """Return the document: JSON, YAML, or what a token (JWT) of workbench 12 carries."""
    if material.looks_like_json and material.json_or_none is not None:
        return material.json_or_none
    if "Snapshot" in material.text[: yaml_text.LONGEST] and _IN_YAML.search(material.text):
        return _of_yaml(material)
    token = material.text.strip() if material.head[:3] == "eyJ" else ""
    if len(token) > _LONGEST_TOKEN or not _TOKEN.fullmatch(token):
        return None
    payload = token.split(".")[1]
    try:
        data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return Material(data).json_or_none
    except (binascii.Error, ValueError, Unreadable):
        return None


def _of_yaml(material: Material) -> Any:
    try:
        return yaml_text.parse(material.text)
    except Unreadable:
        return None


def _snapshot(document: Any) -> tuple[str, dict[str, Any]] | None:
    """Return where the snapshot lies in the document, and the snapshot.

    Until workbench 10 it says `@type`; a list of components alone is what that one gathered.
    """
    if isinstance(document, list):
        return ("", {"components": document}) if _gathered(document) else None
    if not isinstance(document, dict):
        return None
    inner = document.get("data")
    if isinstance(inner, dict) and inner.get("type") == "Snapshot":
        return "/data", inner
    old = document.get("@type") in _OLD and isinstance(document.get("device"), dict)
    holds = "device" in document or isinstance(inner, dict)
    signed = "credentialSubject" in document and any(_operations(document))
    if old or signed or (document.get("type") == "Snapshot" and holds):
        return "", document
    return None


def _gathered(document: list[Any]) -> bool:
    """Tell a list of components alone, as the first workbenches gathered them."""
    return bool(document) and all(
        isinstance(one, dict) and one.get("@type") in ereuse_parts.OLD for one in document
    )


def _workbench(found: Finding, device: Section, snapshot: Section) -> list[MediumSeen]:
    """Tell what workbench itself concluded, and return the media it lists."""
    device.copy(found, brand="manufacturer", model="model", sku="sku")
    if not _ADDRESS.fullmatch(device.text("serialnumber")):
        device.copy(found, serial="serialnumber serial_number")
    handheld = device.text("type").lower() in {"mobile", "smartphone", "tablet"}
    value, path = device.said("chassis")
    if value.lower() not in {"netbook", "tower"} and not handheld:
        found.tell("kind_hint", kind_of(value), path=path)
    value, path = device.said("type")
    found.tell("kind_hint", _TYPES.get(value.lower(), ""), path=path)
    value, path = device.said("chassis")
    found.tell("kind_hint", "laptop" if value == "Netbook" else kind_of(value), path=path)
    if value == "Virtual":
        found.tell("virtual", value=True, path=path)
    if handheld:
        for android in snapshot.below("android"):
            ereuse_android.tell(found, android, snapshot.one("usage"))
            return []
        return ereuse_parts.handheld(found, device)
    if "components" in snapshot:
        found.lists_media()
    return ereuse_parts.tell(found, snapshot.below("components"))


def _held(snapshot: dict[str, Any], at: str) -> dict[str, tuple[Any, str]]:
    """Return the outputs that a snapshot holds, by tool: as data, for debug, or as evidence."""
    held = {
        name: (value, f"{at}/{where}/{name}")
        for where in ("debug", "data")
        for name, value in _dict(snapshot.get(where)).items()
    }
    return held | {
        tool: (output, f"{at}/evidence/{number}/output")
        for number, tool, output in _operations(snapshot)
    }


def _operations(document: dict[str, Any]) -> Iterator[tuple[int, str, Any]]:
    """Yield the outputs that a signed snapshot lists as its evidence: place, tool, output."""
    listed = document.get("evidence")
    for number, one in enumerate(listed[:_MOST_OUTPUTS] if isinstance(listed, list) else ()):
        if isinstance(one, dict) and "output" in one:
            yield number, str(one.get("operation")), one["output"]


def _outputs(held: dict[str, tuple[Any, str]]) -> list[tuple[str, Description]]:
    """Return what each output held says, with its place; what cannot be read is passed over."""
    made: list[tuple[str, Description]] = []
    for name in _OUTPUTS:
        if name == "hwinfo" and {part.reader for _, part in made} >= {"lshw", "dmidecode"}:
            continue  # long, and nothing in it that these two do not say
        value, place = held.get(name, (None, ""))
        many = name in {"smart", "smartctl"}
        for path, material in _materials(value, place, many=many)[:_MOST_OUTPUTS]:
            if found := told_by(name, material):
                made.append((path, found))
    return made


def told_by(name: str, material: Material) -> Description | None:
    """Return what one output held says, None when no reader reads it."""
    try:
        reader = _reader_of(name, material)
        return None if reader is None or reader.NAME == NAME else reader.describe(material)
    except Unreadable:
        return None


def _reader_of(name: str, material: Material) -> Any:
    """Return the reader that the output is named after, when it is its; else any that is."""
    # Not above: the list of readers imports this one.
    from inventory.evidence.readers import READERS, reader_of

    named = {"smart": "smartctl"}.get(name, name)
    reader = next((one for one in READERS if named == one.NAME), None)
    if reader is not None and reader.recognises(material):
        return reader
    return reader_of(material)


def _materials(value: Any, path: str, *, many: bool) -> list[tuple[str, Material]]:
    """Return the outputs under a name: a text, a document, a list of them, or such as text."""
    if isinstance(value, str):
        text = value.strip()
        if text[:1] == "[" and many:
            try:
                return _materials(json.loads(text, strict=False), path, many=many)
            except (ValueError, RecursionError):
                return []
        return [(path, Material.of_text(text))] if text else []
    if isinstance(value, list) and many:
        return [
            found
            for number, one in enumerate(value[:_MOST_OUTPUTS])
            for found in _materials(one, f"{path}/{number}", many=False)
        ]
    if not isinstance(value, dict | list) or not value:
        return []
    return [(path, Material.of_document(value))]


def _notes(found: Finding, device: Section, media: list[MediumSeen]) -> None:
    if all(medium.removable for medium in media):
        found.note(
            "no_internal_medium",
            "Aucun disque interne n'apparaît : vérifiez à l'œil, une mémoire soudée "
            "peut être invisible.",
        )
    if any(medium.kind_from == "assumed" for medium in media):
        found.note("kind_assumed", "Le type d'un support (disque dur ou SSD) est à confirmer.")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
