"""What readings say, as a page shows it: labels, units, which file, what is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inventory.evidence.claims import RULES, Claim, Settled
from inventory.evidence.description import MediumSeen, Sure, Told
from inventory.evidence.fields import COMPONENTS, DEVICE, Field
from inventory.evidence.merge import Merged
from inventory.evidence.merge_media import MergedMedium
from inventory.reading_words import medium_name
from inventory.vocabulary import DeviceKind, MediumKind
from inventory.wording import capital

SURE = {Sure.TOLD: "", Sure.DERIVED: "calculé", Sure.GUESSED: "supposé"}
_OF_MEDIA = {
    "kind": Field(str, "Type"),
    "serial": Field(str, "N° de série"),
    "model": Field(str, "Modèle"),
    "size_bytes": Field(int, "Taille", "octets"),
    "smart_status": Field(str, "État SMART"),
}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One field: the value shown, where it was read, and what other files say."""

    label: str
    value: str
    where: str
    sure: str
    others: tuple[tuple[str, str], ...]
    rule: str


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """One medium; `number` is its place in the list, by which a form names it."""

    number: int
    name: str
    serial: str
    removable: bool
    live: bool
    files: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    disputed: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class ShownComponent:
    """One component: its kind in French, what names it, its fields."""

    label: str
    name: str
    values: tuple[ShownValue, ...]


def device_shown(merged: Merged) -> list[ShownValue]:
    return [_shown(one, DEVICE[one.field]) for one in _in_order(merged.fields)]


def components_shown(merged: Merged) -> Iterator[ShownComponent]:
    for group in merged.groups:
        label, fields = COMPONENTS[group.kind]
        name = " ".join(filter(None, (group.text("brand"), group.text("model"))))
        values = tuple(_shown(one, fields[one.field]) for one in group.fields)
        told = group.text("size_mib")
        size = _memory(int(told)) if told.isdecimal() else ""
        more = " ".join(filter(None, (size, group.text("type"), group.text("slot"))))
        yield ShownComponent(label, name or group.text("name") or more, values)


def media_shown(merged: Merged) -> Iterator[ShownMedium]:
    for number, one in enumerate(merged.media):
        yield _medium(number, one)


def disputes_of(merged: Merged) -> int:
    """How many values the files do not agree on."""
    of_media = sum(len(one.disputed) for one in merged.media)
    return len(merged.disputed) + of_media + sum(len(group.disputed) for group in merged.groups)


def _in_order(fields: Iterable[Settled]) -> list[Settled]:
    order = list(DEVICE)
    return sorted(fields, key=lambda one: order.index(one.field))


def _shown(one: Settled, field: Field) -> ShownValue:
    return ShownValue(
        label=field.label,
        value=_words(one.field, one.chosen.value, field),
        where=_where(one.chosen),
        sure=SURE[one.chosen.sure],
        others=tuple(
            (_words(one.field, claim.value, field), _where(claim)) for claim in one.others
        ),
        rule=RULES[one.rule],
    )


def _where(claim: Claim) -> str:
    """The file, and the place in it."""
    return f"{claim.file} · {claim.path.replace('line ', 'ligne ')}"


def _words(name: str, value: Told, field: Field) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name == "kind_hint" and value in set(DeviceKind):
        return capital(DeviceKind(value).label)
    if name == "kind" and value in set(MediumKind):
        return MediumKind(value).label
    if field.unit == "Mio" and isinstance(value, int):
        return _memory(value)
    text = f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else str(value)
    if isinstance(value, int) and value < 10_000:
        text = str(value)
    return f"{text}\u00a0{field.unit}" if field.unit else text


def _memory(mebibytes: int) -> str:
    """As it is sold and said: « 16 Go », and in mebibytes only what is no whole number of them."""
    whole, rest = divmod(mebibytes, 1024)
    return f"{mebibytes}\u00a0Mio" if rest else f"{whole}\u00a0Go"


def _medium(number: int, one: MergedMedium) -> ShownMedium:
    seen = one.seen
    return ShownMedium(
        number=number,
        name=medium_name(seen),
        serial=seen.serial,
        removable=seen.removable,
        live=seen.live,
        files=one.files,
        facts=tuple(_health(seen)),
        disputed=tuple(_shown(field, _OF_MEDIA[field.field]) for field in one.disputed),
    )


def _health(seen: MediumSeen) -> Iterator[tuple[str, str]]:
    if seen.smart_status:
        yield "État SMART", {"passed": "bon", "failed": "en échec"}.get(seen.smart_status, "?")
    if seen.power_on_hours is not None:
        yield "En marche", f"{seen.power_on_hours}\u00a0h"
    if seen.wear_percent is not None:
        yield "Usure", f"{seen.wear_percent}\u00a0%"
    if seen.reallocated is not None:
        yield "Secteurs remplacés", str(seen.reallocated)
