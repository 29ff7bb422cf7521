"""Tags that every page uses: icons, badges of steps, codes in groups, fields of forms."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.forms.widgets import CheckboxSelectMultiple
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from inventory import drawings
from inventory.appearance import KIND_ICONS, MEDIUM_ICONS, OPERATION_ICONS, STEP_ICONS
from inventory.circuit import CIRCUIT
from inventory.sheets.days import shown_day
from inventory.vocabulary import DeviceKind, Step
from inventory.wording import how_many
from labels.codes import shown

register = template.Library()
SHAPE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def drawing(name: str) -> str:
    """The inside of an icon's SVG, as the npm package has it; nothing if there is none."""
    file = settings.NODE_MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.exists():
        return ""
    found = SHAPE.search(file.read_text(encoding="utf-8"))
    return found[1].strip() if found else ""


@register.filter
def pluralize(count: Any, endings: str = "s") -> str:
    """Django's, in French: nothing is singular too."""
    single, _, plural = endings.rpartition(",")
    size = count if isinstance(count, int | float) else len(count)
    return plural if abs(size) >= 2 else single


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon, for the eyes only: the word beside it says the same."""
    return mark_safe(
        '<svg class="icon" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">'
        f"{drawing(name)}</svg>"
    )


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    return icon(KIND_ICONS.get(kind, "question-circle"))


@register.simple_tag
def medium_icon(kind: str) -> SafeString:
    return icon(MEDIUM_ICONS.get(kind, "device-hdd"))


@register.simple_tag
def operation_icon(operation: str) -> SafeString:
    return icon(OPERATION_ICONS.get(operation, "arrow-right"))


@register.simple_tag
def step_badge(step: str, size: str = "") -> SafeString:
    """The step's one icon, one word, one colour."""
    known = Step(step)
    large = " step-large" if size == "large" else ""
    return format_html(
        '<span class="step step-{}{}">{}{}</span>',
        known.value,
        large,
        icon(STEP_ICONS[known]),
        capital(known.label),
    )


@register.simple_tag
def grade_drawing(family: str, letter: str) -> SafeString:
    """A drawn example of a grade, for the eyes only: the words beside it say the same."""
    drawn = drawings.grade(family, str(letter))
    return mark_safe(f'<svg viewBox="0 0 120 90" aria-hidden="true">{drawn}</svg>')


@register.filter
def capital(text: str) -> str:
    """« à jour » becomes « À jour »; the rest is left as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]


@register.filter
def code(value: str | None) -> SafeString:
    """A code in groups, bold, never broken."""
    return format_html('<span class="device-code">{}</span>', shown(value or ""))


@register.filter
def plain_code(value: str | None) -> str:
    """A code in groups, for a letter."""
    return shown(value or "")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A field's widget in our look; Django names its help and its errors by itself."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return field.as_widget()
    if isinstance(widget, CheckboxInput):
        look = "form-check-input"
    elif isinstance(widget, Select):
        look = "form-select"
    else:
        look = "form-control"
    if field.errors:
        look += " is-invalid"
    more: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {look}".strip()}
    return field.as_widget(attrs=more)


@register.filter
def is_group(field: BoundField) -> bool:
    """Several inputs under one legend: radios, boxes to tick."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def operation_verb(operation: str) -> str:
    return CIRCUIT[operation].verb


@register.filter
def kind_word(kind: str) -> str:
    return DeviceKind(kind).label if kind in set(DeviceKind) else kind


@register.filter
def devices(count: int, kind: str) -> str:
    """« 3 ordinateurs portables »."""
    return how_many(count, kind)


@register.filter
def kilograms(grams: int) -> str:
    return f"{grams / 1000:.1f}".replace(".", ",")


@register.filter
def euros(cents: int | None) -> str:
    """« 150 € », « 149,90 € »."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}\u00a0€" if rest else f"{whole}\u00a0€"


@register.filter
def day_told(told: str | None) -> str:
    """« 12/03/2015 », « 2015 »: a date of a donor's list, as precise as it is."""
    return shown_day(told)


@register.filter
def item(found: dict[str, Any], key: str) -> Any:
    """What a mapping holds under this key, if anything."""
    return found.get(key)


@register.simple_tag
def paper_link(kind: str, key: str, words: str) -> SafeString:
    """The button that opens a paper as PDF."""
    try:
        address = reverse("inventory:paper", args=[kind, key])
    except NoReverseMatch:
        return SafeString("")
    return format_html(
        '<a class="btn btn-outline-primary" href="{}">{}{}</a>',
        address,
        icon("file-earmark-pdf"),
        words,
    )
