"""One icon, one word, one colour for each step; read by weak eyes, in light and in dark."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest
from django.forms import Field
from pydantic import BaseModel

from inventory.appearance import KIND_ICONS, MEDIUM_ICONS, OPERATION_ICONS, STEP_ICONS
from inventory.circuit import ROWS
from inventory.forms.choices import choices_of
from inventory.forms.fields import page_field
from inventory.forms.operation import OperationForm
from inventory.forms.registry import FORMS
from inventory.reading import NEEDS_A_FILE
from inventory.templatetags.look import drawing, step_badge
from inventory.vocabulary import DeviceKind, MediumKind, Step
from inventory.wording import FIELDS, field_label
from tests.build.tree import ROOT

SHEET = ROOT / "filiere" / "static" / "filiere" / "filiere.css"
PAGES = sorted([*(ROOT / "inventory").rglob("*.html"), *(ROOT / "filiere").rglob("*.html")])


@cache
def colours(scheme: str) -> dict[str, str]:
    light, dark = SHEET.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else {}
    )


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(scheme: str) -> None:
    named = colours(scheme)
    inks = ["ink", "quiet", "action", "accent", "done", "refused", "waiting"]
    pairs = [*product(inks, ["paper", "sheet"]), ("on-action", "action"), ("paper", "refused")]
    pairs += [(ink, f"{ink}-tint") for ink in ("done", "refused", "waiting")]
    pairs += [("on-step", f"step-{step.value}") for step in Step]
    weak = {pair for pair in pairs if contrast(named[pair[0]], named[pair[1]]) < 4.5}
    assert weak == set()
    assert contrast(named["edge"], named["paper"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_step_has_its_own_colour(scheme: str) -> None:
    named = colours(scheme)
    assert len({named[f"step-{step.value}"] for step in Step}) == len(Step)


def test_everything_has_an_icon_that_exists() -> None:
    assert set(STEP_ICONS) == set(Step)
    assert len(set(STEP_ICONS.values())) == len(Step)
    assert set(KIND_ICONS) == set(DeviceKind)
    assert set(MEDIUM_ICONS) == set(MediumKind)
    assert {row.name for row in ROWS} <= set(OPERATION_ICONS)
    icons = {*STEP_ICONS.values(), *KIND_ICONS.values(), *MEDIUM_ICONS.values()}
    icons |= set(OPERATION_ICONS.values())
    for page in PAGES:
        icons |= set(re.findall(r'{% icon "([^"]+)" %}', page.read_text(encoding="utf-8")))
    assert [name for name in sorted(icons) if not drawing(name)] == []


def test_a_step_is_an_icon_a_word_and_a_colour() -> None:
    badge = step_badge(Step.IN_REPAIR)
    assert "step-in_repair" in badge
    assert "En réparation" in badge
    assert "<path" in badge


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.search(
        r"\sstyle=|<style|<[^>%]*\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text
    )
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_raises_its_voice(page: object) -> None:
    words = re.sub(
        r"{[%{#].*?[%}#]}|<[^>]*>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )  # type: ignore[attr-defined]
    assert "!" not in words


def test_every_field_asked_has_french_words() -> None:
    for row in ROWS:
        if row.creates or row.name in NEEDS_A_FILE:
            continue
        schema: type[BaseModel] = row.data
        apart = FORMS.get(row.name, OperationForm).skipped
        for name, info in schema.model_fields.items():
            field = page_field(row.name, name, info)
            if isinstance(field, Field) and name not in apart:
                assert field_label(row.name, name) != name, (row.name, name)
                answers = getattr(field, "choices", [])
                assert all(label != key for key, label in answers if key), (row.name, name, answers)
    assert "" not in FIELDS.values()
    assert choices_of("weigh", "grams", None) is None  # type: ignore[arg-type]
