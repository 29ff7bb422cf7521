"""Components that several files tell of, put together when they are surely the same part."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from inventory.evidence.claims import Claim, Settled, settle
from inventory.evidence.description import Component, Description
from inventory.evidence.fields import COMPONENTS
from inventory.evidence.sameness import key_of
from inventory.evidence.unreadable import Unreadable

MOST_COMPONENTS = 3000
_ONE_OF = frozenset({"board", "firmware", "tpm", "phone"})
"""A device has one of these."""
_NAMES = ("mac", "serial", "imei", "slot")
"""What tells two parts of a kind apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """One component: its fields as settled, and the files that tell of it."""

    kind: str
    fields: tuple[Settled, ...]
    files: tuple[str, ...]

    @property
    def disputed(self) -> tuple[Settled, ...]:
        """The fields on which the files do not agree."""
        return tuple(one for one in self.fields if one.disputed)

    def text(self, name: str) -> str:
        """Return the value shown of a field, '' when no file says it."""
        found = next((one.chosen.value for one in self.fields if one.field == name), "")
        return str(found)


@dataclass(frozen=True, slots=True)
class _Member:
    """One component of one file, with the keys that it is compared by: made once."""

    number: int
    file: str
    reader: str
    component: Component
    names: dict[str, str]
    model: str


@dataclass(slots=True)
class _Open:
    """A group being made: its members, and the files they are of."""

    members: list[_Member] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)

    def add(self, member: _Member) -> None:
        self.members.append(member)
        self.numbers.add(member.number)


@dataclass(slots=True)
class _Kind:
    """The groups of one kind, found again by a name or by a model that is told in them."""

    groups: list[_Open] = field(default_factory=list)
    by_name: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    by_model: dict[str, set[int]] = field(default_factory=dict)

    def like(self, member: _Member) -> list[int]:
        """Return the groups that may be the member's, in order: all others surely are not."""
        found: set[int] = set()
        for name in member.names.items():
            found |= self.by_name.get(name, set())
        for model, places in self.by_model.items() if member.model else ():
            if model in member.model or member.model in model:
                found |= places
        return sorted(found)

    def put(self, member: _Member, place: int | None) -> None:
        """Add the member to the group at its place, to a new one when it has none."""
        if place is None:
            place = len(self.groups)
            self.groups.append(_Open())
        self.groups[place].add(member)
        for name in member.names.items():
            self.by_name.setdefault(name, set()).add(place)
        if member.model:
            self.by_model.setdefault(member.model, set()).add(place)


def group_components(said: Sequence[tuple[str, Description]]) -> tuple[Group, ...]:
    """Return the components of all the files, in the order of the table of fields."""
    if sum(len(description.components) for _, description in said) > MOST_COMPONENTS:
        raise Unreadable("too_many", "Ces relevés contiennent trop d'éléments pour un appareil.")
    kinds: dict[str, _Kind] = {}
    for number, (file, description) in enumerate(said):
        counts = Counter(component.kind for component in description.components)
        for component in description.components:
            kind = kinds.setdefault(component.kind, _Kind())
            member = _member(number, file, description.reader, component)
            alone = counts[component.kind] == 1 and len(kind.groups) == 1
            every = alone or component.kind in _ONE_OF
            places = range(len(kind.groups)) if every else kind.like(member)
            kind.put(
                member,
                next((at for at in places if _same(kind.groups[at], member, alone=alone)), None),
            )
    return tuple(
        _closed(kind, group) for kind in COMPONENTS if kind in kinds for group in kinds[kind].groups
    )


def _member(number: int, file: str, reader: str, component: Component) -> _Member:
    told = {value.field: str(value.value) for value in reversed(component.values)}
    names = {name: key_of("serial", told[name]) for name in _NAMES if told.get(name)}
    return _Member(number, file, reader, component, names, key_of("model", told.get("model", "")))


def _same(group: _Open, one: _Member, *, alone: bool) -> bool:
    """Tell whether a component is the group's: a name they share, none that differs."""
    if one.number in group.numbers:
        return False
    if one.component.kind in _ONE_OF:
        return True
    verdict = False
    for member in group.members:
        for name, mine in one.names.items():
            theirs = member.names.get(name)
            if theirs is None:
                continue
            if mine == theirs:
                return True
            if name != "slot":
                return False
        if one.model and member.model:
            verdict = verdict or one.model in member.model or member.model in one.model
    return verdict or alone


def _closed(kind: str, group: _Open) -> Group:
    claims: dict[str, list[Claim]] = {}
    for member in group.members:
        for value in member.component.values:
            claims.setdefault(value.field, []).append(
                Claim(value.value, value.path, value.sure, member.reader, member.file)
            )
    names = [name for name in COMPONENTS[kind][1] if name in claims]
    return Group(
        kind,
        tuple(settle(name, claims[name]) for name in names),
        tuple(dict.fromkeys(member.file for member in group.members)),
    )
