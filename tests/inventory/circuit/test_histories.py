"""Random histories through the whole circuit, on the engine of the run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.utils import timezone

from inventory.circuit import CIRCUIT
from inventory.journal.rebuild import compare_states
from inventory.journal.verify import verify
from tests.inventory.circuit.histories import History, Tally, play_many
from tests.inventory.circuit.scene import Scene, build

CHUNKS = 4
HISTORIES = int(os.environ.get("FILIERE_HISTORIES", "500"))


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    return build(timezone.now())


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_nothing_stands_outside_not_clear(
    scene: Scene, chunk: int, capsys: pytest.CaptureFixture[str]
) -> None:
    each = HISTORIES // CHUNKS
    tally = play_many(scene, range(chunk * each, (chunk + 1) * each), at_end=journal_tells_it)
    with capsys.disabled():
        print(f"\n{report(tally)}")  # noqa: T201


def journal_tells_it(history: History) -> None:
    """The journal verifies, and the states fold back from it to what they are."""
    verified = verify()
    assert verified.intact, [item.sentence for item in verified.first]
    assert compare_states().differences == []


def report(tally: Tally) -> str:
    least = sorted((tally.accepted[name], name) for name in CIRCUIT)[:12]
    return (
        f"histories {tally.histories}, attempts {tally.attempts}, accepted "
        f"{tally.share_accepted:.0%}, distributed {tally.distributed}, "
        f"second cycle {tally.second_cycle}, unclear {tally.unclear_attempts}\n"
        f"rarest {least}\nrefusals {tally.refused.most_common(60)}"
    )
