"""A point of scan opened in a browser: a shared phone, in the hands of whoever taps their name.

The session holds the point's number, never a secret: a point revoked ends at the next request.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import USE_GRAIN
from filiere.network.models import ScanPoint
from filiere.network.vocabulary import Role

POINT_KEY = "scan_point"
OPERATOR_KEY = "scan_operator"
LASTS = timedelta(days=30)
"""How long a phone stays a point without anybody choosing a name on it."""


def put_in_session(request: HttpRequest, point: ScanPoint) -> None:
    """From now on this browser is that point, and nobody is signed in on it."""
    request.session.flush()
    request.session[POINT_KEY] = point.pk
    request.session.set_expiry(LASTS)


def point_of(request: HttpRequest) -> Actor | None:
    """The open point of this browser, in nobody's hands; None without one, or revoked since."""
    pk = request.session.get(POINT_KEY)
    if not isinstance(pk, int):
        return None
    point = (
        ScanPoint.objects.filter(pk=pk, revoked_at=None, organisation__active=True)
        .select_related("organisation")
        .first()
    )
    if point is None:
        return None
    now = timezone.now()
    if point.last_used_at is None or point.last_used_at < now - USE_GRAIN:
        ScanPoint.objects.filter(pk=pk).update(last_used_at=now)
    owner = point.organisation
    return Actor(
        "point", None, None, point.pk, owner.pk, owner.kind, Role.OPERATOR.value, point.name
    )


def hold(request: HttpRequest, point: Actor, who: str) -> None:
    """Let the top of this page say which point it is, and in whose hands."""
    request.__dict__["_filiere_shared_point"] = {"name": point.name, "who": who}


def held(request: HttpRequest) -> dict[str, str] | None:
    """What ``hold`` said; None on every page but the scanner's."""
    found: dict[str, str] | None = request.__dict__.get("_filiere_shared_point")
    return found


def was_a_point(request: HttpRequest) -> bool:
    """Whether this browser was opened as a point, revoked since or not."""
    return POINT_KEY in request.session


def leave(request: HttpRequest) -> None:
    """From now on this browser is no point any more."""
    request.session.flush()


def chosen_operator(request: HttpRequest) -> int | None:
    """The member whose name was tapped last."""
    chosen = request.session.get(OPERATOR_KEY)
    return chosen if isinstance(chosen, int) else None


def choose_operator(request: HttpRequest, membership_id: int) -> None:
    request.session[OPERATOR_KEY] = membership_id
    request.session.set_expiry(LASTS)
