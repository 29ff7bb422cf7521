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
    """Return the one line to type in PowerShell, the same for every version."""
    address = f"{site.rstrip('/')}/audit.ps1"
    return f"iex ((New-Object Net.WebClient).DownloadString('{address}'))"
