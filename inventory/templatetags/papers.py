"""The papers that a page offers to print."""

from __future__ import annotations

from typing import Any

from django import template

from filiere.network.identity import actor_of_request
from inventory.papers.links import links

register = template.Library()


@register.inclusion_tag("inventory/papers.html", takes_context=True)
def papers_of(context: template.Context, about: object) -> dict[str, Any]:
    """Buttons for each paper of this collection, device, pallet or request."""
    actor = actor_of_request(context["request"])
    return {"papers": links(about, actor) if actor else []}
