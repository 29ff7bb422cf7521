"""Monter un support: a loose one, or one that is new to the filière."""

from __future__ import annotations

from typing import Any

from inventory.evidence.serials import clean_serial
from inventory.guards import HOUSE_KINDS, guard
from inventory.operations.audit import ListedMedium
from inventory.operations.matching import Listed, alike
from inventory.operations.schema import Data, Label
from inventory.promise import of
from inventory.refusals import Refused
from inventory.state import Change, Effects, MediumState, World
from inventory.vocabulary import SLOT_CARDS, MediumStatus, Statement, SubjectKind


class Fit(Data):
    medium: Label | None = None
    new: ListedMedium | None = None


def loose_one(world: World) -> MediumState | None:
    found: MediumState | None = world.facts.get("loose")
    return found


@guard("dans un atelier ou un point de collecte", promise=True)
def handled_in_the_house(world: World, data: Any) -> Refused | None:
    if world.who.organisation_kind in HOUSE_KINDS:
        return None
    return Refused(
        "not-in-a-workshop",
        "Un support se monte ou se retire dans un atelier ou un point de collecte. "
        "Proposez-lui un transfert de l'appareil.",
        status=403,
        suggest=("transfer",),
    )


@guard("un support hors appareil en votre détention, ou un nouveau", promise=True)
def can_be_fitted(world: World, data: Any) -> Refused | None:
    if (data.medium is None) == (data.new is None):
        return Refused("medium-missing", "Scannez le support à monter, ou décrivez le nouveau.")
    if data.new is not None:
        return _new_is_new(world, data.new)
    medium = loose_one(world)
    if medium is None or medium.status != MediumStatus.LOOSE:
        return Refused(
            "unknown-medium",
            "Aucun support hors appareil ne porte ce code dans votre organisation.",
            status=404,
        )
    if medium.failed:
        return Refused(
            "medium-failed",
            f"L'effacement {of(medium)} a échoué : il ne peut plus qu'être détruit.",
            suggest=("destroy",),
        )
    if medium.offer_to_id:
        return Refused("offer-pending", "Ce support est proposé à une autre organisation.")
    return None


def _new_is_new(world: World, item: ListedMedium) -> Refused | None:
    serial = clean_serial(item.serial or "")
    for twin in world.facts.get("twins", ()):
        if item.distinct and world.who.role == "supervisor":
            continue
        if twin.status == MediumStatus.ABSENT and looks_like(item, twin):
            return Refused(
                "medium-known-elsewhere",
                "Un support semblable a été dit absent de cet appareil. S'il est revenu, auditez "
                "l'appareil ; sinon, faites dire par l'encadrant·e qu'il s'agit d'un autre.",
                suggest=("audit",),
            )
        if not serial or twin.serial_key != serial:
            continue
        return Refused(
            "medium-known-elsewhere",
            f"Un support de même numéro ({twin.serial}) est déjà connu de la filière. "
            "Scannez son code, ou faites dire par l'encadrant·e qu'il s'agit d'un autre.",
        )
    return None


def looks_like(item: ListedMedium, twin: MediumState) -> bool:
    told = Listed(item.kind, item.serial or "", item.size_gb)
    return not twin.serial_key and alike(told, twin)


def effects(world: World, data: Fit) -> Effects:
    device = world.here
    columns: dict[str, Any] = {"ever_listed": True}
    if device.statement == Statement.NONE:
        columns["statement"] = Statement.LISTED
    fitted = {"status": MediumStatus.FITTED, "device_id": device.code}
    medium = loose_one(world)
    kind = data.new.kind if data.new else medium.kind if medium else ""
    columns |= {f"slot_{slot}": "listed" for slot, card in SLOT_CARDS.items() if card == kind}
    if data.new is None and medium is not None:
        change = Change("medium", medium.id, {**fitted, "custodian_id": None, "place_id": None})
        mirror = (SubjectKind.MEDIUM.value, medium.id, {"device": device.code})
        return Effects(device=columns, changes=(change,), mirrors=(mirror,))
    item = data.new
    if item is None:
        raise LookupError("guarded by can_be_fitted")
    row = fitted | {
        "kind": item.kind,
        "serial": item.serial or "",
        "serial_key": clean_serial(item.serial or ""),
        "size_gb": item.size_gb,
        "model": item.model or "",
        "exposure": 1,
        "exposed_at": world.at,
    }
    return Effects(device=columns, changes=(Change("medium", world.ids(), row, new=True),))
