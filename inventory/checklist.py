"""*Ce qui manque pour sortir*: the promise and the guards of « mettre à disposition », said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inventory import guards
from inventory.guards import Guard
from inventory.promise import clean, lacks, named
from inventory.row import Row
from inventory.state import MediumState, World
from inventory.vocabulary import IN_HOUSE, Statement, Step

ABOUT_THE_STATEMENT = frozenset(
    {"media-not-stated", "statement-contradicted", "medium-unlisted", "memory-unaccounted"}
)
ASKED: tuple[tuple[Guard, str], ...] = (
    (guards.tested, "Fonctions testées : tout ce qui est obligatoire fonctionne."),
    (guards.nothing_blocking, "Rien de bloquant : ni verrou, ni enrôlement, ni danger."),
    (guards.graded, "État extérieur noté."),
    (guards.system_installed, "Système indiqué, là où il peut y en avoir un."),
    (guards.accessories_stated, "Accessoires indiqués."),
)
LAST_ASKED = frozenset({"not-graded", "no-system", "accessories-not-stated"})
"""What the page of « mettre à disposition » asks itself."""
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
    lines = _promise(world)
    if world.here.step == Step.IN_SERVICE:
        return lines
    return lines + [_asked(world, guard, said) for guard, said in ASKED]


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


def _asked(world: World, guard: Guard, said: str) -> Line:
    refused = guard(world, None)
    if refused is None:
        return Line(True, said)
    if refused.code in LAST_ASKED:
        return Line(False, refused.detail, "stock")
    return Line(False, refused.detail, refused.suggest[0] if refused.suggest else "")


USUAL: dict[str, tuple[str, ...]] = {
    Step.COLLECTED: ("audit",),
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
    wanted = ["accept_transfer", "cancel_transfer", "resume"]
    if world.device is None:
        medium = world.media[0]
        wanted += ["destroy" if medium.failed else "transfer" if clean(medium) else "erase"]
    elif world.here.recall_id:
        wanted += ["take_back", "open_service", "close_recall"]
    elif world.here.step in (Step.AUDITED, Step.ERASED):
        wanted += [line.operation for line in lines if not line.done] + ["stock"]
    if world.device is not None:
        wanted += USUAL.get(world.here.step, ())
    return next((by_name[name] for name in wanted if name in by_name), None)
