"""What was read of a file as plain data, and back: the shape a reading is kept in."""

from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from typing import Any

from inventory.evidence.description import (
    VERSION,
    Component,
    Description,
    MediumSeen,
    Note,
    Sure,
    Value,
)
from inventory.evidence.opening import Outcome
from inventory.evidence.unreadable import Unreadable


def as_stored(outcomes: tuple[Outcome, ...]) -> list[dict[str, Any]]:
    """Return the outcomes as JSON takes them."""
    return [
        {
            "name": _plain(one.name),
            "worth": one.worth,
            "description": _plain(one.description.as_data()) if one.description else None,
            "refusal": [one.refusal.code, one.refusal.detail] if one.refusal else None,
        }
        for one in outcomes
    ]


def from_stored(data: Any) -> tuple[Outcome, ...]:
    """Return the outcomes that were kept; none when they are of another version's shape."""
    try:
        return tuple(_outcome(one) for one in data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def readers_of(outcomes: tuple[Outcome, ...]) -> dict[str, int]:
    """Return each reader that read a piece, with its version."""
    found = [one.description for one in outcomes if one.description]
    return {one.reader: one.reader_version for one in sorted(found, key=lambda one: one.reader)}


def _plain(told: Any) -> Any:
    """Return the same without what no database takes in JSON: NUL, lone surrogates, NaN."""
    if isinstance(told, str):
        whole = told if told.isprintable() else told.replace("\0", " ")
        return whole if whole.isascii() else whole.encode("utf-8", "replace").decode()
    if isinstance(told, dict):
        return {name: _plain(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_plain(value) for value in told]
    return None if isinstance(told, float) and not isfinite(told) else told


def _outcome(data: Mapping[str, Any]) -> Outcome:
    told, refusal = data["description"], data["refusal"]
    return Outcome(
        data["name"],
        _description(told) if told else None,
        Unreadable(*refusal) if refusal else None,
        worth=data["worth"],
    )


def _description(data: Mapping[str, Any]) -> Description:
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    known = {one.name for one in fields(MediumSeen)}
    return Description(
        reader=data["reader"],
        reader_version=data["reader_version"],
        values=tuple(map(_value, data["values"])),
        components=tuple(
            Component(one["kind"], one["path"], tuple(map(_value, one["values"])))
            for one in data["components"]
        ),
        media=tuple(
            MediumSeen(**{name: value for name, value in one.items() if name in known})
            for one in data["media"]
        ),
        notes=tuple(Note(one["code"], one["detail"]) for one in data["notes"]),
        lists_media=data["lists_media"],
    )


def _value(data: Mapping[str, Any]) -> Value:
    return Value(data["field"], data["value"], data["path"], Sure(data["sure"]))
