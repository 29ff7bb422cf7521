"""A place: its name, what it is, and where it stands."""

from __future__ import annotations

from typing import Any

from django import forms

from filiere.network.actor import Actor
from inventory.forms.fields import Choices
from inventory.forms.house import QUIET, HouseForm
from inventory.vocabulary import PlaceKind
from inventory.whereabouts import Tree, holds_no_place, tree_of
from inventory.wording import capital

KINDS = [(kind.value, capital(kind.label)) for kind in PlaceKind]
NOWHERE = ("", "nulle part ailleurs")


def parents(tree: Tree, place_id: str | None = None) -> Choices:
    """Open places that this one may stand in, as their way in words."""
    out = set(tree.within(place_id)) if place_id else set()
    return [
        (spot.id, tree.path(spot.id))
        for _, spot in tree.ordered()
        if spot.id not in out and not holds_no_place(spot.kind)
    ]


class PlaceForm(HouseForm):
    """Name and kind; ``parent`` only where the place is made."""

    name = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput(QUIET))
    kind = forms.ChoiceField(label="C'est", choices=KINDS, required=False)
    parent = forms.ChoiceField(label="Dans", required=False)

    def __init__(self, actor: Actor, *args: Any, making: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = parents(tree_of(actor.organisation_id)) if making else []
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.choices = [NOWHERE, *found]
        if not found:
            del self.fields["parent"]
        if making:
            self.fields["kind"].initial = PlaceKind.SHELF.value


class ParentForm(HouseForm):
    parent = forms.ChoiceField(label="Le mettre dans", required=False)

    def __init__(self, found: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.choices = [NOWHERE, *found]
