"""Which scan comes next: mostly what makes sense, often enough what does not."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from inventory.circuit import CIRCUIT, ROWS
from inventory.row import Row
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import STANDING, MediumStatus, Step
from labels.codes import mint
from tests.inventory.circuit.consequences import Scan
from tests.inventory.circuit.moves import CARELESS, PLAUSIBLE, Hand
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import HOUSE, PEOPLE, Scene
from tests.inventory.circuit.truth import Truth

import tests.inventory.circuit.moves_media  # noqa: F401  isort: skip
import tests.inventory.circuit.moves_recycling  # noqa: F401  isort: skip

if TYPE_CHECKING:
    from tests.inventory.circuit.histories import Tally

FORWARD = {
    "audit": 14.0,
    "erase": 14.0,
    "stock": 12.0,
    "reserve": 9.0,
    "deliver": 6.0,
    "hand_over": 14.0,
    "take_back": 2.0,
    "open_service": 2.0,
    "close_service": 3.0,
    "close_repair": 3.0,
    "accept_transfer": 8.0,
    "resume": 6.0,
    "remove": 6.0,
    "certify_destruction": 20.0,
    "find": 4.0,
    "close_recall": 6.0,
    "release": 3.0,
    "reinstate": 2.0,
    "destroy": 3.0,
}
"""How much one wants a row; 1 for the others. Then less, the oftener it was taken."""
AWAY_ROWS = frozenset({"void", "declare_lost", "recycle", "dismantle", "cede", "return_to_donor"})
"""Rows after which little happens to a device: rare."""
CARELESS_SHARE = 0.24


def choose(
    scene: Scene, truth: Truth, record: Record, random: Random, clock: datetime, tally: Tally
) -> Scan:
    """The next attempt of this history."""
    want = 1 if not record.devices else 0.08
    if len(record.devices) < 4 and random.random() < want:
        return _register(scene, truth, record, random, clock)
    for _ in range(40):
        scan = _some_scan(scene, truth, record, random, clock, tally)
        if scan is not None:
            return scan
    return _register(scene, truth, record, random, clock)


def _register(scene: Scene, truth: Truth, record: Record, random: Random, clock: datetime) -> Scan:
    who = "workshop" if random.random() < 0.93 else "structure"
    code = mint(random)
    if record.devices and random.random() < 0.06:
        code = random.choice(sorted(record.devices))
    made = CARELESS if random.random() < 0.05 else PLAUSIBLE
    hand = Hand(random, scene, truth, record, clock, scene.id(who), code)
    data = made["register"](hand) or {}
    return Scan("register", code, who, "operator", data)


def _some_scan(
    scene: Scene, truth: Truth, record: Record, random: Random, clock: datetime, tally: Tally
) -> Scan | None:
    code, subject = _subject(record, random)
    if random.random() < CARELESS_SHARE:
        return _careless_scan(scene, truth, record, random, clock, code, subject)
    rows = [row for row in ROWS if _makes_sense(row, subject)]
    if not rows:
        return None
    row = random.choices(rows, [_weight(row, subject, tally) for row in rows])[0]
    who, role = _who(scene, row, subject, random)
    hand = Hand(random, scene, truth, record, clock, scene.id(who), code)
    data = PLAUSIBLE[row.name](hand)
    if data is None:
        return None
    if row.name == "audit" and data.get("absent"):
        role = "supervisor"
    return Scan(row.name, code, who, role, _without_blanks(data))


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _subject(record: Record, random: Random) -> tuple[str, DeviceState | MediumState]:
    """Mostly the device one works on, sometimes another, sometimes a loose medium."""
    loose = record.loose()
    if loose and random.random() < 0.14:
        medium = random.choice(loose)
        return medium.code or medium.id, medium
    codes = list(record.devices)
    living = [c for c in codes if record.devices[c].step not in (Step.VOID, Step.DISMANTLED)]
    if living and random.random() < 0.6:
        codes = living[-1:]
    code = random.choice(codes)
    return code, record.devices[code]


def _makes_sense(row: Row, subject: DeviceState | MediumState) -> bool:
    if row.creates or row.name not in PLAUSIBLE:
        return False
    if isinstance(subject, MediumState):
        lost = subject.status == MediumStatus.LOST
        return row.loose is not None and lost == (row.name == "find")
    if subject.step not in row.steps:
        return False
    if row.name in ("accept_transfer", "cancel_transfer"):
        return subject.offer_to_id is not None
    if row.name == "close_recall":
        return subject.recall_id is not None
    if row.name in ("hold", "resume"):
        return (row.name == "resume") == (subject.hold_id is not None)
    if subject.hold_id and not row.held or subject.offer_to_id and not row.offered:
        return False
    return _flags_fit(row, subject)


def _flags_fit(row: Row, device: DeviceState) -> bool:
    if row.name == "take_back":
        return device.step != Step.RECYCLED or device.removed
    if row.name == "certify_destruction":
        return device.removed and device.to_destroy and not device.destruction_certificate
    if row.name == "void":
        return device.cycle == 1
    if row.name in ("remove", "reinstate", "declare_lost"):
        return not device.removed
    if row.name == "stock":
        return device.step in STANDING or device.statement != ""
    return True


def _weight(row: Row, subject: DeviceState | MediumState, tally: Tally) -> float:
    wanted = FORWARD.get(row.name, 1.0)
    if row.name in AWAY_ROWS:
        wanted = 0.35
    if row.stepless:
        wanted = 0.6
    if isinstance(subject, DeviceState):
        if row.name == "audit" and subject.step != Step.COLLECTED:
            wanted = 1.0
        if row.name == "erase" and subject.step == Step.ERASED:
            wanted = 0.3
    due = tally.histories * 0.3 + 1
    return wanted * (20.0 if tally.accepted[row.name] < due else 1.0)


def _who(
    scene: Scene, row: Row, subject: DeviceState | MediumState, random: Random
) -> tuple[str, str]:
    """Somebody who may do this where the subject is."""
    organisation = scene.name(subject.custodian_id) or "workshop"
    if row.custody == "workshop":
        organisation = "workshop"
    elif row.name == "accept_transfer" or (row.name == "cancel_transfer" and random.random() < 0.4):
        organisation = scene.name(subject.offer_to_id) or organisation
    elif row.name == "take_back":
        structure = scene.name(getattr(subject, "structure_id", None))
        organisation = structure if structure and random.random() < 0.25 else "workshop"
    elif row.name in ("certify_destruction", "close_recall", "withdraw_proof"):
        released = scene.name(getattr(subject, "released_by_id", None))
        organisation = released or organisation
    supervisor = "operator" not in row.roles or random.random() < 0.3
    if scene.organisations[organisation].kind in HOUSE | {"distributor", "recycler"}:
        return organisation, "supervisor" if supervisor else "operator"
    return organisation, "supervisor" if "requester" not in row.roles else "requester"


def _careless_scan(
    scene: Scene,
    truth: Truth,
    record: Record,
    random: Random,
    clock: datetime,
    code: str,
    subject: DeviceState | MediumState,
) -> Scan | None:
    """The wrong person, the wrong step, the wrong data, or all of them."""
    names = list(CARELESS) if random.random() < 0.6 else list(PLAUSIBLE)
    names = [name for name in names if name != "register"]
    fitting = [
        n for n in names if isinstance(subject, DeviceState) and subject.step in CIRCUIT[n].steps
    ]
    if fitting and random.random() < 0.75:
        names = fitting
    row = CIRCUIT[random.choice(names)]
    if isinstance(subject, MediumState) and row.loose is None:
        return None
    who, role = _who(scene, row, subject, random)
    if random.random() < 0.3:
        who, role = random.choices([(w, r) for w, r, _ in PEOPLE], [n for *_, n in PEOPLE])[0]
    hand = Hand(random, scene, truth, record, clock, scene.id(who), code)
    wrong = row.name in CARELESS and random.random() < 0.7
    made = CARELESS[row.name] if wrong else PLAUSIBLE[row.name]
    if made is None or (isinstance(subject, MediumState) and row.name not in MEDIUM_READY):
        return None
    data = made(hand)
    if data is None:
        return None
    return Scan(row.name, code, who, role, _without_blanks(data), honest=not wrong)


MEDIUM_READY = frozenset(row.name for row in ROWS if row.loose is not None)
