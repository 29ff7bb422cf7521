"""The button that leads from a thing to its labels."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from filiere.network import rights
from filiere.network.identity import actor_of_request
from inventory.models import Collection

register = template.Library()


@register.inclusion_tag("inventory/labels_button.html", takes_context=True)
def labels_button(context: Context, collection: Collection) -> dict[str, Any]:
    """« Imprimer les étiquettes », for who may print them and holds the collection."""
    actor = actor_of_request(context["request"])
    mine = actor is not None and actor.organisation_id == collection.custodian_id
    return {"collection": collection, "offered": mine and rights.may(actor, "print_labels")}
