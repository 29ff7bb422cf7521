"""The bench of validation tells what it measured in French, and says what does not hold."""

from __future__ import annotations

from bench.validating import ewaste
from bench.validating.table import Check, told


def test_a_check_that_does_not_hold_is_written_as_such() -> None:
    rows = told([Check("Couverture", "84.5%", "87 à 93 %", "1 000 mondes", False)])
    assert "| Couverture | 84,5 % | 87 à 93 % | 1 000 mondes | **non tenu** |" in rows


def test_the_waste_of_2014_is_that_of_the_authors() -> None:
    found = ewaste.checks()
    assert len(found) == 3 and all(check.held for check in found)
