"""What the scanner shows of one scan: a tone, a large word, a sentence, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.problem import problem_of, said
from filiere.network.refusals import Refused as NetworkRefused
from inventory.appearance import OPERATION_ICONS, STEP_ICONS
from inventory.checklist import checklist, first_of
from inventory.circuit import CIRCUIT
from inventory.forms.registry import AT_ONCE
from inventory.models import Device, Hold
from inventory.operations.undo import UNDOABLE
from inventory.reading import offered
from inventory.refusals import Refused
from inventory.row import Row
from inventory.scanning.modes import LEFT_OUT, may_choose
from inventory.scanning.repeats import hour
from inventory.scanning.subject import Scanned
from inventory.state import World
from inventory.views.devices import RARE
from inventory.vocabulary import Step
from inventory.wording import capital
from inventory.wording import word as words_of
from labels.codes import LENGTH, shown

CONFLICT = 409
MOST_NEXT = 6
MOST_SUGGESTED = 2
ALONE = frozenset({"hold", "transfer"})
"""What could follow would only take them back."""
Answer = dict[str, Any]


def done(row: Row, found: Scanned | None, actor: Actor, key: str, code: str) -> Answer:
    """It is written: its word, and what to do next."""
    told = about(found, code)
    following = [] if row.name in ALONE else _next(found, actor)[:1]
    word = row.done
    if row.name == "erase" and found and found.device and found.device.step == Step.AUDITED:
        word = "Effacement enregistré"
    return told | {
        "key": key,
        "status": "done",
        "tone": "done",
        "icon": "check-circle-fill",
        "word": word,
        "sentence": f"Ensuite : {following[0]['verb'].lower()}." if following else "",
        "next": following,
        "undo": row.name in UNDOABLE,
    }


def again(row: Row, when: datetime, found: Scanned | None, key: str, code: str) -> Answer:
    """Nothing new: the hour at which it was done."""
    return about(found, code) | {
        "key": key,
        "status": "replayed",
        "repeat": True,
        "tone": "repeat",
        "icon": "check-circle",
        "word": "Déjà fait",
        "sentence": f"« {row.verb} », {hour(when)}.",
        "next": [],
    }


def looked_at(found: Scanned, actor: Actor, key: str) -> Answer:
    """« Dites-moi » : where it stands, what is lacking, and the next operations."""
    world = found.world(actor)
    following = _following(found, world)
    lacking = next((line.sentence for line in checklist(world) if not line.done), "")
    if found.device is not None:
        step = Step(found.device.step)
        word, icon = capital(step.label), STEP_ICONS[step]
        if hold := Hold.objects.filter(pk=found.device.hold_id or "").first():
            word, icon = "En attente", "pause-circle"
            lacking = (
                f"Il attend {hold.get_reason_display()} : {words_of(hold.waiting_for)} doit agir."
            )
        if found.device.offer_to_id:
            word, icon, lacking = (
                "Transfert proposé",
                "arrow-left-right",
                _offer(found.device, actor),
            )
    else:
        assert found.medium is not None
        word, icon = capital(found.medium.get_status_display()), found.icon
    nothing = "Rien à faire ici pour vous."
    return about(found, found.code) | {
        "key": key,
        "status": "told",
        "tone": "told",
        "icon": icon,
        "word": word,
        "sentence": lacking or ("Que faites-vous ?" if following else nothing),
        "next": following,
    }


def _offer(device: Device, actor: Actor) -> str:
    if device.offer_to_id == actor.organisation_id:
        return f"{device.custodian} vous le propose."
    return f"{device.offer_to} doit répondre. Rien d'autre ne se fait d'ici là."


def opens(row: Row, found: Scanned, key: str) -> Answer:
    """The operation asks something of this very device: its form opens."""
    return about(found, found.code) | {
        "key": key,
        "status": "form",
        "tone": "told",
        "icon": OPERATION_ICONS.get(row.name, "arrow-right"),
        "word": row.verb,
        "sentence": "Le formulaire s'ouvre.",
        "next": _primary([_button(row, found)]),
        "go": found.form_address(row.name),
    }


def a_paper(token: str, key: str) -> Answer:
    """The square of a slip or a certificate was scanned, not that of a label."""
    why = Refused(
        "paper",
        "Ce carré est celui d'un papier. Vérifiez-le, ou scannez l'étiquette d'un appareil.",
        title="Un papier",
    )
    check = {
        "operation": "",
        "verb": "Vérifier ce papier",
        "icon": "file-text",
        "address": reverse("inventory:paper_check", args=[token]),
    }
    return refused(why, None, None, key, "") | {"next": _primary([check])}


def refused(
    why: NetworkRefused,
    found: Scanned | None,
    actor: Actor | None,
    key: str | None,
    code: str,
) -> Answer:
    """Nothing was written: why, and what to do, with the suggestion as a button."""
    conflict, free = why.status == CONFLICT, why.code == "free-label"
    near = [word for word in why.suggest if len(word) == LENGTH and word.isupper()]
    return about(found, code) | {
        "key": key,
        "status": "conflict" if conflict else "refused",
        "tone": "told" if free else "refused",
        "icon": "upc-scan" if free else "x-circle-fill",
        "word": why.title,
        "sentence": said(why.detail),
        "next": _help(why, found, actor) if found and actor else _begun(why, actor),
        "near": [{"code": one, "shown": shown(one)} for one in near],
        "problem": problem_of(why),
    }


def about(found: Scanned | None, code: str) -> Answer:
    """What every answer says of what was scanned."""
    return {
        "code": code,
        "shown": shown(code) if len(code) == LENGTH else said(code[:40]),
        "title": found.title if found else "",
        "kind_icon": found.icon if found else "",
        "address": found.address if found else "",
        "next": [],
        "near": [],
        "operation": "",
        "undo": False,
        "repeat": False,
        "go": "",
        "problem": None,
        "at": f"{timezone.localtime():%H:%M}",
    }


def _next(found: Scanned | None, actor: Actor) -> list[Answer]:
    """What may follow: the usual one first and primary, the rare ones left to its page."""
    if found is None:
        return []
    return _following(found, found.world(actor))


def _following(found: Scanned, world: World) -> list[Answer]:
    rows = [row for row in offered(world) if row.name not in LEFT_OUT]
    lines = checklist(world)
    first = first_of(world, rows, lines)
    if any(not line.done and line.operation != "stock" for line in lines):
        rows = [row for row in rows if row.name != "stock"]
    others = [row for row in rows if row is not first and row.name not in RARE]
    ordered = [first, *others] if first else others
    return _primary([_button(row, found) for row in ordered[:MOST_NEXT]])


def _help(why: NetworkRefused, found: Scanned, actor: Actor) -> list[Answer]:
    """What the refusal suggests, the usual first; else what comes next anyway."""
    world = found.world(actor)
    rows = {row.name: row for row in offered(world) if row.name not in LEFT_OUT}
    suggested = [rows[name] for name in why.suggest if name in rows]
    suggested.sort(key=lambda row: row.name in RARE)
    helps = [_button(row, found) for row in suggested[:MOST_SUGGESTED]]
    return _primary(helps) if helps else _following(found, world)[:1]


def _begun(why: NetworkRefused, actor: Actor | None) -> list[Answer]:
    """A free label is waiting for a device: the mode that registers one."""
    row = CIRCUIT["register"]
    if why.code != "free-label" or actor is None or not may_choose(actor, row):
        return []
    button = {"operation": row.name, "verb": row.verb, "icon": OPERATION_ICONS[row.name]}
    address = reverse("inventory:scanner") + f"?mode={row.name}"
    return _primary([{**button, "address": address}])


def _primary(buttons: list[Answer]) -> list[Answer]:
    return [{**one, "primary": place == 0} for place, one in enumerate(buttons)]


def _button(row: Row, found: Scanned) -> Answer:
    """``address`` is empty when a tap does it at once."""
    at_once = row.name in AT_ONCE
    return {
        "operation": row.name,
        "verb": row.verb,
        "icon": OPERATION_ICONS.get(row.name, "arrow-right"),
        "address": "" if at_once else found.form_address(row.name),
        "primary": False,
    }


def brief(answer: Mapping[str, Any]) -> Answer:
    """What a line of the last ten needs, small enough for a session."""
    names = ("key", "status", "tone", "icon", "word", "sentence", "code", "shown", "title")
    more = ("kind_icon", "address", "next", "near", "undo", "repeat", "at", "operation")
    return {name: answer[name] for name in (*names, *more)}
