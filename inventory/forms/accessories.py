"""What accompanies a device; « aucun » is an answer, silence is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from inventory.wording import accessory_choices

NONE = "no_accessories"


def add_accessories(form: forms.Form, known: Sequence[str] | None) -> None:
    form.fields["accessories"] = forms.MultipleChoiceField(
        label="Accessoires",
        required=False,
        choices=accessory_choices(),
        initial=list(known or ()),
        widget=forms.CheckboxSelectMultiple,
    )
    form.fields[NONE] = forms.BooleanField(
        label="Aucun accessoire", required=False, initial=known is not None and not known
    )


def accessories_told(cleaned: Mapping[str, Any]) -> list[str] | None:
    """The accessories, an empty list when said so, None when nothing was said."""
    if ticked := cleaned.get("accessories"):
        return list(ticked)
    return [] if cleaned.get(NONE) else None
