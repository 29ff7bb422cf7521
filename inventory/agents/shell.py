"""The audit agent for a live Linux: one POSIX shell script, made of the parts beside."""

from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "audit"
PLACE = "@SITE@"
CURL = "curl -fsS"
WGET = "wget --max-redirect=0 -qO-"
"""Busybox's wget, which verifies no certificate, does not know this option: it runs nothing."""


@cache
def script(site: str) -> str:
    """Return the script of a site; it holds no secret."""
    whole = "\n".join(part.read_text(encoding="utf-8") for part in sorted(PARTS.glob("*.sh")))
    return whole.replace(PLACE, site.rstrip("/"))


def lines(site: str) -> tuple[str, str]:
    """Return what to type on a live Linux, with curl or with wget.

    The script asks on the terminal; cut short on its way, it does nothing.
    """
    address = f"{site.rstrip('/')}/audit.sh"
    return f"{CURL} {address} | sh", f"{WGET} {address} | sh"


def command(site: str) -> str:
    """Return one line for both, for who scans it rather than types it."""
    address = f"{site.rstrip('/')}/audit.sh"
    return f"({CURL} {address} || {WGET} {address}) | sh"
