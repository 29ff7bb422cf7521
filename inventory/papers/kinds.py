"""Every paper by its kind: what one may see of it, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filiere.network.actor import Actor
from inventory.papers import don, donateur, enlevement, gift, livraison, palette, remise
from inventory.papers.paper import Paper
from inventory.refusals import Missing

NAMES: Mapping[str, str] = {
    "enlevement": "bon-enlevement",
    "don": "attestation-don",
    "livraison": "bon-livraison",
    "remise": "fiche-remise",
    "palette": "bordereau-palette",
    "donateur": "rapport-donateur",
}
"""How the file of each kind begins."""

_FOR: Mapping[str, Callable[[Actor, str], Paper]] = {
    "enlevement": lambda actor, key: enlevement.content(gift.taken(gift.seen(actor, key))),
    "don": lambda actor, key: don.content(gift.taken(gift.seen(actor, key))),
    "livraison": lambda actor, key: livraison.content(livraison.seen(actor, key)),
    "remise": lambda actor, key: remise.content(*remise.seen(actor, key)),
    "palette": lambda actor, key: palette.content(palette.seen(actor, key)),
    "donateur": lambda actor, key: donateur.content(donateur.seen(actor, key)),
}
_CHECKED: Mapping[str, Callable[[str], Paper]] = {
    "enlevement": lambda key: enlevement.content(gift.taken(gift.every(key))),
    "don": lambda key: don.content(gift.taken(gift.every(key))),
    "livraison": lambda key: livraison.content(livraison.by_key(key)),
    "remise": lambda key: remise.content(remise.by_key(key)),
    "palette": lambda key: palette.content(palette.every(key)),
    "donateur": lambda key: donateur.content(donateur.by_key(key)),
}


def paper(kind: str, key: str, actor: Actor) -> Paper:
    """The paper, for who may have it.

    Raises
    ------
    Missing
        No such kind, no such thing, not theirs, or too early; the sentence says which of the
        last ones.
    """
    if kind not in _FOR or "\x00" in key:
        raise Missing("unknown-paper", "Ce papier n'existe pas.")
    return _FOR[kind](actor, key)


def checked(kind: str, key: str) -> Paper:
    """The paper whose printed mark is ours: whoever holds it may ask what it should say.

    Raises
    ------
    Missing
        What it spoke of is no more.
    """
    return _CHECKED[kind](key)
