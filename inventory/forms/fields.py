"""From one field of an operation's data to a field of a page."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from django import forms
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from inventory.operations.schema import Erasable
from inventory.vocabulary import Grade, Word
from inventory.wording import (
    HELPS,
    accessory_choices,
    action_choices,
    capital,
    field_label,
    word,
)

FEW = 4
"""Up to so many answers are shown at once; more go into a list."""
EUROS, KILOGRAMS = frozenset({"price_cents"}), frozenset({"grams", "weight_g"})
UNITS: dict[str, int] = dict.fromkeys(EUROS, 100) | dict.fromkeys(KILOGRAMS, 1000)
"""How many of the data's units make one of the page's: cents in a euro, grams in a kilogram."""
Choices = list[tuple[str, str]]


def unwrapped(annotation: Any) -> tuple[Any, list[Any], bool]:
    """The type itself, its constraints, and whether None is an answer."""
    constraints: list[Any] = []
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            constraints += more
        elif get_origin(annotation) in (Union, types.UnionType):
            parts = [part for part in get_args(annotation) if part is not type(None)]
            optional |= len(parts) < len(get_args(annotation))
            annotation = parts[0]
        else:
            return annotation, constraints, optional


def page_field(
    operation: str, name: str, info: FieldInfo, choices: Choices | None = None
) -> forms.Field | None:
    """The field of a page for one field of data; None when a form of its own asks it."""
    kind, constraints, _ = unwrapped(info.annotation)
    constraints = [*info.metadata, *constraints]
    label = field_label(operation, name)
    asked: dict[str, Any] = {
        "label": label,
        "error_messages": {"required": f"À indiquer : {label[:1].lower()}{label[1:]}."},
        "required": info.is_required(),
        "help_text": HELPS.get((operation, name), ""),
    }
    if info.default is not None and not info.is_required():
        asked["initial"] = info.default
    if choices is not None:
        return _choice(choices, **asked)
    if get_origin(kind) is Literal:
        return _choice([(value, capital(word(value))) for value in get_args(kind)], **asked)
    if isinstance(kind, type) and issubclass(kind, Word):
        return _choice(word_choices(kind), **asked)
    make = MAKERS.get(kind, _several)
    return make(name, constraints, asked)


def _tick(name: str, constraints: list[Any], asked: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**asked | {"required": False})


def _day(name: str, constraints: list[Any], asked: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput({"type": "date"}), **asked)


def word_choices(words: type[Word]) -> Choices:
    if words is Grade:
        return [(member.value, f"{member.value} · {member.label}") for member in words]
    return [(member.value, capital(member.label)) for member in words]


def _choice(choices: Choices, **asked: Any) -> forms.ChoiceField:
    if len(choices) > FEW or not choices:
        return forms.ChoiceField(choices=[("", "—"), *choices], **asked)
    if asked["required"] and len(choices) == 1:
        asked.setdefault("initial", choices[0][0])
    field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **asked)
    if not asked["required"] and "initial" not in asked:
        field.choices = [*choices, ("", "sans réponse")]
        field.initial = ""
    return field


def _number(name: str, constraints: list[Any], asked: dict[str, Any]) -> forms.Field:
    lowest = next((str(item.ge) for item in _all(constraints) if isinstance(item, Ge)), "0")
    most = next((str(item.le) for item in _all(constraints) if isinstance(item, Le)), None)
    unit = UNITS.get(name)
    if unit is None:
        highest = int(most) if most else None
        return forms.IntegerField(min_value=int(lowest), max_value=highest, **asked)
    return forms.DecimalField(
        min_value=Decimal(lowest) / unit,
        max_value=Decimal(most) / unit if most else None,
        decimal_places=len(str(unit)) - 1,
        **asked,
    )


def _all(constraints: list[Any]) -> list[Any]:
    """Constraints, and those that a pydantic ``Field(...)`` carries."""
    return [*constraints, *(more for item in constraints for more in getattr(item, "metadata", ()))]


def _text(name: str, constraints: list[Any], asked: dict[str, Any]) -> forms.CharField:
    longest = 120
    for item in constraints:
        if isinstance(item, StringConstraints | MaxLen):
            longest = item.max_length or longest
    long_text = any(isinstance(item, Erasable) for item in constraints) and longest > 1000
    if long_text:
        area = forms.Textarea({"rows": 3})
        return forms.CharField(max_length=2000, widget=area, **asked)
    return forms.CharField(
        max_length=longest, widget=forms.TextInput({"autocomplete": "off"}), **asked
    )


def _several(name: str, constraints: list[Any], asked: dict[str, Any]) -> forms.Field | None:
    lists = {"accessories": accessory_choices, "actions": action_choices}
    if name not in lists:
        return None
    asked.pop("initial", None)
    return forms.MultipleChoiceField(
        choices=lists[name](), widget=forms.CheckboxSelectMultiple, **asked
    )


MAKERS: dict[Any, Callable[[str, list[Any], dict[str, Any]], forms.Field | None]] = {
    bool: _tick,
    int: _number,
    date: _day,
    str: _text,
}
