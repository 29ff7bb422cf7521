"""Random histories through the whole circuit, on the engine of the run.

``FILIERE_HISTORIES`` asks for fewer of them, or more; what is asserted follows.
"""

from __future__ import annotations

import os

import pytest
from django.utils import timezone

from inventory.circuit import CIRCUIT
from inventory.journal.rebuild import compare_states
from inventory.journal.verify import verify
from tests.inventory.circuit.histories import History, Tally, play_many
from tests.inventory.circuit.scene import build

CHUNKS = 4
ALL = 500
HISTORIES = int(os.environ.get("FILIERE_HISTORIES", "500"))
ACCEPTED = 0.40
DISTRIBUTED, SECOND_CYCLE, EACH_ROW, UNCLEAR = 100, 30, 50, 500
"""What 500 histories reach together; each chunk plays and reaches its quarter."""


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_nothing_stands_outside_not_clear(
    db: None,
    chunk: int,
    capsys: pytest.CaptureFixture[str],
    record_property: pytest.RecordProperty,
) -> None:
    each = HISTORIES // CHUNKS
    seeds = range(chunk * each, (chunk + 1) * each)
    tally = play_many(build(timezone.now()), seeds, at_end=the_journal_tells_it)
    told = report(tally)
    record_property("histories", told)
    with capsys.disabled():
        print(f"\n{told}")  # noqa: T201
    it_got_somewhere(tally)
    assert not tally.refused["held-by-the-database"], "a guard let it through"
    assert not tally.refused["moved-first"]


def the_journal_tells_it(history: History) -> None:
    """The journal verifies, and the states fold back from it to what they are."""
    verified = verify()
    assert verified.intact, [item.sentence for item in verified.first]
    assert compare_states().differences == []


def it_got_somewhere(tally: Tally) -> None:
    """Each chunk reaches its part of what all histories must reach together."""
    part = min(tally.histories, ALL // CHUNKS) / ALL
    assert tally.share_accepted >= ACCEPTED
    if tally.histories < ALL // CHUNKS:
        return
    assert tally.distributed >= DISTRIBUTED * part
    assert tally.second_cycle >= SECOND_CYCLE * part
    assert tally.unclear_attempts >= UNCLEAR * part
    rare = {name: tally.accepted[name] for name in CIRCUIT}
    assert {name: n for name, n in rare.items() if n < EACH_ROW * part} == {}


def report(tally: Tally) -> str:
    """The figures in one line, then the rarest rows."""
    least = sorted((tally.accepted[name], name) for name in CIRCUIT)[:5]
    rare = ", ".join(f"{name} {number}" for number, name in least)
    return (
        f"histories {tally.histories}, attempts {tally.attempts}, "
        f"accepted {tally.share_accepted:.0%}, reached distributed {tally.distributed}, "
        f"and a second cycle {tally.second_cycle}, attempts to leave not clear "
        f"{tally.unclear_attempts}; rarest rows: {rare}"
    )
