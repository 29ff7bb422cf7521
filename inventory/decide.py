"""Whether an operation may happen, and what it changes: pure, the database asks nothing here.

The same function serves the shell (``inventory.perform``), the pages that show what comes
next, and the explicit-state model of the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inventory.circuit import CIRCUIT, REQUESTER_KINDS, ROWS
from inventory.guards import HOLDER_KINDS
from inventory.operations.closing import close_reservation
from inventory.refusals import Refused
from inventory.row import Row
from inventory.state import Change, Effects, World
from inventory.vocabulary import IN_HOUSE, STANDING, MediumStatus, ReservationState, Step


@dataclass(frozen=True, slots=True)
class Decision:
    """``changes`` in the order in which they must be written; the device's among them."""

    step_before: str
    step_after: str
    changes: tuple[Change, ...]
    mirrors: tuple[tuple[str, str, Mapping[str, Any]], ...]


WORDS: dict[Step, str] = {
    Step.COLLECTED: "Cet appareil n'a pas encore été audité. Auditez-le d'abord.",
    Step.AUDITED: "Cet appareil est audité. Effacez-le, réparez-le ou mettez-le à disposition.",
    Step.ERASED: "Cet appareil est effacé. Mettez-le à disposition.",
    Step.IN_REPAIR: "Cet appareil est en réparation. Clôturez la réparation d'abord.",
    Step.READY: "Cet appareil est disponible. Réservez-le pour une demande.",
    Step.RESERVED: "Cet appareil est réservé. Livrez-le, distribuez-le ou libérez-le.",
    Step.DELIVERED: "Cet appareil est livré. Distribuez-le ou enregistrez un retour.",
    Step.DISTRIBUTED: "Cet appareil est distribué. Enregistrez un retour ou ouvrez un SAV.",
    Step.IN_SERVICE: "Cet appareil est en SAV. Clôturez le SAV d'abord.",
    Step.DISMANTLED: "Cet appareil a été démonté pour pièces : il n'existe plus.",
    Step.RECYCLED: "Cet appareil est orienté vers le recyclage.",
    Step.RETURNED: "Cet appareil a été restitué. S'il revient, enregistrez un retour.",
    Step.CEDED: "Cet appareil a été cédé. S'il revient, enregistrez un retour.",
    Step.LOST: "Cet appareil est déclaré perdu ou volé. L'encadrant·e peut le dire retrouvé.",
    Step.VOID: "Cette étiquette a été invalidée. Prenez-en une autre.",
}


def decide(world: World, row: Row, data: Any) -> Decision:
    """What ``row`` would change in this world.

    Raises
    ------
    Refused
        With a stable code and a French sentence that says what to do.
    """
    if world.device is None:
        return _decide_loose(world, row, data)
    device = world.device
    _role(world, row)
    if not row.creates:
        _custody(world, row, device.custodian_id)
        _step(world, row)
        _waiting(world, row)
    for guard in row.guards:
        if refused := guard(world, data):
            raise refused
    return _ordered(world, row, row.effects(world, data))


def _ordered(world: World, row: Row, effects: Effects) -> Decision:
    before = world.here.step
    columns = dict(effects.device)
    after = world.with_device(columns).with_changes(effects.changes)
    step_after = str(row.leads.where(world, after))
    changes = list(effects.changes)
    leaves_reserved = before == Step.RESERVED and step_after not in (
        Step.RESERVED,
        Step.DELIVERED,
        Step.DISTRIBUTED,
    )
    if leaves_reserved and "reservation_id" not in columns:
        more, rows = close_reservation(world.here, ReservationState.RELEASED, world.at)
        columns |= more
        changes += rows
    device = Change("device", world.here.code, {**columns, "step": step_after}, new=row.creates)
    first = before in STANDING
    ordered = [device, *changes] if first else [*changes, device]
    return Decision(before, step_after, (*ordered, *effects.then), effects.mirrors)


def _decide_loose(world: World, row: Row, data: Any) -> Decision:
    _loose_now(world, row)
    assert row.loose is not None
    for guard in row.loose.guards:
        if refused := guard(world, data):
            raise refused
    effects = row.loose.effects(world, data)
    return Decision("", "", (*effects.changes, *effects.then), effects.mirrors)


def _loose_now(world: World, row: Row) -> None:
    """Role, custody, status and offer of a loose medium, before any data."""
    medium = world.media[0]
    _role(world, row)
    if _out_of_reach(world, row):
        raise not_in_custody()
    if row.loose is None:
        raise Refused(
            "not-for-a-medium", "Cette opération concerne un appareil, pas un support seul."
        )
    if medium.status == MediumStatus.FITTED:
        raise Refused(
            "medium-fitted", "Ce support est monté dans un appareil : scannez l'appareil."
        )
    expected = MediumStatus.LOST if row.name == "find" else MediumStatus.LOOSE
    if row.loose.lost is False or row.name == "find":
        _status(medium.status, expected)
    _custody(world, row, medium.custodian_id)
    if medium.offer_to_id and not row.offered:
        raise _offer_pending()


def _status(status: str, expected: MediumStatus) -> None:
    if status == expected:
        return
    told = MediumStatus(status).label
    raise Refused("medium-status", f"Ce support est {told} : cette opération ne s'y applique pas.")


def _role(world: World, row: Row) -> None:
    who = world.who
    if who.role not in row.roles:
        if who.role == "operator":
            raise _wrong_role("Seul·e l'encadrant·e peut faire cette opération.")
        raise _wrong_role()
    if who.role == "requester" and who.organisation_kind not in REQUESTER_KINDS:
        raise Refused(
            "role",
            "Votre rôle ne permet pas cette opération.",
            title="Pas avec ce rôle",
            status=403,
        )


def _wrong_role(detail: str = "Votre rôle ne permet pas cette opération.") -> Refused:
    return Refused("role", detail, title="Pas avec ce rôle", status=403)


def _custody(world: World, row: Row, custodian: int | None) -> None:
    who = world.who
    if row.custody == "workshop" and who.organisation_kind != "workshop":
        raise Refused("not-a-workshop", "Seul un atelier fait cette opération.", status=403)
    if row.custody == "holder" and custodian != who.organisation_id:
        raise not_in_custody()
    elsewhere = world.facts.get("custodian_kind") in HOLDER_KINDS
    if elsewhere and custodian is not None and not row.elsewhere and row.custody == "holder":
        raise Refused(
            "not-in-a-workshop",
            "Cet appareil est chez une structure : transférez-le à un atelier, "
            "ou enregistrez un retour.",
            suggest=("transfer", "take_back"),
        )


def not_in_custody() -> Refused:
    return Refused(
        "not-in-custody",
        "Ce code est tenu par une autre organisation. Demandez-lui un transfert.",
        title="Pas chez vous",
        status=403,
        suggest=("accept_transfer",),
    )


def hidden(world: World) -> bool:
    """Whether another organisation holds what is scanned: nothing is told of its state."""
    subject = world.device or world.media[0]
    mine = world.who.organisation_id
    return subject.custodian_id is not None and mine not in (
        subject.custodian_id,
        subject.offer_to_id,
    )


def _out_of_reach(world: World, row: Row) -> bool:
    """Hidden, and this row is not for others: then the answer is *not in custody*."""
    if not hidden(world):
        return False
    if row.custody == "holder" or row.steps <= IN_HOUSE:
        return True
    return row.loose is None if world.device is None else world.here.step not in row.steps


def _step(world: World, row: Row) -> None:
    step = world.here.step
    if _out_of_reach(world, row):
        raise not_in_custody()
    if step in row.steps:
        return
    if not row.steps:
        raise Refused("medium-only", "Cette opération concerne un support hors appareil.")
    suggest = tuple(other.name for other in ROWS if step in other.steps and not other.stepless)
    raise Refused("wrong-step", WORDS[Step(step)], suggest=suggest)


def _waiting(world: World, row: Row) -> None:
    device = world.here
    if device.hold_id and not row.held:
        raise Refused(
            "on-hold", "Cet appareil est en attente. Reprenez-le d'abord.", suggest=("resume",)
        )
    if device.offer_to_id and not row.offered:
        raise _offer_pending()


def _offer_pending() -> Refused:
    return Refused(
        "offer-pending",
        "Un transfert est proposé : il attend d'être accepté ou annulé.",
        suggest=("cancel_transfer",),
    )


def row_named(operation: str) -> Row:
    """The row of this name.

    Raises
    ------
    Refused
        ``unknown-operation``.
    """
    row = CIRCUIT.get(operation)
    if row is None:
        raise Refused("unknown-operation", f"L'opération « {operation[:40]} » n'existe pas.")
    return row


def glance(world: World, row: Row) -> Refused | None:
    """Why role, custody, step or waiting forbid this row here, before any data."""
    try:
        if world.device is None:
            _loose_now(world, row)
            return None
        _role(world, row)
        _custody(world, row, world.here.custodian_id)
        _step(world, row)
        _waiting(world, row)
    except Refused as refused:
        return refused
    return None


def possible(world: World) -> list[Row]:
    """Rows whose role, custody, step and waiting hold: what a page offers next."""
    if world.device is None:
        return []
    step, role = world.here.step, world.who.role
    found = []
    for row in ROWS:
        if step not in row.steps or role not in row.roles or glance(world, row):
            continue
        if any(guard.at_a_glance and guard(world, None) for guard in row.guards):
            continue
        found.append(row)
    return found
