"""From a description and what the device's row says, to the values that the rules look at.

What a person told of the device wins over a tool where both speak of the same thing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from inventory.evidence.description import Component, Description, MediumSeen
from inventory.judging.hardware import Battery, Disk, Hardware, Imei
from inventory.judging.imei import read_imei
from inventory.judging.locks import lock_of_account, password_is_set

WIDE = re.compile(r"x86_64|amd64|x64|64[ -]?bit|aarch64|arm64|intel 64", re.IGNORECASE)
NARROW = re.compile(r"\bi[3-6]86\b|\bx86\b|32[ -]?bit", re.IGNORECASE)
INCH = 25.4


def hardware(
    kind: str, told: Mapping[str, Any], description: Description | None = None
) -> Hardware:
    """What is known of a device.

    ``told`` may give brand, model, cpu, memory_mib, system, tests, blocking and disks (kind and
    size): what the workshop said. The description gives the rest; its disks too, while the
    workshop has not said which are in it.
    """
    found = _described(description) if description else {}
    disks = _disks(told.get("disks"), description)
    mine = {
        name: value
        for name, value in told.items()
        if name != "disks" and value not in (None, "", (), [])
    }
    return Hardware(**{**found, **mine, "kind": kind, "disks": disks})


def _described(description: Description) -> dict[str, Any]:
    brand, model = description.brand, description.model
    firmware = next(description.of("firmware"), None)
    system = next((one for one in description.of("system") if one.get("live") is not True), None)
    display = _display(description.of("display"))
    phones = tuple(description.of("phone"))
    return {
        "brand": brand,
        "model": model,
        "cpu": description.cpu or _cpu(description),
        "bits": _bits(description),
        "memory_mib": description.memory_mb,
        "batteries": tuple(_battery(one) for one in description.of("battery")),
        "tpm": next((one.text("version") for one in description.of("tpm")), ""),
        "uefi": _flag(firmware, "uefi"),
        "firmware_date": firmware.text("date") if firmware else "",
        "made": description.text("manufactured"),
        "system": system.text("name") if system else "",
        "system_version": system.text("version") if system else "",
        "patched": system.text("patched") if system else "",
        "screen_inches": _inches(display),
        "camera": True if any(description.of("camera")) else None,
        "locks": tuple(_locks(description, firmware, phones, brand, model)),
        "imeis": tuple(_imeis(phones)),
    }


def _cpu(description: Description) -> str:
    return next((one.text("model") for one in description.of("processor")), "")


def _bits(description: Description) -> int | None:
    for one in description.of("processor"):
        width = one.get("bits")
        if isinstance(width, int) and width in (32, 64):
            return width
        architecture = one.text("architecture")
        if WIDE.search(architecture):
            return 64
        if NARROW.search(architecture):
            return 32
    return None


def _battery(one: Component) -> Battery:
    percent = _whole(one, "health_percent")
    if percent is None:
        percent = _part(one, "full_mwh", "design_mwh") or _part(one, "full_mah", "design_mah")
    return Battery(
        percent=min(percent, 100) if percent is not None else None,
        cycles=_whole(one, "cycles"),
        health=one.text("health"),
        present=one.get("present") is not False,
    )


def _part(one: Component, full: str, design: str) -> int | None:
    now, then = _whole(one, full), _whole(one, design)
    return round(100 * now / then) if now and then and now <= then * 2 else None


def _whole(one: Component, field: str) -> int | None:
    value = one.get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(one: Component | None, field: str) -> bool | None:
    value = one.get(field) if one else None
    return value if isinstance(value, bool) else None


def _display(displays: Iterable[Component]) -> Component | None:
    told = list(displays)
    return next((one for one in told if one.get("internal") is True), told[0] if told else None)


def _inches(display: Component | None) -> float | None:
    if display is None:
        return None
    width, height = _whole(display, "width_mm"), _whole(display, "height_mm")
    return round(math.hypot(width, height) / INCH, 1) if width and height else None


def _locks(
    description: Description,
    firmware: Component | None,
    phones: Iterable[Component],
    brand: str,
    model: str,
) -> Iterable[str]:
    if firmware and password_is_set(firmware.text("password")):
        yield "firmware_password"
    if any(one.get("account_lock") is True for one in phones) or description.get("locked") is True:
        yield lock_of_account(brand, model)
    if any(one.get("enrolled") is True for one in phones):
        yield "mdm_enrolment"
    codes = {note.code for note in description.notes}
    if codes & {"autopilot", "autopilot_enrolment"}:
        yield "autopilot_enrolment"
    if codes & {"mdm", "mdm_enrolment", "abm"}:
        yield "mdm_enrolment"


def _imeis(phones: Iterable[Component]) -> Iterable[Imei]:
    for one in phones:
        for field in ("imei", "imei2"):
            if read := read_imei(one.text(field)):
                yield read


def _disks(
    told: Iterable[tuple[str, str, int | None, str]] | None, description: Description | None
) -> tuple[Disk, ...]:
    """The media that the workshop lists, each with what a tool said of it; else the tool's own.

    ``told`` are kind, model, size and the serial as media are compared by; None: nobody said.
    """
    own = description.own_media if description else ()
    if told is None:
        return tuple(_disk(medium) for medium in own)
    seen = {medium.serial_key: medium for medium in own if medium.serial_key}
    return tuple(
        _disk(seen.get(key), kind=kind, model=model, size_gb=size)
        for kind, model, size, key in told
    )


def _disk(medium: MediumSeen | None, **told: Any) -> Disk:
    names = Disk.__dataclass_fields__
    seen = {name: getattr(medium, name) for name in names} if medium else {}
    return Disk(**{**seen, **{name: value for name, value in told.items() if value}})
