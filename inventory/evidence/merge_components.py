"""Components that several files tell of, put together when they are surely the same part."""

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


@dataclass(slots=True)
class _Open:
    """A group being made: which component of which file is in it."""

    members: list[tuple[int, str, str, Component]] = field(default_factory=list)

    def has_of(self, number: int) -> bool:
        return any(member[0] == number for member in self.members)


def group_components(said: Sequence[tuple[str, Description]]) -> tuple[Group, ...]:
    """Return the components of all the files, in the order of the table of fields."""
    if sum(len(description.components) for _, description in said) > MOST_COMPONENTS:
        raise Unreadable("too_many", "Ces relevés contiennent trop d'éléments pour un appareil.")
    open_: dict[str, list[_Open]] = {}
    for number, (file, description) in enumerate(said):
        counts = {kind: len(list(description.of(kind))) for kind in COMPONENTS}
        for component in description.components:
            groups = open_.setdefault(component.kind, [])
            alone = counts[component.kind] == 1 and len(groups) == 1
            same = next(
                (g for g in groups if not g.has_of(number) and _same(g, component, alone=alone)),
                None,
            )
            if same is None:
                same = _Open()
                groups.append(same)
            same.members.append((number, file, description.reader, component))
    return tuple(_closed(kind, one) for kind in COMPONENTS for one in open_.get(kind, ()))


def _same(group: _Open, component: Component, *, alone: bool) -> bool:
    """Tell whether a component is the group's: a name they share, none that differs."""
    kind = component.kind
    if kind in _ONE_OF:
        return True
    verdict = False
    for _, _, _, member in group.members:
        for name in _NAMES:
            mine, theirs = component.text(name), member.text(name)
            if mine and theirs:
                if key_of("serial", mine) == key_of("serial", theirs):
                    return True
                if name != "slot":
                    return False
        mine, theirs = (key_of("model", one.text("model")) for one in (component, member))
        verdict = verdict or bool(mine and theirs and (mine in theirs or theirs in mine))
    return verdict or alone


def _closed(kind: str, group: _Open) -> Group:
    claims: dict[str, list[Claim]] = {}
    for _, file, reader, component in group.members:
        for value in component.values:
            claims.setdefault(value.field, []).append(
                Claim(value.value, value.path, value.sure, reader, file)
            )
    names = [name for name in COMPONENTS[kind][1] if name in claims]
    return Group(
        kind,
        tuple(settle(name, claims[name]) for name in names),
        tuple(dict.fromkeys(file for _, file, _, _ in group.members)),
    )
