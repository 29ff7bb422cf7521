"""A device scanned while its place is counted: found, not expected here, or counted already."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory import counting
from inventory.circuit import CIRCUIT
from inventory.models import CountLine, PlaceCount
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.scanning import answers
from inventory.scanning.answers import Answer
from inventory.scanning.repeats import hour
from inventory.scanning.subject import Scanned, scanned
from inventory.whereabouts import tree_of

ALREADY = ("already-counted", "out-of-order")


def answer_counted(scan: Any, code: str, actor: Actor, key: str) -> Answer:
    """Write it in the count and say how far the count is.

    Raises
    ------
    Refused
        ``count-closed``, ``unknown-count``, and what the circuit says of a device not held.
    """
    count = counting.count_named(actor, str(scan.data["count"]))
    try:
        outcome = perform(
            operation="count",
            code=code,
            actor=actor,
            data=scan.data,
            occurred_at=scan.occurred_at,
            key=key,
        )
    except Refused as why:
        line = _line(count, code) if why.code in ALREADY else None
        if line is None or count is None:
            raise
        return _again(count, line, scanned(code, actor), key, code)
    found, line = scanned(code, actor), _line(count, code)
    told = answers.done(CIRCUIT["count"], found, actor, key, code) | {"status": outcome.status}
    if count is None or line is None:
        return told
    return told | _said(count, line, actor)


def _line(count: PlaceCount | None, code: str) -> CountLine | None:
    return counting.lines_of(count).filter(code=code).first() if count else None


def _said(count: PlaceCount, line: CountLine, actor: Actor) -> Answer:
    found, size = counting.progress(count)
    if line.here:
        return {"word": f"Trouvé {_of(found, size)}", "sentence": _left(size - found), "next": []}
    where = tree_of(actor.organisation_id).path(line.was_at)
    told = f"Il était attendu à {where}. " if where else "Il n'était rangé nulle part. "
    other = counting.elsewhere(count, line.code)
    if other is not None and other.seen_at is not None:
        told += f"Il a aussi été compté à {other.count.place.name}, {hour(other.seen_at)}. "
    move = {
        "operation": "move",
        "verb": f"Déplacer ici ({count.place.name})",
        "icon": "geo-alt",
        "address": "",
        "data": {"place": count.place_id},
        "primary": True,
    }
    return {
        "tone": "told",
        "icon": "exclamation-triangle",
        "word": f"Inattendu {_of(found, size)}",
        "sentence": f"{told}Déplacez-le ici, ou laissez-le de côté : la clôture le demandera.",
        "next": [move],
    }


def _of(found: int, size: int) -> str:
    """« 12 sur 30 », kept together at two metres."""
    return f"{found}\u00a0sur\u00a0{size}"


def _left(many: int) -> str:
    if many <= 0:
        return "Tout ce qui était attendu est trouvé. La clôture se fait sur la page du comptage."
    return f"Il en reste {many} à voir."


def _again(
    count: PlaceCount, line: CountLine, found: Scanned | None, key: str, code: str
) -> Answer:
    many, size = counting.progress(count)
    when = hour(line.seen_at) if line.seen_at else ""
    return answers.about(found, code) | {
        "key": key,
        "status": "replayed",
        "repeat": True,
        "tone": "repeat",
        "icon": "check-circle",
        "word": "Déjà compté",
        "sentence": f"Compté {when}. {many} sur {size}.",
    }
