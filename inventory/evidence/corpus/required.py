"""Whether a description gives what its kind of file must give."""

from collections.abc import Iterable

from inventory.evidence.description import Description


def lacking(description: Description, required: Iterable[str]) -> list[str]:
    """Return the requirements that the description does not meet."""
    return [
        asked
        for asked in required
        if not any(_gives(description, one.strip()) for one in asked.split("|"))
    ]


def only_explained(description: Description, required: Iterable[str]) -> bool:
    """Tell whether a requirement is met by a note alone: the reader says why there is no more."""
    return any(
        "note." in asked
        and not any(
            _gives(description, one.strip())
            for one in asked.split("|")
            if not one.strip().startswith("note.")
        )
        for asked in required
    )


def _gives(description: Description, asked: str) -> bool:
    owner, _, field = asked.partition(".")
    if owner == "media":
        media = description.media
        return (
            any(getattr(medium, field) not in (None, "") for medium in media)
            if field
            else (bool(media))
        )
    if owner == "note":
        return any(note.code == field for note in description.notes)
    if field:
        return any(part.get(field) is not None for part in description.of(owner))
    return description.get(owner) is not None or any(description.of(owner))
