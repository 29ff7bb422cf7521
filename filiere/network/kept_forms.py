"""Nothing typed is lost: a form sent after its session ended waits an hour for its author.

The cookie ``filiere_who``, signed, remembers on this browser who was last signed in: only their
forms are kept, and only they get them back. Files are not kept, and the page says so.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from filiere.network.models import KeptForm, User

COOKIE = "filiere_who"
COOKIE_DAYS = 30
KEPT = timedelta(hours=1)
MOST_FORMS = 20
MOST_CHARACTERS = 2_000_000
DROPPED = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Found:
    """A form to send again: its address, its fields, whether files must be joined anew."""

    path: str
    fields: list[tuple[str, str]]
    files: bool


def remember_who(request: HttpRequest, response: HttpResponseBase) -> None:
    """Whoever is signed in is the author of what this browser will send."""
    user = getattr(request, "user", None)
    before = who(request)
    if user is None or not user.is_authenticated or before == user.pk:
        return
    response.set_signed_cookie(
        COOKIE,
        str(user.pk) if before is None else f"{user.pk}-{int(time.time())}",
        max_age=COOKIE_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def who(request: HttpRequest) -> int | None:
    """Who was last signed in on this browser, if anybody."""
    told = _told(request)[0]
    return int(told) if told.isdigit() else None


def changed_hands(request: HttpRequest) -> bool:
    """Whether somebody else was signed in here since a page still open may have been made."""
    since = _told(request)[2]
    return since.isdigit() and time.time() - int(since) < settings.SESSION_COOKIE_AGE


def _told(request: HttpRequest) -> tuple[str, str, str]:
    """Who, and since when if they took the place of another."""
    try:
        told = request.get_signed_cookie(COOKIE, "", max_age=COOKIE_DAYS * 86400)
    except BadSignature:
        told = ""
    return str(told).partition("-")


def keep(request: HttpRequest) -> str:
    """Keep what was posted for its author; the key, or nothing when it is nobody's.

    A form with a password is never kept.
    """
    user = request.user.pk if request.user.is_authenticated else who(request)
    if user is None or not User.objects.filter(pk=user, is_active=True).exists():
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in DROPPED
    ]
    if any("password" in name for name, _ in fields):
        return ""
    text = json.dumps(fields)
    if len(text) > MOST_CHARACTERS or "\\u0000" in text:
        return ""
    forget_old()
    mine = KeptForm.objects.filter(user_id=user).order_by("-created_at")
    older = list(mine.values_list("pk", flat=True)[MOST_FORMS - 1 :])
    KeptForm.objects.filter(pk__in=older).delete()
    kept = KeptForm.objects.create(
        key=secrets.token_urlsafe(24),
        user_id=user,
        path=request.get_full_path()[:400],
        fields=text,
        files=bool(request.FILES),
        created_at=timezone.now(),
    )
    return kept.key


def find(key: str, user_id: int) -> Found | None:
    """The form of this key, for its author alone, within the hour."""
    row = KeptForm.objects.filter(
        pk=key, user_id=user_id, created_at__gte=timezone.now() - KEPT
    ).first()
    if row is None:
        return None
    fields = [(str(name), str(value)) for name, value in json.loads(row.fields)]
    return Found(row.path, fields, row.files)


def forget_old() -> int:
    """Drop what is older than an hour; how many."""
    count, _ = KeptForm.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return count
