"""Outputs of other tools held inside one file, each read by its own reader, made one description.

What is told first stands, components come whole from the first output that lists their kind,
and a medium seen twice is one medium with what both say of it.
"""

from dataclasses import fields, replace

from inventory.evidence.description import INCOMPLETE, Description, MediumSeen
from inventory.evidence.finding import Finding

_IDENTITY = frozenset({"kind", "kind_from", "path", "serial"})
_SURER = {"bus": 0, "rotation": 1, "model": 2, "assumed": 3}


def join(found: Finding, parts: list[tuple[str, Description]]) -> list[MediumSeen]:
    """Tell what each part says, its paths behind the part's own; return the media, joined.

    The media are left for the caller to add, who may know some from the file itself.
    """
    kinds: set[str] = set()
    media: list[MediumSeen] = []
    listed = any(part.lists_media for _, part in parts)
    for prefix, part in parts:
        for value in part.values:
            found.repeat(value, at=prefix)
        for component in part.components:
            if component.kind in kinds:
                continue
            told = found.component(component.kind, path=prefix + component.path)
            for value in component.values:
                told.repeat(value, at=prefix)
        kinds |= {component.kind for component in part.components}
        media = joined(media, [replace(one, path=prefix + one.path) for one in part.media])
        for note in part.notes:
            if part.lists_media or not listed or note.code not in INCOMPLETE | {"no_media"}:
                found.note(note.code, note.detail)
        if part.lists_media:
            found.lists_media()
    return media


def joined(media: list[MediumSeen], others: list[MediumSeen]) -> list[MediumSeen]:
    """Return the media of both, those that are the same once; two of one list never are."""
    made = list(media)
    free = set(range(len(media)))
    for other in others:
        number = next((one for one in sorted(free) if _same(made[one], other)), None)
        if number is None:
            made.append(other)
        else:
            free.discard(number)
            made[number] = _both(made[number], other)
    return made


def _same(one: MediumSeen, other: MediumSeen) -> bool:
    """Tell the same medium: by serial, else by model and size when one has no serial."""
    if one.serial_key and other.serial_key:
        return one.serial_key == other.serial_key
    if one.name and other.name and one.name != other.name:
        return False
    if not (one.model and other.model and one.size_gb and other.size_gb):
        return False
    shorter, longer = sorted((one.model.upper(), other.model.upper()), key=len)
    return shorter in longer and one.size_gb == other.size_gb


def _both(one: MediumSeen, other: MediumSeen) -> MediumSeen:
    """Return the first, what it does not say taken from the other."""
    lacking = {
        field.name: getattr(other, field.name)
        for field in fields(MediumSeen)
        if field.name not in _IDENTITY and getattr(one, field.name) in (None, "", False)
    }
    if _SURER.get(other.kind_from, 4) < _SURER.get(one.kind_from, 4):
        lacking |= {"kind": other.kind, "kind_from": other.kind_from}
    return replace(one, serial=one.serial or other.serial, **lacking)
