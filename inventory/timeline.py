"""The chain of a device or of a loose medium, told in plain sentences: what, who, when."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filiere.network.actor import Actor
from filiere.network.models import Organisation, ScanPoint, User
from inventory import methods
from inventory.circuit import CIRCUIT
from inventory.models import Entry, ErasableText, Place
from inventory.vocabulary import (
    Decision,
    Fault,
    HandOverMode,
    HoldReason,
    MediumKind,
    OutReason,
    Recipient,
    Step,
)
from inventory.wording import word

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One line: ``operation`` for its icon, ``who`` an organisation, and its person if ours."""

    operation: str
    sentence: str
    who: str
    when: datetime
    step: str
    note: str


def timeline(entries: Iterable[Entry], actor: Actor) -> list[Told]:
    """The latest first. Names of persons and notes are those of one's own organisation."""
    chain = [(entry, json.loads(entry.data)) for entry in entries]
    people = _people([entry for entry, _ in chain], actor)
    notes = _notes((data for _, data in chain), actor)
    targets = _organisations(data.get("to") for entry, data in chain if entry.operation in TO)
    places = _places((data.get("place") for _, data in chain), actor)
    found = []
    for entry, data in chain:
        person = people.get((entry.user_id, entry.scan_point_id), "")
        mine = entry.organisation_id == actor.organisation_id
        organisation = str(entry.organisation)
        moved = entry.step_after if entry.step_after != entry.step_before else ""
        sentence = _sentence(entry, data, targets, places)
        if moved and sentence.lower().startswith(Step(moved).label):
            moved = ""
        found.append(
            Told(
                entry.operation,
                sentence,
                f"{person}, {organisation}" if mine and person else organisation,
                entry.occurred_at,
                moved,
                notes.get(_erasable(data), ""),
            )
        )
    return found[::-1]


TO = frozenset({"transfer"})
THERE = frozenset({"move", "count"})
BESIDE = {"assess_incident": "Incident évalué"}
"""What chains tell that is no row of the circuit."""


def _sentence(entry: Entry, data: Data, targets: dict[int, str], places: dict[str, str]) -> str:
    row = CIRCUIT.get(entry.operation)
    done = row.done if row else BESIDE.get(entry.operation, entry.operation)
    if entry.operation == "erase" and entry.step_after not in (Step.ERASED, ""):
        done = "Effacement enregistré"
    if entry.operation in TO:
        more = f"à {targets.get(data.get('to', 0), 'une organisation')}"
    elif entry.operation in THERE:
        more = places.get(data.get("place") or "", "")
    else:
        more = _details(entry.operation, data)
    return f"{done} : {more}." if more else f"{done}."


def _details(operation: str, data: Data) -> str:
    """What an entry tells beyond its verb; a mirror in another chain tells nothing more."""
    say = DETAILS.get(operation)
    if say is None or "entry" in data:
        return ""
    return say(data)


def _audited(data: Data) -> str:
    if data.get("no_storage"):
        return "aucun support"
    media = data.get("media")
    if not media:
        return "description mise à jour"
    return ", ".join(_medium(item) for item in media)


def _medium(item: Data) -> str:
    words = [MediumKind(item["kind"]).label, item.get("model") or ""]
    if item.get("size_gb"):
        words.append(f"{item['size_gb']} Go")
    return " ".join(word for word in words if word)


def _erased(data: Data) -> str:
    told = []
    for outcome in data.get("outcomes", ()):
        method = methods.find(outcome.get("method") or "")
        said = {
            "proof": "effacé et vérifié",
            "failed": "échec",
            "destroyed": "détruit",
        }[outcome["outcome"]]
        told.append(f"{said} ({_small(method.label)})" if method else said)
    return ", ".join(told)


def _small(text: str) -> str:
    """A label inside a sentence; acronyms keep their capitals."""
    return text[:1].lower() + text[1:]


def _tested(data: Data) -> str:
    results = list(data.get("tests", {}).values())
    bad = results.count("fail")
    told = f"{len(results)} fonctions"
    return f"{told}, {bad} en panne" if bad else told


def _handed(data: Data) -> str:
    mode = HandOverMode(data.get("mode", HandOverMode.GIVEN)).label
    return f"{mode}, pour {Recipient(data.get('to', Recipient.PERSON)).label}"


DETAILS: dict[str, Callable[[Data], str]] = {
    "audit": _audited,
    "erase": _erased,
    "test": _tested,
    "hand_over": _handed,
    "hold": lambda data: (
        f"{HoldReason(data['reason']).label}, {word(data['waiting_for'])} doit agir"
    ),
    "open_repair": lambda data: f"panne « {Fault(data['fault']).label} »",
    "open_service": lambda data: f"panne « {Fault(data['fault']).label} »",
    "close_repair": lambda data: ", ".join(word(action) for action in data["actions"]),
    "recycle": lambda data: (
        OutReason(data["reason"]).label + (", à détruire" if data.get("to_destroy") else "")
    ),
    "remove": lambda data: f"bordereau {data['slip']}",
    "certify_destruction": lambda data: f"certificat {data['certificate']}",
    "deliver": lambda data: f"bon {data['slip']}",
    "declare_lost": lambda data: word(data["kind"]),
    "take_back": lambda data: word(data.get("reason", "other")),
    "void": lambda data: word(data["reason"]),
    "destroy": lambda data: word(data["method"]),
    "close_recall": lambda data: word(data["reason"]),
    "assess_incident": lambda data: Decision(data["decision"]).label,
    "weigh": lambda data: f"{data['grams'] / 1000:.2f} kg".replace(".", ","),
}


def _erasable(data: Data) -> str:
    note = data.get("note")
    return str(note.get("erasable", "")) if isinstance(note, dict) else ""


def _notes(chain: Iterable[Data], actor: Actor) -> dict[str, str]:
    wanted = {_erasable(data) for data in chain} - {""}
    if not wanted:
        return {}
    rows = ErasableText.objects.filter(
        pk__in=wanted, organisation_id=actor.organisation_id
    ).values_list("pk", "text", "erased_at")
    return {pk: "Note effacée." if erased else text for pk, text, erased in rows}


def _people(chain: list[Entry], actor: Actor) -> dict[tuple[int | None, int | None], str]:
    mine = [entry for entry in chain if entry.organisation_id == actor.organisation_id]
    users = {entry.user_id for entry in mine if entry.user_id}
    points = {entry.scan_point_id for entry in mine if entry.scan_point_id}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=users)} if users else {}
    places = dict(ScanPoint.objects.filter(pk__in=points).values_list("pk", "name"))
    return {
        (entry.user_id, entry.scan_point_id): names.get(entry.user_id or 0)
        or places.get(entry.scan_point_id or 0, "")
        for entry in mine
    }


def _places(keys: Iterable[Any], actor: Actor) -> dict[str, str]:
    """Names of places of one's own: a house's words are not another's."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    mine = Place.objects.filter(pk__in=wanted, organisation_id=actor.organisation_id)
    return dict(mine.values_list("pk", "name"))


def _organisations(keys: Iterable[Any]) -> dict[int, str]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))
