"""The audit agent for a live Linux: one POSIX shell script, made of the parts beside."""

from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "audit"
PLACE = "@SITE@"


@cache
def script(site: str) -> str:
    """Return the script of a site; it holds no secret."""
    whole = "\n".join(part.read_text(encoding="utf-8") for part in sorted(PARTS.glob("*.sh")))
    return whole.replace(PLACE, site.rstrip("/"))


def command(site: str) -> str:
    """Return the one line to type on a live Linux: with curl, else with wget."""
    address = f"{site.rstrip('/')}/audit.sh"
    return f'sh -c "$(curl -fsS {address} || wget -qO- {address})"'
