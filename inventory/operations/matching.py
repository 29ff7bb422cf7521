"""Which listed medium is which known one: by id, then by real serial, then by kind and size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inventory.evidence.serials import clean_serial
from inventory.refusals import Refused
from inventory.state import MediumState
from inventory.vocabulary import MediumStatus


@dataclass(frozen=True, slots=True)
class Listed:
    kind: str
    serial: str
    size_gb: int | None
    id: str | None = None
    distinct: bool = False


@dataclass(slots=True)
class Matched:
    """``pairs`` by index of the listed item; ``elsewhere`` are twins recorded somewhere else."""

    pairs: dict[int, MediumState] = field(default_factory=dict)
    elsewhere: list[tuple[Listed, MediumState]] = field(default_factory=list)

    @property
    def known(self) -> set[str]:
        return {medium.id for medium in self.pairs.values()}

    def of(self, index: int) -> MediumState | None:
        return self.pairs.get(index)


def match(
    items: Sequence[Listed],
    fitted: Iterable[MediumState],
    twins: Iterable[MediumState],
    *,
    absent: set[str],
) -> Matched:
    """Pair listed items with known media.

    A serial that a tool may have invented never decides; two media that look alike are told
    apart only by id or serial.

    Raises
    ------
    Refused
        An id names no medium of this device, one medium is listed twice, or both listed and
        said absent.
    """
    inside = list(fitted)
    left = {medium.id: medium for medium in inside if medium.id not in absent}
    matched = Matched()
    for index, item in enumerate(items):
        if item.id:
            matched.pairs[index] = _take(left, item.id)
    _by_serial(items, left, matched)
    _by_looks(items, left, matched)
    _not_absent(items, [medium for medium in inside if medium.id in absent], matched)
    known = list(twins)
    _elsewhere(items, known, matched)
    _seen_again(items, known, matched)
    return matched


def _take(left: dict[str, MediumState], key: str) -> MediumState:
    if key not in left:
        raise Refused(
            "unknown-medium",
            "Un support de la liste n'est pas connu dans cet appareil, ou y figure deux fois.",
        )
    return left.pop(key)


def _by_serial(items: Sequence[Listed], left: dict[str, MediumState], matched: Matched) -> None:
    for index, item in enumerate(items):
        serial = clean_serial(item.serial)
        if index in matched.pairs or not serial:
            continue
        same = [m for m in left.values() if m.serial_key == serial]
        if same:
            matched.pairs[index] = left.pop(same[0].id)


def _by_looks(items: Sequence[Listed], left: dict[str, MediumState], matched: Matched) -> None:
    for index, item in enumerate(items):
        if index in matched.pairs or item.distinct:
            continue
        same = [m for m in left.values() if alike(item, m)]
        if same:
            matched.pairs[index] = left.pop(same[0].id)


def alike(item: Listed, medium: MediumState) -> bool:
    """Same kind and size, and no serial to tell them apart.

    A serial learnt after a proof was given could be another disk's: then a person says which.
    """
    if clean_serial(item.serial) and not medium.serial_key and medium.proof_id:
        return False
    serials_differ = bool(clean_serial(item.serial)) and bool(medium.serial_key)
    sizes_differ = None not in (item.size_gb, medium.size_gb) and item.size_gb != medium.size_gb
    return item.kind == medium.kind and not serials_differ and not sizes_differ


def _not_absent(items: Sequence[Listed], absent: Sequence[MediumState], matched: Matched) -> None:
    """What is said absent is not in the list: neither its serial nor, unsaid, its looks."""
    for index, item in enumerate(items):
        if index in matched.pairs:
            continue
        serial = clean_serial(item.serial)
        for medium in absent:
            same = bool(serial) and medium.serial_key == serial
            if same or (alike(item, medium) and not item.distinct):
                raise Refused(
                    "contradictory-media",
                    "Un support dit absent figure aussi dans la liste. Choisissez, ou faites dire "
                    "par l'encadrant·e qu'il s'agit d'un autre.",
                )


def _seen_again(items: Sequence[Listed], twins: list[MediumState], matched: Matched) -> None:
    """A medium without serial that was said absent from this device, and looks the same."""
    waiting = [m for m in twins if m.status == MediumStatus.ABSENT and not m.serial_key]
    for index, item in enumerate(items):
        if index in matched.pairs or item.distinct:
            continue
        same = [m for m in waiting if alike(item, m)]
        if same:
            matched.pairs[index] = same[0]
            waiting.remove(same[0])


def _elsewhere(items: Sequence[Listed], twins: list[MediumState], matched: Matched) -> None:
    taken: set[str] = set()
    for index, item in enumerate(items):
        if index in matched.pairs:
            continue
        serial = clean_serial(item.serial)
        for twin in twins:
            if not serial or twin.serial_key != serial or twin.id in taken:
                continue
            if twin.status == MediumStatus.ABSENT and not item.distinct:
                matched.pairs[index] = twin
            else:
                matched.elsewhere.append((item, twin))
            taken.add(twin.id)
            break
