"""usody sanitize (and eReuse workbench, which runs it): one JSON per disc, or a list of them.

Read from its source (schemas/sanitize.py, sanitize.py, steps.py) and its published examples.
The validation it calls a result is that of some sectors; a method without verification keeps the
result of the check made *before* the erasure: only `verification_enabled` makes it a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from inventory.evidence.material import Material
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import signs
from inventory.evidence.wiping.report import DiscEntry, ErasureReport, numbered, said_serial
from inventory.evidence.wiping.signs import Signs
from inventory.evidence.wiping.usody_commands import erases

NAME = "usody_sanitize"
VERSION = 2
DEEPEST = 6
_BADBLOCKS = re.compile(r"Pass completed, 0 bad blocks found\. \(0/0/0 errors\)")
_SIZE = re.compile(r"([\d.]{1,12})\s?([KMGTP])i?B?")
_UNITS = {"K": 1, "M": 2, "G": 3, "T": 4, "P": 5}


def recognises(material: Material) -> bool:
    """Tell it by the three blocks that only this tool writes together."""
    text = material.text
    return material.looks_like_json and all(
        f'"{word}' in text for word in ("device_info", "validation", "overwriting_steps")
    )


def describe(material: Material) -> ErasureReport:
    """Return one entry per erasure; raise Unreadable when there is none."""
    found = list(_blocks(material.json, "", 0))
    if not found:
        raise Unreadable("broken_json", "Ce fichier de « sanitize » est incomplet.")
    versions = {str(block.get("version", ""))[:40] for _, block in found} - {""}
    tool = f"usody sanitize {sorted(versions)[-1]}" if versions else "usody sanitize"
    discs = numbered(_disc(path, block) for path, block in found)
    return ErasureReport(reader=NAME, reader_version=VERSION, tool=tool, discs=discs)


def _blocks(value: Any, path: str, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(value.get("device_info"), dict) and "validation" in value:
            yield path, value
            return
        for name, item in value.items():
            yield from _blocks(item, f"{path}/{name}", depth + 1)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _blocks(item, f"{path}/{place}", depth + 1)


def _disc(path: str, block: dict[str, Any]) -> DiscEntry:
    method = _block(block, "method")
    validation = _block(block, "validation")
    steps = [step for step in _list(block.get("steps")) if isinstance(step, dict)]
    commands = [one for step in steps for one in _list(step.get("commands"))]
    commands = [one for one in commands if isinstance(one, dict)]
    weighed = Signs("success" if block.get("result") is True else "failed")
    if block.get("result") is not True and not steps:
        weighed.word = "unfinished"
    weighed.need(steps and commands, *signs.WORDS_CUT)
    for done in (*steps, *commands):
        weighed.need(done.get("success") is True, "step-failed", "Une étape n'a pas réussi.")
    for command in commands:
        if command.get("return_code") != 0:
            weighed.refuse("step-failed", "Une commande n'a pas réussi.")
    checked = method.get("verification_enabled") is True and validation.get("result") is True
    if validation.get("result") is False:
        weighed.refuse("validation-failed", "La relecture de l'outil a échoué.")
    reread = any(_BADBLOCKS.search(str(one.get("stderr", ""))) for one in commands)
    weighed.need(checked or reread, *signs.NOT_VERIFIED)
    ran = {done for one in commands if (done := erases(str(one.get("command", ""))))}
    keys, devices = {key for key, _ in ran}, {device for _, device in ran}
    weighed.need(len(keys) == 1 and "" not in keys, *signs.NOT_AN_ERASURE)
    info = _block(block, "device_info")
    device = _text(_block(_block(info, "export_data"), "block"), "name")
    named = {device, f"/dev/{device}"} if device else devices
    weighed.need(len(devices) == 1 and devices <= named, *signs.CONTRADICTORY)
    ends = [_moment(one.get("end_time")) for one in (*steps, *commands)]
    weighed.need(ends and all(ends), *signs.NO_END)
    starts = [_moment(one.get("start_time")) for one in (*steps, *commands)]
    smart = _block(_block(info, "export_data"), "smart")
    own, bridge = (
        said_serial(_text(smart, "serial_number")),
        said_serial(_text(info, "serial_number")),
    )
    return DiscEntry(
        device=device,
        serial=own or bridge,
        aliases=tuple({bridge} - {own, ""}) if own else (),
        model=_text(smart, "model_name") or _text(info, "model"),
        size_bytes=_size(info, smart),
        bus=_text(info, "storage_medium"),
        method=next(iter(keys)) if len(keys) == 1 else "",
        method_said=_text(method, "name"),
        verified=checked or reread,
        started=min((one for one in starts if one), default=None),
        ended=max((one for one in ends if one), default=None),
        word=str(block.get("result"))[:20],
        result=weighed.result,
        against=weighed.reasons,
        path=path,
    )


def _size(info: dict[str, Any], smart: dict[str, Any]) -> int | None:
    """In bytes: as smartctl says it, else as lsblk rounds it."""
    exact = _block(smart, "user_capacity").get("bytes")
    if isinstance(exact, int) and exact > 0:
        return exact
    rounded = _SIZE.fullmatch(_text(info, "size"))
    try:
        return int(float(rounded[1]) * 1024 ** _UNITS[rounded[2]]) if rounded else None
    except ValueError:
        return None


def _moment(seconds: Any) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 4_000_000_000 else None


def _block(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found.strip()[:120] if isinstance(found, str) else ""
