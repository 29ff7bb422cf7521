"""Tags of the pages of places: their icons and their words."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from inventory.appearance import PLACE_ICONS
from inventory.templatetags.look import icon
from inventory.vocabulary import PlaceKind

register = template.Library()


@register.simple_tag
def place_icon(kind: str) -> SafeString:
    return icon(PLACE_ICONS.get(kind, "geo-alt"))


@register.filter
def place_word(kind: str) -> str:
    """« chariot »."""
    return PlaceKind(kind).label if kind in set(PlaceKind) else ""
