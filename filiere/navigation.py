"""What the top of every page shows: for whom one acts, and where one may go."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from filiere.network import rights
from filiere.network.identity import actor_of_request, memberships_of
from filiere.network.models import Membership


@dataclass(frozen=True, slots=True)
class Tab:
    """One place to go; ``wide`` ones show on a wide screen, elsewhere in the menu."""

    name: str
    label: str
    icon: str
    right: str = ""
    wide: bool = False


TABS = (
    Tab("inventory:home", "Accueil", "house"),
    Tab("inventory:devices", "Appareils", "laptop", "read_devices"),
    Tab("inventory:collections", "Collectes", "box-seam", "create_collection"),
    Tab("inventory:requests", "Demandes", "clipboard-check", "read_requests"),
    Tab("inventory:menu", "Menu", "list"),
)


@dataclass(frozen=True, slots=True)
class ShownTab:
    tab: Tab
    address: str
    here: bool


def roof(request: HttpRequest) -> dict[str, object]:
    """Context of every page: tabs, the membership one acts under, whom to call."""
    return {
        "tabs": SimpleLazyObject(lambda: tabs(request)),
        "acting": SimpleLazyObject(lambda: acting(request)),
        "contact": {"name": settings.CONTACT_NAME, "phone": settings.CONTACT_PHONE},
    }


def tabs(request: HttpRequest) -> list[ShownTab]:
    actor = actor_of_request(request)
    if actor is None:
        return []
    found = []
    for tab in TABS:
        if tab.right and not rights.may(actor, tab.right):
            continue
        address = reverse(tab.name)
        here = request.path == address or (address != "/" and request.path.startswith(address))
        found.append(ShownTab(tab, address, here))
    return found


def acting(request: HttpRequest) -> Membership | None:
    """The membership one acts under, with its organisation; None for a stranger."""
    actor = actor_of_request(request)
    if actor is None or actor.user_id is None:
        return None
    mine = memberships_of(actor.user_id)
    return next((one for one in mine if one.pk == actor.membership_id), None)
