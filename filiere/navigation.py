"""What the top of every page shows: for whom one acts, and where one may go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from filiere.logo import address
from filiere.network import rights, shared_point
from filiere.network.identity import actor_of_request, membership_of_request
from forecast.report.access import first_shown


@dataclass(frozen=True, slots=True)
class Tab:
    """One place to go."""

    name: str
    label: str
    icon: str
    right: str = ""


ON_A_PHONE = 5
"""So many tabs fit under a thumb, the menu among them; what is beyond is in the menu."""
TABS = (
    Tab("inventory:home", "Accueil", "house"),
    Tab("inventory:scanner", "Scanner", "upc-scan", "scan"),
    Tab("inventory:devices", "Appareils", "laptop", "read_devices"),
    Tab("inventory:collections", "Collectes", "box-seam", "create_collection"),
    Tab("inventory:requests", "Demandes", "clipboard-check", "read_requests"),
    Tab("inventory:indicators", "Indicateurs", "bar-chart", "read_indicators"),
    Tab("inventory:menu", "Menu", "list"),
)


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A ``wide`` one shows on a wide screen, elsewhere in the menu."""

    tab: Tab
    address: str
    here: bool
    wide: bool = False


def roof(request: HttpRequest) -> dict[str, object]:
    """Context of every page: tabs, for whom one acts, whose hands hold a shared phone."""
    return {
        "tabs": SimpleLazyObject(lambda: tabs(request)),
        "acting": SimpleLazyObject(lambda: membership_of_request(request)),
        "shared_point": shared_point.held(request),
        "site": SimpleLazyObject(lambda: {"name": settings.SITE_NAME, "logo": address()}),
        "diagnostic": SimpleLazyObject(lambda: diagnostic(request)),
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
    beyond = found[ON_A_PHONE - 1 : -1]
    return [replace(one, wide=one in beyond) for one in found]


def diagnostic(request: HttpRequest) -> dict[str, str]:
    """Where a home page leads for the diagnostic; empty when there is none to read."""
    shown = first_shown(actor_of_request(request))
    if shown is None:
        return {}
    name, area = shown
    to = reverse("forecast:diagnostic", args=[area]) if area else reverse("forecast:index")
    return {"name": name, "address": to}
