"""Media that several files show, matched by cleaned serial, then by size and model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from inventory.evidence.claims import Claim, Settled, settle
from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.sameness import key_of, near
from inventory.evidence.unreadable import Unreadable

# From what the kind of a medium is known, the surest first.
_KIND_FROM = ("bus", "rotation", "model", "assumed")
_SHORTEST_CUT = 8
MOST_MEDIA = 2000
_COMPARED = ("serial", "model", "size_bytes")
_FILLED = tuple(
    one.name
    for one in fields(MediumSeen)
    if one.name not in {"kind", "kind_from", "serial", "removable", "live", "path", "exit_status"}
)


@dataclass(frozen=True, slots=True)
class MergedMedium:
    """One medium: what is said of it together, what is disputed, and which files show it."""

    seen: MediumSeen
    disputed: tuple[Settled, ...]
    files: tuple[str, ...]
    matched_by: str


@dataclass(frozen=True, slots=True)
class _Showing:
    number: int
    file: str
    reader: str
    medium: MediumSeen
    key: str


def merge_media(said: Sequence[tuple[str, Description]]) -> tuple[MergedMedium, ...]:
    """Return the media of all the files; those of one file always stay apart."""
    shown = [
        _Showing(number, file, description.reader, medium, medium.serial_key)
        for number, (file, description) in enumerate(said)
        for medium in description.media
    ]
    if len(shown) > MOST_MEDIA:
        raise Unreadable("too_many", "Ces relevés montrent trop de disques pour un appareil.")
    groups: list[list[_Showing]] = []
    how: list[str] = []
    with_serial = [one for one in shown if one.key]
    without = [one for one in shown if not one.key]
    for one in with_serial:
        place = next((i for i, group in enumerate(groups) if _same_serial(group, one)), None)
        if place is None:
            groups.append([one])
            how.append("alone")
        else:
            groups[place].append(one)
            how[place] = "serial"
    for one in without:
        alike = [i for i, group in enumerate(groups) if _free(group, one) and _alike(group, one)]
        if not alike:
            groups.append([one])
            how.append("alone")
            continue
        groups[alike[0]].append(one)
        how[alike[0]] = "looks"
    return tuple(_merged(group, by) for group, by in zip(groups, how, strict=True))


def _same_serial(group: Sequence[_Showing], one: _Showing) -> bool:
    """Tell one serial, or one that a tool cut: it opens or ends the other, and looks agree."""
    mine, theirs = one.key, group[0].key
    if mine == theirs:
        return _free(group, one)
    long, short = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
    cut = len(short) >= _SHORTEST_CUT and (long.startswith(short) or long.endswith(short))
    return (
        cut
        and _free(group, one)
        and _looks(group[0].medium, one.medium)
        and _sizes(group[0].medium, one.medium)
    )


def _free(group: Sequence[_Showing], one: _Showing) -> bool:
    return all(member.number != one.number for member in group)


def _alike(group: Sequence[_Showing], one: _Showing) -> bool:
    """Tell whether a medium without serial looks like the group's: size and model agree."""
    return all(_looks(member.medium, one.medium) for member in group) and any(
        member.medium.size_bytes == one.medium.size_bytes or _sizes(member.medium, one.medium)
        for member in group
    )


def _looks(one: MediumSeen, other: MediumSeen) -> bool:
    if one.size_bytes and other.size_bytes and not _sizes(one, other):
        return False
    models = [key_of("model", medium.model) for medium in (one, other)]
    if not all(models):
        return bool(one.size_bytes and other.size_bytes)
    return models[0] in models[1] or models[1] in models[0]


def _sizes(one: MediumSeen, other: MediumSeen) -> bool:
    if not one.size_bytes or not other.size_bytes:
        return False
    return near("size_bytes", one.size_bytes, other.size_bytes) or one.size_gb == other.size_gb


def _merged(group: Sequence[_Showing], by: str) -> MergedMedium:
    first = group[0].medium
    if len(group) == 1:
        return MergedMedium(first, (), (group[0].file,), by)
    best = min(group, key=lambda one: _KIND_FROM.index(one.medium.kind_from)).medium
    columns: dict[str, Any] = {"kind": best.kind, "kind_from": best.kind_from}
    columns["removable"] = all(one.medium.removable for one in group)
    columns["live"] = columns["removable"] and any(one.medium.live for one in group)
    columns["serial"] = next((one.medium.serial for one in group if one.medium.serial), "")
    masks = [one.medium.exit_status for one in group if one.medium.exit_status is not None]
    columns["exit_status"] = _all_bits(masks)
    for name in _FILLED:
        told = [value for one in group if (value := getattr(one.medium, name)) not in (None, "")]
        if told:
            columns[name] = told[0]
    disputed = tuple(one for one in _disputed(group) if one.disputed)
    for one in disputed:
        if one.field in {"model", "size_bytes"}:
            columns[one.field] = one.chosen.value
    files = tuple(dict.fromkeys(one.file for one in group))
    return MergedMedium(replace(first, **columns), disputed, files, by)


def _all_bits(masks: Sequence[int]) -> int | None:
    """Return every warning that any reading raised."""
    found = 0
    for mask in masks:
        found |= mask
    return found if masks else None


def _disputed(group: Sequence[_Showing]) -> Iterator[Settled]:
    for name in ("kind", *_COMPARED, "smart_status"):
        claims = [
            Claim(
                value,
                one.medium.path,
                Sure.GUESSED
                if name == "kind" and one.medium.kind_from in {"model", "assumed"}
                else Sure.TOLD,
                one.reader,
                one.file,
            )
            for one in group
            if (value := getattr(one.medium, name)) not in (None, "")
        ]
        if claims:
            yield settle(name, claims)
