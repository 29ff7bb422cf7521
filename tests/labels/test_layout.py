"""Layouts: what fits by the room there is; what does not is said, never squeezed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.layout import LEAST_MODULE, DoesNotFit, plan
from labels.render import Label, lettered
from labels.sheets import SHEETS, ImpossibleSheet, Sheet


def bare(width: float, height: float, **more: float) -> Sheet:
    """A roll of this size."""
    return Sheet("X", "Essai", width, height, 1, 1, width, height, 0, 0, width, height, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "height", "kind"),
    [(63.5, 38.1, "full"), (38.1, 21.17, "full"), (40, 16, "code"), (25.4, 10, "text")],
)
def test_what_a_label_says_hangs_on_its_room(width: float, height: float, kind: str) -> None:
    assert plan(bare(width, height)).kind == kind


@given(st.floats(5, 120), st.floats(5, 120), st.sampled_from([203, 300, 600]))
def test_a_layout_keeps_its_promises_or_is_refused(width: float, height: float, dpi: int) -> None:
    sheet = bare(width, height, dpi=dpi)
    try:
        found = plan(sheet)
    except DoesNotFit as refused:
        assert width < 21 or height < 5
        assert "mm" in str(refused)
        return
    room = found.text
    assert room.x >= 1.5 and room.x + room.width <= width - 1.5 + 1e-9
    assert room.y >= 1.5 and room.y + room.height <= height - 1.5 + 1e-9
    if found.kind != "text":
        symbol, quiet = 29 * found.module, 4 * found.module
        assert found.module >= LEAST_MODULE
        assert abs(found.module * dpi / 25.4 - round(found.module * dpi / 25.4)) < 1e-6
        assert quiet - 1e-9 <= found.symbol_x <= width - symbol - quiet + 1e-9
        assert quiet - 1e-9 <= found.symbol_y <= height - symbol - quiet + 1e-9
        beside = room.x >= found.symbol_x + symbol + quiet - 1e-9
        assert beside or room.y >= found.symbol_y + symbol + quiet - 1e-9
    label = Label("WWWWWWWWW", "", "Ordinateur tout-en-un " * 3, ("Modèle " * 30, "b", "c"))
    for words in lettered(found, label):
        assert words.size >= 5.6
        assert words.y <= room.y + room.height + 1e-6


@pytest.mark.parametrize(("width", "height"), [(20, 10), (60, 4.9 + 0.1)])
def test_a_medium_too_small_for_a_code_says_what_it_would_take(width: float, height: float) -> None:
    with pytest.raises(DoesNotFit, match=r"demande \d+(,\d)? × \d+(,\d)? mm"):
        plan(bare(width, height, inside_y=2.0))


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 80},
        {"top": 60},
        {"left": -3},
        {"pitch_x": 50},
        {"rows": 0},
        {"page_width": float("nan")},
        {"top": float("nan")},
        {"inside_x": 40},
        {"dpi": 10},
        {"page_height": 1e9},
    ],
)
def test_a_sheet_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ImpossibleSheet):
        dataclasses.replace(SHEETS["L7160"], **wrong)


def test_the_media_are_those_announced() -> None:
    assert {"L7160", "L6009", "L7651", "3474", "DK-22205"} <= set(SHEETS)
    assert SHEETS["L7160"].per_page == 21
    assert SHEETS["DK-22205"].is_roll
