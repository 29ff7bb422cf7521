"""The one file of our audit agent: a plain text of sections, one per tool.

    === filiere releve 1
    code: 7KQ2MDX44

    === filiere lshw B.02.19
    …what lshw printed…

    === filiere fin 1

A line of a tool that opens with the same mark is printed with a space before it. The last
line counts the sections: without it the file was cut.
"""

import re
from itertools import pairwise

from inventory.evidence.unreadable import Unreadable

VERSION = 1
MOST_SECTIONS = 300
_OPENS = re.compile(r"^=== filiere releve (\d{1,3})$", re.MULTILINE)
_MARK = re.compile(r"^=== filiere ([a-z][a-z0-9-]{0,30})(?: ([^\n]{0,60}))?$", re.MULTILINE)
_QUOTED = re.compile(r"^ (=== filiere)", re.MULTILINE)
_GIVEN = re.compile(r"^=== filiere releve \d{1,3}\ncode: ?([^\n]{0,40})$", re.MULTILINE)


def is_container(text: str) -> bool:
    """Tell the agent's file by its first line."""
    return _OPENS.match(text.lstrip()[:60]) is not None


def sections(text: str) -> list[tuple[str, str]]:
    """Return each tool's name and version with what it printed; raise Unreadable."""
    text = text.lstrip()
    opening = _OPENS.match(text)
    if opening is None or int(opening[1]) > VERSION:
        raise Unreadable(
            "newer_agent", "Ce relevé vient d'un agent plus récent que ce site : mettez-le à jour."
        )
    marks = list(_MARK.finditer(text, opening.end()))
    if len(marks) > MOST_SECTIONS:
        raise Unreadable("too_many", "Ce fichier contient trop de relevés : refaites l'audit.")
    found = []
    for mark, following in pairwise(marks):
        body = _QUOTED.sub(r"\1", text[mark.end() : following.start()]).strip("\n")
        found.append((" ".join(filter(None, mark.groups())), body))
    last = marks[-1] if marks else None
    if last is None or last[1] != "fin" or (last[2] or "").strip() != str(len(found)):
        raise Unreadable(
            "truncated",
            "Ce relevé est incomplet : la clé a été retirée trop tôt. Refaites l'audit.",
        )
    return found


def codes_of(text: str) -> list[str]:
    """Return the code that each file of the agent in this text was given, '' for none."""
    if "=== filiere releve" not in text:
        return []
    return [found[1].strip() for found in _GIVEN.finditer(text)]
