"""Where things are: places as a tree, what each holds, and the way to it in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inventory.models import Place
from inventory.vocabulary import PlaceKind

BETWEEN = " › "
DEEPEST = 8
"""Places within one another: a building, a room, a shelf, a box on it, and some more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place as the tree knows it."""

    id: str
    name: str
    kind: str
    parent: str | None
    code: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """All the places of one organisation, read at once."""

    spots: Mapping[str, Spot]
    below: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)

    def path(self, key: str | None) -> str:
        """« Bâtiment A › Étagère B »; nothing for what is nowhere."""
        return BETWEEN.join(spot.name for spot in self.way(key))

    def way(self, key: str | None) -> list[Spot]:
        """From the outermost place to this one."""
        found: list[Spot] = []
        while key and (spot := self.spots.get(key)) and len(found) <= DEEPEST:
            found.append(spot)
            key = spot.parent
        return found[::-1]

    def within(self, key: str) -> list[str]:
        """The place itself and every place in it."""
        found: list[str] = []
        ahead = [key]
        while ahead and len(found) <= len(self.spots):
            one = ahead.pop()
            found.append(one)
            ahead += self.below.get(one, ())
        return found

    def children(self, key: str | None) -> list[Spot]:
        return [self.spots[one] for one in self.below.get(key, ())]

    def ordered(self) -> list[tuple[int, Spot]]:
        """Open places as one reads a tree: each after the one it stands in, with its depth."""
        found: list[tuple[int, Spot]] = []

        def walk(key: str | None, depth: int) -> None:
            for spot in self.children(key):
                if not spot.closed:
                    found.append((depth, spot))
                    walk(spot.id, depth + 1)

        walk(None, 0)
        return found


def tree_of(organisation_id: int) -> Tree:
    """The places of an organisation, closed ones too, by name."""
    rows = Place.objects.filter(organisation_id=organisation_id).order_by("name")
    told = rows.values_list("pk", "name", "kind", "parent_id", "code", "closed_at")
    spots = {
        pk: Spot(pk, name, kind, parent, code or "", closed is not None)
        for pk, name, kind, parent, code, closed in told
    }
    return Tree(spots, _below(spots.values()))


def _below(spots: Iterable[Spot]) -> dict[str | None, tuple[str, ...]]:
    found: dict[str | None, list[str]] = {}
    for spot in spots:
        found.setdefault(spot.parent, []).append(spot.id)
    return {parent: tuple(keys) for parent, keys in found.items()}


def path_of(organisation_id: int | None, place_id: str | None) -> str:
    """The way to a place of this organisation, in words."""
    if not place_id or organisation_id is None:
        return ""
    return tree_of(organisation_id).path(place_id)


def holds_no_place(kind: str) -> bool:
    """A trolley is loaded with devices, never with another place."""
    return kind == PlaceKind.TROLLEY
