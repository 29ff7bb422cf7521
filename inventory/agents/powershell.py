"""The audit agent for Windows: one PowerShell script, versions 2 to 7.

It is served in ASCII: an accent within a double-quoted string is written `$([char]0x00e9)`,
for Windows PowerShell reads a file without a mark in its own code page.
"""

from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).parent / "audit.ps1"
PLACE = "@SITE@"


@cache
def script(site: str) -> str:
    """Return the script of a site; it holds no secret."""
    whole = SCRIPT.read_text(encoding="utf-8").replace(PLACE, site.rstrip("/"))
    return "".join(
        letter if letter.isascii() else f"$([char]0x{ord(letter):04x})" for letter in whole
    )


def command(site: str) -> str:
    """Return the one line to type in PowerShell, the same for every version.

    Windows PowerShell 5.1 and before may offer TLS 1.0 alone: 3072 is TLS 1.2, by its number for
    the frameworks that do not name it.
    """
    address = f"{site.rstrip('/')}/audit.ps1"
    fetched = f"iex ((New-Object Net.WebClient).DownloadString('{address}'))"
    if not address.startswith("https:"):
        return fetched
    return f"[Net.ServicePointManager]::SecurityProtocol = 3072; {fetched}"
