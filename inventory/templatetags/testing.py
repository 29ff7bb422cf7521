"""How a function is tested, beside its question."""

from __future__ import annotations

from django import template
from django.forms import BoundField

from inventory.forms.tests import PREFIX
from inventory.how_to_test import HOW

register = template.Library()


@register.filter
def how(field: BoundField) -> str:
    """The sentence of the test that this field asks; nothing for another field."""
    return HOW.get(field.name.removeprefix(PREFIX), "")
