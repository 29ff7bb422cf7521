"""A kept signature on a paper: its drawing, or its words."""

from __future__ import annotations

from inventory import erasable, signatures
from inventory.refusals import Refused

PICTURE = "signature"
FORGOTTEN = "effacé"


def block(who: str, how: str, picture: str = "") -> dict[str, str]:
    """One frame to sign in."""
    return {"who": who, "how": how, "picture": picture}


def kept(key: str) -> tuple[dict[str, bytes], str]:
    """The picture of a kept signature, by name, and the words to say in its frame.

    ``key`` names a row of the erasable store; nothing when it is empty.
    """
    if not key:
        return {}, ""
    text = erasable.say({"erasable": key})
    if text == FORGOTTEN:
        return {}, "Signé ; signature effacée, son temps de conservation est passé."
    try:
        drawn = signatures.picture(text)
    except Refused:
        return {}, "Signature gardée, mais illisible."
    if drawn is None:
        return {}, text
    return {PICTURE: drawn}, ""


def said(key: str) -> str:
    """A name kept in the erasable store; nothing once it is forgotten."""
    text = erasable.say({"erasable": key}) if key else ""
    return "" if text == FORGOTTEN else text
