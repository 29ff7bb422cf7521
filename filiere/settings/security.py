"""Cookies, transport, secrets, content security policy."""

import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from filiere.settings.base import SITE_URL
from filiere.settings.environment import DATA_DIR, flag, path, text


def secret_key(file: Path) -> str:
    """The key of the environment, else one made once and kept beside the data, mode 600.

    Several processes may start at once: the first whole file wins and all read that one.
    """
    if value := text("SECRET_KEY"):
        return value
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="ascii") as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            with suppress(FileExistsError):
                file.hardlink_to(draft.name)
    return file.read_text(encoding="ascii")


SECRET_KEY = secret_key(path("FILIERE_SECRET_KEY_FILE", DATA_DIR / "secret.key"))
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "filiere.views.stale_form"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
BEHIND_PROXY = flag("FILIERE_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
X_FRAME_OPTIONS = "DENY"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str((DATA_DIR / "cache").resolve()),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
"""Who tries too often, counted by all the processes of the server together."""
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
