"""What must hold before an operation: small pure questions, named for the circuit's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inventory import function_tests
from inventory.promise import clean, is_clear, lacks, named
from inventory.refusals import Refused
from inventory.state import World
from inventory.vocabulary import SYSTEM_KINDS, OutReason, Step

HOUSE_KINDS = frozenset({"collection_point", "workshop"})
"""Organisations that may hold a device which is not clear."""
STRUCTURE_KINDS = frozenset({"social_structure", "mediation_place"})
"""Organisations that ask for devices and hand them over."""
HOLDER_KINDS = STRUCTURE_KINDS | {"donor"}
"""Organisations where somebody else may write on a medium."""
TARGET_KINDS = HOUSE_KINDS | {"distributor", "social_structure", "mediation_place"}


@dataclass(frozen=True, slots=True)
class Guard:
    """A question asked before an operation; ``says`` is what documentation prints of it."""

    name: str
    says: str
    check: Callable[[World, Any], Refused | None]
    promise: bool = False
    at_a_glance: bool = False

    def __call__(self, world: World, data: Any) -> Refused | None:
        return self.check(world, data)


Check = Callable[[World, Any], Refused | None]


def guard(
    says: str, *, promise: bool = False, at_a_glance: bool = False
) -> Callable[[Check], Guard]:
    """Name a check.

    ``promise`` marks those that hold the first promise of the house; ``at_a_glance`` those
    that need neither data nor facts: a page asks them before it offers the operation.
    """

    def named_guard(check: Check) -> Guard:
        return Guard(check.__name__, says, check, promise, at_a_glance)

    return named_guard


def not_clear(world: World) -> Refused | None:
    found = lacks(world.here, world.fitted)
    if not found:
        return None
    return Refused("not-clear", found[0].sentence, suggest=tuple({x.operation: 0 for x in found}))


@guard("appareil sans données", promise=True)
def clear(world: World, data: Any) -> Refused | None:
    return not_clear(world)


@guard("sans données, ou orienté « à détruire »", promise=True)
def clear_or_to_destroy(world: World, data: Any) -> Refused | None:
    if data.to_destroy:
        if is_clear(world):
            return Refused(
                "already-clear",
                "Cet appareil est sans données : orientez-le simplement vers le recyclage.",
            )
        return None
    if world.here.step == Step.COLLECTED:
        return Refused(
            "not-clear",
            "Cet appareil n'a pas encore été audité. Auditez-le d'abord, "
            "ou orientez-le « à détruire » si ses supports ne peuvent pas être effacés.",
            suggest=("audit",),
        )
    refused = not_clear(world)
    if refused and data.reason == OutReason.UNERASABLE:
        refused.detail += " Si c'est impossible, cochez « à détruire »."
    return refused


@guard("sans données, ou « à détruire » avec l'ordre signé qui le nomme", promise=True)
def clear_or_ordered(world: World, data: Any) -> Refused | None:
    if world.here.to_destroy:
        if data.order:
            return None
        return Refused(
            "order-missing",
            "Cet appareil part à la destruction avec ses données : "
            "indiquez l'ordre de destruction signé qui le nomme.",
        )
    return not_clear(world)


@guard("sans données, ou restitution au donateur de ce qu'il avait confié", promise=True)
def clear_or_restitution(world: World, data: Any) -> Refused | None:
    if is_clear(world):
        return None
    device = world.here
    if device.cycle != 1:
        return Refused(
            "not-first-cycle",
            "Cet appareil est déjà revenu dans la filière : il ne peut être restitué "
            "qu'une fois sans données.",
            suggest=("audit", "erase"),
        )
    if device.unlisted_media:
        return Refused(
            "medium-unlisted",
            "Un relevé matériel montre un support qui n'est pas déclaré : il n'est peut-être "
            "pas arrivé avec cet appareil. Auditez-le de nouveau avant de restituer.",
            suggest=("audit",),
        )
    for medium in world.fitted:
        if clean(medium):
            continue
        theirs = (
            medium.origin_code == device.code
            and medium.origin_collection == device.collection_id
            and medium.exposure == 1
        )
        if not theirs:
            return Refused(
                "not-the-donors",
                f"{named(medium, capital=True)} n'est pas arrivé avec cet appareil. "
                "Effacez-le ou retirez-le avant de restituer.",
                suggest=("erase", "take_out"),
            )
    return None


@guard("aucun support ne reste dans l'appareil", promise=True)
def no_medium_left(world: World, data: Any) -> Refused | None:
    for medium in world.fitted:
        return Refused(
            "medium-left",
            f"{named(medium, capital=True)} est encore dans l'appareil. "
            "Une pièce n'est jamais un support : retirez-le d'abord.",
            suggest=("take_out",),
        )
    return None


@guard("chaque support monté depuis, qui n'est pas au détenteur, est effacé", promise=True)
def holders_or_clean(world: World, data: Any) -> Refused | None:
    for medium in world.fitted:
        theirs = bool(world.here.service_id) and medium.holder_service == world.here.service_id
        if theirs or clean(medium):
            continue
        return Refused(
            "not-clear",
            f"{named(medium, capital=True)} a été monté pendant le SAV sans preuve d'effacement. "
            "Effacez-le ou retirez-le.",
            suggest=("erase", "take_out"),
        )
    return None


@guard("aucun rappel ouvert", promise=True)
def no_open_recall(world: World, data: Any) -> Refused | None:
    if not world.here.recall_id:
        return None
    return Refused(
        "recall-open",
        "Un rappel est ouvert sur cet appareil : effacez tous ses supports avant de le rendre, "
        "ou enregistrez un retour.",
        suggest=("erase", "take_back"),
    )


@guard("ce qui porte des données ne va qu'à un point de collecte ou un atelier", promise=True)
def may_go_there(world: World, data: Any) -> Refused | None:
    target = world.facts["target"]
    return going_to(world, target["kind"], target["name"], clear=_subject_is_clear(world))


@guard("l'offre tient encore au moment de l'accepter", promise=True)
def offer_still_holds(world: World, data: Any) -> Refused | None:
    return going_to(
        world, world.who.organisation_kind, "votre structure", clear=_subject_is_clear(world)
    )


def _subject_is_clear(world: World) -> bool:
    if world.device is not None:
        return is_clear(world)
    return clean(world.media[0])


def going_to(world: World, kind: str, name: str, *, clear: bool) -> Refused | None:
    """Why what is scanned may not go to an organisation of this kind."""
    if kind == "recycler":
        return Refused(
            "recycler-by-removal",
            "Un recycleur reçoit par un enlèvement : orientez vers le recyclage, "
            "puis enlevez la palette.",
            suggest=("recycle",),
        )
    if kind not in TARGET_KINDS:
        return Refused("target-kind", f"{name} ne peut pas recevoir par transfert.")
    if world.facts.get("custodian_kind") in HOLDER_KINDS and kind not in HOUSE_KINDS:
        return Refused(
            "target-kind", "Une structure ne transfère qu'à un atelier ou un point de collecte."
        )
    if clear or kind in HOUSE_KINDS:
        return None
    if world.device is not None:
        return not_clear(world)
    return Refused(
        "not-clear",
        f"{named(world.media[0], capital=True)} n'a pas de preuve d'effacement : "
        "il ne peut aller qu'à un atelier ou un point de collecte.",
        suggest=("erase",),
    )


@guard("fonctions testées")
def tested(world: World, data: Any) -> Refused | None:
    device = world.here
    if left := function_tests.untested(device.kind, device.tests):
        labels = ", ".join(test.label for test in left)
        return Refused("not-tested", f"Il reste à tester : {labels}.", suggest=("test",))
    if bad := function_tests.failed(device.kind, device.tests):
        labels = ", ".join(test.label for test in bad)
        return Refused("test-failed", f"Ne fonctionne pas : {labels}.", suggest=("open_repair",))
    return None


@guard("rien de bloquant (verrou, enrôlement, batterie, chargeur)")
def nothing_blocking(world: World, data: Any) -> Refused | None:
    for block in function_tests.blocked(world.here.kind, world.here.blocking):
        code = f"blocked-{block.key.replace('_', '-')}"
        return Refused(code, f"{block.label}. {block.what_to_do}", suggest=("hold",))
    return None


@guard("état extérieur noté")
def graded(world: World, data: Any) -> Refused | None:
    if world.here.grade or getattr(data, "grade", None):
        return None
    return Refused("not-graded", "Donnez d'abord un grade (A, B, C ou D).", suggest=("audit",))


@guard("système installé, là où il peut y en avoir un")
def system_installed(world: World, data: Any) -> Refused | None:
    device = world.here
    if device.kind not in SYSTEM_KINDS or device.system or getattr(data, "system", None):
        return None
    return Refused("no-system", "Indiquez le système installé sur cet appareil.")


@guard("accessoires indiqués")
def accessories_stated(world: World, data: Any) -> Refused | None:
    if world.here.accessories is not None or getattr(data, "accessories", None) is not None:
        return None
    return Refused(
        "accessories-not-stated", "Dites quels accessoires accompagnent l'appareil, même aucun."
    )
