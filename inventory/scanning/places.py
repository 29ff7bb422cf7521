"""A label of a place, a trolley, a pallet or a poster, scanned: what it answers, in each mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.appearance import OPERATION_ICONS, PLACE_ICONS
from inventory.batches import Stands, run, start_batch
from inventory.circuit import CIRCUIT
from inventory.counting import progress
from inventory.loose import loose_media_seen_by
from inventory.models import Code, Pallet, Place, PlaceCount, Poster
from inventory.refusals import Refused
from inventory.scanning import answers
from inventory.scanning.answers import Answer
from inventory.scanning.modes import CARRIED
from inventory.selectors import devices_seen_by
from inventory.subjects.counting import open_count
from inventory.subjects.pallets import devices_on
from inventory.subjects.places import devices_at, move_place
from inventory.vocabulary import PlaceKind, SubjectKind
from inventory.whereabouts import tree_of

POSTER = "poster"
KINDS = (SubjectKind.PLACE.value, SubjectKind.PALLET.value, POSTER)
MOVABLE = (PlaceKind.TROLLEY.value, PlaceKind.PALLET_SPOT.value)


@dataclass(frozen=True, slots=True)
class Marked:
    """What carries this label, if it is no device: one's own place, pallet or poster."""

    code: str
    place: Place | None = None
    pallet: Pallet | None = None
    poster: Poster | None = None

    @property
    def name(self) -> str:
        found = self.place or self.pallet
        if found is not None:
            return found.name
        row = CIRCUIT.get(self.poster.operation) if self.poster else None
        return row.verb if row else "Chariot ou palette"

    @property
    def icon(self) -> str:
        if self.pallet:
            return "boxes"
        return PLACE_ICONS[self.place.kind] if self.place else "signpost-split"

    @property
    def address(self) -> str:
        """Its page, for who may leave the scanner."""
        if self.place:
            return reverse("inventory:place", args=[self.place.pk])
        if self.pallet:
            return reverse("inventory:pallet", args=[self.pallet.pk])
        assert self.poster is not None
        return mode_address(self.poster)


def marked(code: str, actor: Actor) -> Marked | None:
    """The place, pallet or poster of one's own that this code names."""
    label = Code.objects.filter(pk=code, bound_kind__in=KINDS).first()
    if label is None:
        return None
    own = actor.organisation_id
    if label.bound_kind == SubjectKind.PLACE:
        place = Place.objects.filter(pk=label.bound_id, organisation_id=own).first()
        return Marked(code, place=place) if place else None
    if label.bound_kind == SubjectKind.PALLET:
        pallet = Pallet.objects.filter(pk=label.bound_id, organisation_id=own).first()
        return Marked(code, pallet=pallet) if pallet else None
    poster = Poster.objects.filter(code=code, organisation_id=own).first()
    return Marked(code, poster=poster) if poster else None


def page_of(code: str, actor: Actor | None) -> str:
    """The page of what this code names for this actor; nothing when they see nothing of it."""
    if actor is None:
        return ""
    if devices_seen_by(actor).filter(pk=code).exists():
        return reverse("inventory:device", args=[code])
    if loose_media_seen_by(actor).filter(code=code).exists():
        return reverse("inventory:medium", args=[code])
    found = marked(code, actor)
    return found.address if found else ""


def mode_address(poster: Poster) -> str:
    """The scanner in the mode of this poster."""
    told = {"mode": poster.operation}
    if poster.place_id and poster.operation == "count":
        return f"{reverse('inventory:scanner')}?{urlencode(told | {'lieu': poster.place_id})}"
    if poster.place_id:
        told |= {"place": poster.place_id, "regle": "1"}
    return f"{reverse('inventory:scanner')}?{urlencode(told)}"


def answer_mark(found: Marked, scan: Any, actor: Actor, key: str) -> Answer:
    """What this label answers in the mode of the scan.

    Raises
    ------
    Refused
        Nothing of it is possible here; the sentence says what to scan.
    """
    if found.poster is not None:
        return _told(found, key) | {"go": found.address, "mode": found.address.partition("?")[2]}
    if found.place is not None and found.place.closed_at is not None:
        raise Refused("place-closed", f"{found.name} est fermé. Rien ne s'y range plus.")
    if scan.operation == "":
        return _look(found, actor, key)
    if scan.operation == CARRIED:
        return _carry(found, scan, actor, key)
    if found.place is not None and scan.operation == "carry":
        return _rolled(found, str(scan.data.get("place", "")), scan, actor, key)
    if found.place is not None and scan.operation == "move":
        return target(found, key)
    if found.place is not None and scan.operation == "count":
        return _count(found, scan, actor, key)
    raise Refused(
        "not-a-device",
        f"C'est l'étiquette de {found.name}. Scannez celle d'un appareil, ou changez d'opération.",
        title="Un lieu",
    )


def target(found: Marked, key: str) -> Answer:
    """Devices scanned from now on go there."""
    assert found.place is not None
    told = {"place": found.place.pk}
    return _told(found, key) | {
        "word": found.name,
        "sentence": "Scannez les appareils à y déplacer.",
        "settings": told,
        "said": f"Lieu : {found.name}",
        "mode": urlencode({"mode": "move", **told, "regle": "1"}),
    }


def _count(found: Marked, scan: Any, actor: Actor, key: str) -> Answer:
    assert found.place is not None
    count, resumed = open_count(
        actor=actor, place_id=found.place.pk, key=key, occurred_at=scan.occurred_at
    )
    return (
        _told(found, key)
        | counting(count, count.place.name)
        | {
            "status": "done",
            "tone": "done",
            "word": "Comptage repris" if resumed else "Comptage ouvert",
            "sentence": f"{count.place.name} : {said(count)}. Scannez tout ce qui est là.",
        }
    )


def counting(count: PlaceCount, name: str) -> Answer:
    """What the page must know to go on counting there."""
    told = {"place": count.place_id, "count": count.pk}
    mode = urlencode({"mode": "count", **told, "regle": "1"})
    return {"settings": told, "said": f"Comptage : {name}", "mode": mode}


def said(count: PlaceCount) -> str:
    """« 12 sur 30 »."""
    found, size = progress(count)
    return f"{found} sur {size}"


def _rolled(found: Marked, parent: str, scan: Any, actor: Actor, key: str) -> Answer:
    """The trolley itself is moved, and so all that it holds."""
    assert found.place is not None
    if found.place.kind not in MOVABLE:
        raise Refused("not-a-trolley", f"{found.name} ne se déplace pas : ce n'est pas un chariot.")
    there = move_place(
        actor=actor,
        place_id=found.place.pk,
        parent=parent or None,
        key=key,
        occurred_at=scan.occurred_at,
    )
    tree = tree_of(actor.organisation_id)
    many = devices_at(actor, *tree.within(found.place.pk)).count()
    return _told(found, key) | {
        "status": "replayed" if there else "done",
        "tone": "repeat" if there else "done",
        "word": "Déjà là" if there else "Déplacé",
        "sentence": f"{tree.path(found.place.pk)}, avec {_some(many)}.",
    }


def _carry(found: Marked, scan: Any, actor: Actor, key: str) -> Answer:
    """One operation for all that a trolley or a pallet holds."""
    operation, data = str(scan.data.get("operation", "")), scan.data.get("data") or {}
    if found.place is not None and found.place.kind not in MOVABLE:
        raise Refused(
            "not-a-trolley",
            f"{found.name} n'est ni un chariot ni une palette : agissez depuis la page du lieu.",
            title="Pas un chariot",
        )
    if not isinstance(data, dict):
        raise Refused("invalid-data", "Ce scan ne se lit pas. Rechargez la page.", status=422)
    if found.place is not None and operation == "move":
        return _rolled(found, str(data.get("place") or ""), scan, actor, key)

    def codes() -> list[str]:
        holds = held(found, actor)
        if not holds:
            raise Refused("nothing-there", f"{found.name} ne porte rien.", title="Vide")
        return holds

    batch = start_batch(
        actor=actor,
        operation=operation,
        data=data,
        codes=codes,
        source=found.name,
        key=key,
        about=found.code,
    )
    return _run(found, run(batch, actor), key)


def _run(found: Marked, stands: Stands, key: str) -> Answer:
    address = reverse("inventory:batch", args=[stands.batch.pk])
    left, bad = stands.todo, stands.refused
    button: Answer = {"operation": "", "verb": "Continuer" if left else "Voir le détail"}
    button |= {"icon": "arrow-right" if left else "file-text", "address": address, "primary": True}
    word = "En cours" if left else "Fait" if not bad else f"{bad} refusé{'s' if bad > 1 else ''}"
    return _told(found, key) | {
        "status": "done" if not bad else "refused",
        "tone": "done" if not bad and not left else "told" if not bad else "refused",
        "word": word,
        "sentence": f"{CIRCUIT[stands.batch.operation].verb} : {stands.said}.",
        "next": [button],
    }


def held(found: Marked, actor: Actor) -> list[str]:
    """Codes of the devices on a pallet, or in a place and what stands in it."""
    if found.pallet is not None:
        return list(devices_on(found.pallet).filter(removed=False).values_list("pk", flat=True))
    assert found.place is not None
    within = tree_of(actor.organisation_id).within(found.place.pk)
    return list(devices_at(actor, *within).values_list("pk", flat=True))


def _look(found: Marked, actor: Actor, key: str) -> Answer:
    """What is here, and what one may do with it."""
    codes = held(found, actor)
    scanner, more = reverse("inventory:scanner"), []
    if found.place is not None:
        there = urlencode({"place": found.place.pk, "regle": "1"})
        begin = urlencode({"lieu": found.place.pk})
        more = [
            ("move", "Y déplacer des appareils", f"{scanner}?mode=move&{there}"),
            ("count", "Compter ce lieu", f"{scanner}?mode=count&{begin}"),
        ]
    if codes and (found.pallet or (found.place and found.place.kind in MOVABLE)):
        more.append(("", "Agir sur tout ce qu'il porte", f"{scanner}?mode={CARRIED}"))
    if not rights.may(actor, "create_collection"):
        more = more[:1]
    buttons = [
        {"operation": name, "verb": verb, "icon": _icon(name), "address": to, "primary": at == 0}
        for at, (name, verb, to) in enumerate(more)
    ]
    path = tree_of(actor.organisation_id).path(found.place.pk) if found.place else found.name
    return _told(found, key) | {"sentence": f"{path} : {_some(len(codes))}.", "next": buttons}


def _icon(operation: str) -> str:
    return OPERATION_ICONS.get(operation, "boxes")


def _some(many: int) -> str:
    return f"{many} appareil{'s' if many > 1 else ''}"


def _told(found: Marked, key: str) -> Answer:
    return answers.about(None, found.code) | {
        "key": key,
        "status": "told",
        "tone": "told",
        "icon": found.icon,
        "word": found.name,
        "title": found.name,
        "sentence": "",
        "address": found.address,
    }
