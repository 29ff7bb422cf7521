"""One scan answered: looked at, done through ``perform``, or sent to its form."""

from __future__ import annotations

import logging
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from pydantic import Field

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT, USABLE
from inventory.codes import read_code
from inventory.decide import glance, row_named
from inventory.operations.schema import Data, Moment
from inventory.papers.checking import token_in
from inventory.perform import perform
from inventory.reading import offered
from inventory.refusals import Refused
from inventory.row import Row
from inventory.scanning import answers
from inventory.scanning.answers import Answer
from inventory.scanning.choice import answer_foreign, not_found
from inventory.scanning.counted import answer_counted
from inventory.scanning.modes import CARRIED, LEFT_OUT, ONCE
from inventory.scanning.places import answer_mark, marked
from inventory.scanning.repeats import repeated, would_repeat
from inventory.scanning.subject import Scanned, scanned, unseen
from inventory.state import World
from inventory.vocabulary import Step
from labels.codes import site_of

logger = logging.getLogger("filiere.scan")
SORRY = Refused(
    "server-error",
    "Une erreur s'est produite : ce scan n'a pas été enregistré. Scannez-le de nouveau.",
    title="Erreur de notre part",
    status=500,
)


class Scan(Data):
    """What the page sends; ``operation`` is empty in « Dites-moi »."""

    key: UUID
    code: Annotated[str, Field(max_length=300)]
    operation: Annotated[str, Field(max_length=40)] = ""
    occurred_at: Moment | None = None
    operator: Annotated[int, Field(gt=0, lt=2**31)] | None = None
    data: dict[str, Any] = {}


def answer_scan(scan: Scan, actor: Actor) -> Answer:
    """What this scan is answered; whatever happens, something the page can show."""
    key = str(scan.key)
    if (token := token_in(scan.code)) and site_of(scan.code) == site_of(settings.SITE_URL + "/"):
        return answers.a_paper(token, key)
    try:
        code = read_code(scan.code, actor)
    except Refused as why:
        return _not_ours(why, scan, actor, key)
    try:
        return _answered(scan, code, actor, key)
    except Refused as why:
        if why.code == "unknown-code" and site_of(scan.code) is None:
            return _not_ours(why, scan, actor, key, code)
        return _refused(why, scan, code, actor, key)
    except Exception:
        logger.exception("scan %s", scan.operation[:40])
        return answers.refused(SORRY, None, actor, key, code)


def _not_ours(why: Refused, scan: Scan, actor: Actor, key: str, code: str = "") -> Answer:
    """No code of ours, or one that names nothing: a serial or a tag may find the device."""
    row = CIRCUIT.get(scan.operation)
    if found := answer_foreign(scan.code, row, actor, key):
        return found
    if code:
        return _refused(why, scan, code, actor, key)
    return answers.refused(not_found(scan.code, why), None, actor, key, scan.code.strip())


def _answered(scan: Scan, code: str, actor: Actor, key: str) -> Answer:
    if found := marked(code, actor):
        return answer_mark(found, scan, actor, key)
    if scan.operation in (CARRIED, "carry"):
        raise Refused(
            "not-a-trolley",
            "Scannez l'étiquette d'un chariot ou d'une palette.",
            title="Pas un chariot",
        )
    if not scan.operation:
        return answers.looked_at(_seen(code, actor), actor, key)
    row = row_named(scan.operation)
    if row.name not in ONCE and row.name != "undo":
        return _form(row, _seen(code, actor), actor, key)
    if row.name == "count" and scan.data.get("count"):
        return answer_counted(scan, code, actor, key)
    if when := would_repeat(row, code, scan.data, actor, key):
        return answers.again(row, when, scanned(code, actor), key, code)
    outcome = perform(
        operation=row.name,
        code=code,
        actor=actor,
        data=scan.data,
        occurred_at=scan.occurred_at,
        key=key,
    )
    told = answers.done(row, scanned(code, actor), actor, key, code)
    return told | {"status": outcome.status}


def _refused(why: Refused, scan: Scan, code: str, actor: Actor, key: str) -> Answer:
    """Refused, unless it is refused because it was done already."""
    row = CIRCUIT.get(scan.operation)
    found = scanned(code, actor)
    repeatable = row is not None and row.name != "undo" and why.code != "key-reused"
    if repeatable and row and (when := repeated(row, code, scan.data, actor)):
        return answers.again(row, when, found, key, code)
    if why.code == "unknown-code" and (known := unseen(code, actor)).code == "free-label":
        why = known
    if why.code == "wrong-step" and found is not None:
        why = spoilt(found.world(actor)) or why
    return answers.refused(why, found, actor, key, code)


def spoilt(world: World) -> Refused | None:
    """What keeps in the house a device that stands ready or reserved."""
    if world.device is None or world.here.step not in (Step.READY, Step.RESERVED):
        return None
    return next(filter(None, (guard(world, None) for guard in USABLE)), None)


def _seen(code: str, actor: Actor) -> Scanned:
    found = scanned(code, actor)
    if found is None:
        raise unseen(code, actor)
    return found


def _form(row: Row, found: Scanned, actor: Actor, key: str) -> Answer:
    """Its form, if the operation could be done now."""
    world = found.world(actor)
    if row.name in LEFT_OUT or row.creates:
        raise Refused("not-here", "Cette opération se fait depuis la page de l'appareil.")
    if row.name in {one.name for one in offered(world)}:
        if when := repeated(row, found.code, {}, actor):
            told = answers.again(row, when, found, key, found.code)
            verb = f"{row.verb} de nouveau"
            button = {"operation": row.name, "verb": verb, "icon": "arrow-counterclockwise"}
            return told | {
                "next": [{**button, "address": found.form_address(row.name), "primary": False}]
            }
        return answers.opens(row, found, key)
    why = glance(world, row) if world.device is not None else None
    raise why or Refused(
        "not-now", "Cette opération n'est pas possible maintenant, ou pas par vous."
    )
