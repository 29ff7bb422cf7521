"""How often one address did a thing lately, counted by all the processes of the server together.

Two that count at the same instant may count one: what is told apart is a loop, not one more.
"""

from __future__ import annotations

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def one_more(what: str, address: str, *, seconds: int, now: float | None = None) -> tuple[int, int]:
    """Count one more from this address, kept hashed; in IPv6, from its network.

    Returns
    -------
    tuple of int
        How many there were before in the present window, and how many seconds are left of it.
    """
    at = time.time() if now is None else now
    seen = f"{what}:" + salted_hmac(f"filiere.{what}", house_of(address)).hexdigest()
    since, so_far = cache.get(seen) or (at, 0)
    if not 0 <= at - since < seconds:
        since, so_far = at, 0
    left = max(1, int(since + seconds - at))
    cache.set(seen, (since, so_far + 1), left)
    return so_far, left


def house_of(address: str) -> str:
    """One subscriber: an IPv4 address, or the /64 that a home is given whole in IPv6."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((int(known), 64), strict=False))


def address_of(request: HttpRequest) -> str:
    """What the proxy saw, when there is one."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))
