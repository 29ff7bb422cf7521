"""Which scan comes next: mostly what makes sense, often enough what does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

import tests.inventory.circuit.moves_media
from inventory.circuit import CIRCUIT, ROWS
from inventory.row import Row
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import MediumStatus, Step
from labels.codes import mint
from tests.inventory.circuit.consequences import Scan
from tests.inventory.circuit.moves import CARELESS, PLAUSIBLE, Hand
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import HOUSE, PEOPLE, Scene
from tests.inventory.circuit.truth import Truth

import tests.inventory.circuit.moves_recycling  # noqa: F401  isort: skip

FORWARD = {
    "audit": 14.0,
    "erase": 14.0,
    "stock": 16.0,
    "reserve": 16.0,
    "deliver": 10.0,
    "hand_over": 14.0,
    "take_back": 2.0,
    "open_service": 2.0,
    "close_service": 3.0,
    "close_repair": 3.0,
    "accept_transfer": 8.0,
    "resume": 6.0,
    "remove": 9.0,
    "certify_destruction": 60.0,
    "find": 4.0,
    "close_recall": 6.0,
    "cancel_transfer": 3.0,
    "release": 9.0,
    "reinstate": 2.0,
    "destroy": 3.0,
}
"""How much one wants a row; 1 for the others. Then less, the oftener it was taken."""
AWAY_ROWS = frozenset({"void", "declare_lost", "dismantle", "cede", "return_to_donor"})
"""Rows after which little happens to a device: rare."""
CARELESS_SHARE = 0.24


@dataclass(frozen=True, slots=True)
class Now:
    """One moment of a history. ``taken`` counts the rows that were accepted in all of them."""

    scene: Scene
    truth: Truth
    record: Record
    random: Random
    clock: datetime
    taken: Counter[str]
    histories: int

    def hand(self, who: str, code: str) -> Hand:
        mine = self.scene.id(who)
        return Hand(self.random, self.scene, self.truth, self.record, self.clock, mine, code)


def choose(now: Now) -> Scan:
    """The next attempt of this history."""
    want = 1 if not now.record.devices else 0.08
    if len(now.record.devices) < 4 and now.random.random() < want:
        return _register(now)
    for _ in range(40):
        scan = _some_scan(now)
        if scan is not None:
            return scan
    return _register(now)


def _register(now: Now) -> Scan:
    random, known = now.random, now.record.devices
    who = "workshop" if random.random() < 0.93 else "structure"
    code = mint(random)
    if known and random.random() < 0.06:
        code = random.choice(sorted(known))
    made = CARELESS if random.random() < 0.05 else PLAUSIBLE
    data = made["register"](now.hand(who, code)) or {}
    return Scan("register", code, who, "operator", data)


def _some_scan(now: Now) -> Scan | None:
    code, subject = _subject(now.record, now.random)
    if now.random.random() < CARELESS_SHARE:
        return _careless_scan(now, code, subject)
    rows = [row for row in ROWS if _makes_sense(row, subject)]
    if not rows:
        return None
    row = now.random.choices(rows, [_weight(now, row, subject) for row in rows])[0]
    who, role = _who(now, row, subject)
    data = PLAUSIBLE[row.name](now.hand(who, code))
    if data is None:
        return None
    if row.name == "audit" and data.get("absent"):
        role = "supervisor"
    return Scan(row.name, code, who, role, _without_blanks(data))


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _subject(record: Record, random: Random) -> tuple[str, DeviceState | MediumState]:
    """Mostly the device one works on, or one that waits; sometimes another, or a loose medium."""
    loose = record.loose()
    if loose and random.random() < 0.14:
        medium = random.choice(loose)
        return medium.code or medium.id, medium
    codes = list(record.devices)
    waiting = [code for code in codes if _waits(record.devices[code])]
    if waiting and random.random() < 0.25:
        code = random.choice(waiting)
        return code, record.devices[code]
    living = [c for c in codes if record.devices[c].step not in (Step.VOID, Step.DISMANTLED)]
    if living and random.random() < 0.6:
        codes = living[-1:]
    code = random.choice(codes)
    return code, record.devices[code]


def _waits(device: DeviceState) -> bool:
    """Somebody is expected to answer: a certificate, a recall, an offer, a removal."""
    uncertified = device.to_destroy and not device.destruction_certificate
    return bool(uncertified or device.recall_id or device.offer_id)


def _makes_sense(row: Row, subject: DeviceState | MediumState) -> bool:
    if row.creates or row.name not in PLAUSIBLE:
        return False
    if isinstance(subject, MediumState):
        lost = subject.status == MediumStatus.LOST
        return row.loose is not None and lost == (row.name == "find")
    if subject.step not in row.steps or not _flags_fit(row, subject):
        return False
    waits = (subject.hold_id and not row.held) or (subject.offer_to_id and not row.offered)
    return not waits


def _flags_fit(row: Row, device: DeviceState) -> bool:
    """What a person who looks at the device sees at once."""
    seen = {
        "accept_transfer": device.offer_to_id is not None,
        "cancel_transfer": device.offer_to_id is not None,
        "close_recall": device.recall_id is not None,
        "hold": device.hold_id is None,
        "resume": device.hold_id is not None,
        "take_back": device.step != Step.RECYCLED or device.removed,
        "certify_destruction": device.to_destroy and not device.destruction_certificate,
        "void": device.cycle == 1,
        "remove": not device.removed,
        "reinstate": not device.removed,
        "declare_lost": not device.removed,
        "stock": device.statement != "",
    }
    return seen.get(row.name, True)


def _weight(now: Now, row: Row, subject: DeviceState | MediumState) -> float:
    wanted = FORWARD.get(row.name, 1.0)
    if row.name in AWAY_ROWS:
        wanted = 0.35
    if row.stepless:
        wanted = 0.5
    if isinstance(subject, DeviceState):
        if row.name == "audit" and subject.step != Step.COLLECTED:
            wanted = 1.0
        if row.name == "recycle":
            wanted = 0.5 if now.record.is_clear(subject.code) else 1.5
        if row.name == "erase" and subject.step == Step.ERASED:
            wanted = 0.3
    due = now.histories * 0.35 + 1
    return wanted * (30.0 if now.taken[row.name] < due else 1.0)


def _who(now: Now, row: Row, subject: DeviceState | MediumState) -> tuple[str, str]:
    """Somebody who may do this where the subject is."""
    scene, random = now.scene, now.random
    organisation = _where(now, row, subject)
    if scene.organisations[organisation].kind not in HOUSE | {"distributor", "recycler"}:
        return organisation, "requester" if "requester" in row.roles else "supervisor"
    supervisor = "operator" not in row.roles or random.random() < 0.3
    return organisation, "supervisor" if supervisor else "operator"


def _where(now: Now, row: Row, subject: DeviceState | MediumState) -> str:
    scene, random = now.scene, now.random
    there = scene.name(subject.custodian_id) or "workshop"
    if row.custody == "workshop":
        return "workshop"
    if row.name == "accept_transfer" or (row.name == "cancel_transfer" and random.random() < 0.4):
        return scene.name(subject.offer_to_id) or there
    if row.name == "take_back":
        structure = scene.name(getattr(subject, "structure_id", None))
        return structure if structure and random.random() < 0.25 else "workshop"
    if row.name in ("certify_destruction", "close_recall", "reread", "withdraw_proof"):
        return scene.name(getattr(subject, "released_by_id", None)) or there
    return there


def _careless_scan(now: Now, code: str, subject: DeviceState | MediumState) -> Scan | None:
    """The wrong person, the wrong step, the wrong data, or all of them."""
    random = now.random
    row = _careless_row(random, subject)
    if isinstance(subject, MediumState) and row.loose is None:
        return None
    who, role = _who(now, row, subject)
    if random.random() < 0.3:
        who, role = random.choices([(w, r) for w, r, _ in PEOPLE], [n for *_, n in PEOPLE])[0]
    wrong = row.name in CARELESS and random.random() < 0.7
    made = CARELESS[row.name] if wrong else PLAUSIBLE[row.name]
    data = made(now.hand(who, code))
    if data is None:
        return None
    return Scan(row.name, code, who, role, _without_blanks(data), honest=not wrong)


def _careless_row(random: Random, subject: DeviceState | MediumState) -> Row:
    names = list(CARELESS) if random.random() < 0.6 else list(PLAUSIBLE)
    names = [name for name in names if name != "register"]
    step = subject.step if isinstance(subject, DeviceState) else ""
    fitting = [name for name in names if step in CIRCUIT[name].steps]
    if fitting and random.random() < 0.75:
        names = fitting
    return CIRCUIT[random.choice(names)]
