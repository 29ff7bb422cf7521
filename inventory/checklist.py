"""*Ce qui manque pour sortir*: the promise and the guards of « mettre à disposition », said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inventory import function_tests, guards
from inventory.guards import Guard
from inventory.promise import clean, lacks, named
from inventory.refusals import Refused
from inventory.row import Row
from inventory.state import MediumState, World
from inventory.vocabulary import IN_HOUSE, Statement, Step

ABOUT_THE_STATEMENT = frozenset(
    {"media-not-stated", "statement-contradicted", "medium-unlisted", "memory-unaccounted"}
)
AT_THE_END: tuple[tuple[Guard, str], ...] = (
    (guards.graded, "le grade"),
    (guards.system_installed, "le système"),
    (guards.accessories_stated, "les accessoires"),
)
"""What the page of « mettre à disposition » asks itself."""
NAMED_TESTS = 3
"""Up to so many tests are named; more are counted."""
SHOWN = IN_HOUSE | {Step.IN_SERVICE}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that must hold; ``operation`` mends it."""

    done: bool
    sentence: str
    operation: str = ""


def checklist(world: World) -> list[Line]:
    """What must hold before this device goes out, in the order in which one would do it."""
    if world.device is None or world.here.step not in SHOWN:
        return []
    if world.facts.get("custodian_kind") in guards.HOLDER_KINDS:
        return [_to_a_workshop(world)]
    if world.here.step == Step.IN_SERVICE:
        return _service(world)
    return [*_promise(world), *_working(world), _at_the_end(world)]


def _to_a_workshop(world: World) -> Line:
    """Come back to a structure: all that is lacking is done elsewhere."""
    if world.here.offer_to_id:
        return Line(False, "L'atelier doit accepter le transfert.")
    return Line(False, "Il repasse par un atelier avant de resservir. Proposez-le-lui.", "transfer")


def _service(world: World) -> list[Line]:
    """The holder's data stay theirs; what was fitted since must be clean, a recall closed."""
    lines = []
    if recalled := guards.no_open_recall(world, None):
        lines.append(_mended(recalled))
    for medium in world.fitted:
        name = named(medium, capital=True)
        if medium.holder_service and medium.holder_service == world.here.service_id:
            lines.append(Line(True, f"{name} : ses données restent à son détenteur."))
        elif clean(medium):
            lines.append(Line(True, _erased(medium)))
        else:
            said = f"{name} a été monté pendant le SAV sans preuve d'effacement."
            lines.append(Line(False, said, "take_out" if medium.failed else "erase"))
    return lines


def _promise(world: World) -> list[Line]:
    found = lacks(world.here, world.fitted)
    lines = []
    about_statement = [lack for lack in found if lack.code in ABOUT_THE_STATEMENT]
    if not about_statement:
        lines.append(Line(True, _stated(world)))
    by_medium = {lack.medium_id: lack for lack in found if lack.medium_id}
    for lack in found:
        if not lack.medium_id:
            lines.append(Line(False, lack.sentence, lack.operation))
    for medium in world.fitted:
        if medium.id in by_medium:
            lack = by_medium[medium.id]
            lines.append(Line(False, lack.sentence, lack.operation))
        elif clean(medium):
            lines.append(Line(True, _erased(medium)))
    return lines


def _stated(world: World) -> str:
    if world.here.statement == Statement.NONE:
        return "Supports déclarés : aucun support."
    count = len(world.fitted)
    if not count:
        return "Supports déclarés : plus aucun dans l'appareil."
    return f"Supports déclarés : {count}."


def _erased(medium: MediumState) -> str:
    verb = "effacée" if named(medium).startswith("la ") else "effacé"
    return f"{named(medium, capital=True)} : {verb}, preuve à l'appui."


def _working(world: World) -> list[Line]:
    """Tests, and what blocks; nothing is said to be free of locks before somebody looked."""
    device = world.here
    lines = []
    left = function_tests.untested(device.kind, device.tests)
    refused = guards.tested(world, None)
    if len(left) > NAMED_TESTS:
        lines.append(Line(False, f"Il reste {len(left)} fonctions à tester.", "test"))
    elif refused:
        lines.append(_mended(refused))
    else:
        lines.append(Line(True, "Fonctions testées : tout ce qui est obligatoire fonctionne."))
    if blocked := guards.nothing_blocking(world, None):
        lines.append(_mended(blocked))
    elif not left:
        lines.append(Line(True, "Rien de bloquant : ni verrou, ni enrôlement, ni danger."))
    return lines


def _mended(refused: Refused) -> Line:
    return Line(False, refused.detail, refused.suggest[0] if refused.suggest else "")


def _at_the_end(world: World) -> Line:
    missing = [said for guard, said in AT_THE_END if guard(world, None)]
    if missing:
        return Line(False, f"À indiquer : {', '.join(missing)}.", "stock")
    return Line(True, "Grade, système et accessoires indiqués, là où il y en a.")


USUAL: dict[str, tuple[str, ...]] = {
    Step.COLLECTED: ("audit", "transfer"),
    Step.IN_REPAIR: ("close_repair",),
    Step.READY: ("reserve",),
    Step.RESERVED: ("deliver", "hand_over"),
    Step.DELIVERED: ("hand_over",),
    Step.IN_SERVICE: ("close_service",),
    Step.RECYCLED: ("remove", "certify_destruction"),
}


def first_of(world: World, rows: Iterable[Row], lines: Iterable[Line]) -> Row | None:
    """The one thing to do next: the primary button."""
    by_name = {row.name: row for row in rows}
    wanted = ["accept_transfer", "resume"]
    if world.device is None:
        medium = world.media[0]
        wanted += ["destroy" if medium.failed else "transfer" if clean(medium) else "erase"]
    elif world.here.recall_id:
        wanted += ["take_back", "open_service", "close_recall"]
    elif world.here.step in (Step.AUDITED, Step.ERASED):
        wanted += [line.operation for line in lines if not line.done] + ["stock"]
    elif world.here.step in (Step.READY, Step.RESERVED):
        wanted += [one for line in lines if not line.done for one in (line.operation, "release")]
    if world.device is not None:
        wanted += USUAL.get(world.here.step, ())
    return next((by_name[name] for name in wanted if name in by_name), None)
