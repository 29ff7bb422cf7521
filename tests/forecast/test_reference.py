"""Every figure has a file, every file a card, and a changed file is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from forecast.reference import tables
from forecast.reference.card import DATA, ChangedReference, cards, read_card
from forecast.reference.carry import TABLES
from forecast.reference.tables import content, load, value

FILES = {path.name for path in DATA.iterdir() if path.suffix != ".toml"}


def test_every_file_has_a_card_and_every_card_a_file() -> None:
    assert {card.file for card in cards().values()} == FILES


@pytest.mark.parametrize("name", sorted(cards()))
def test_a_card_says_all_that_must_be_shown(name: str) -> None:
    card = cards()[name]
    for word in ("title", "publisher", "licence", "found", "year", "concept", "unit", "limits"):
        assert len(getattr(card, word)) > 2, word
    assert len(card.field_of) > 2 and len(card.sha256) == 64
    assert set(card.text) <= set(card.columns)
    assert set(card.derived_from) <= set(cards())


@pytest.mark.parametrize("name", sorted(cards()))
def test_a_table_is_what_its_card_says(name: str) -> None:
    table = load(name)
    assert len(table) == cards()[name].rows
    numbers = [column for column in table if column not in cards()[name].text]
    assert set(cards()[name].sums) == set(numbers)


def test_a_changed_file_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards()["poverty_departments_2021"]
    changed = card.path.read_text().replace("19.9", "9.9")
    (tmp_path / card.file).write_text(changed)
    monkeypatch.setattr("forecast.reference.card.DATA", tmp_path)
    with pytest.raises(ChangedReference, match=r"poverty_departments_2021\.csv a changé"):
        content(card)


def test_a_sum_that_is_not_the_cards_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards()["poverty_departments_2021"]
    wrong = dataclasses.replace(card, sums={"rate": 1.0})
    monkeypatch.setattr(tables, "cards", lambda: {card.name: wrong})
    tables._loaded.cache_clear()
    try:
        with pytest.raises(ChangedReference, match="somme de rate"):
            load(card.name)
    finally:
        tables._loaded.cache_clear()


def test_a_card_that_lacks_a_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('file = "x.csv"\n')
    with pytest.raises(ChangedReference, match="incomplète"):
        read_card(tmp_path / "x.toml")


def test_what_is_returned_may_be_changed_without_harm() -> None:
    mine = load("poverty_departments_2021")
    mine["rate"] = 0.0
    assert load("poverty_departments_2021")["rate"].sum() > 0


def test_one_figure_is_one_figure() -> None:
    assert value("weibull_lifetimes", unu_key="0306", country="FRA", parameter="scale") == 6.26
    with pytest.raises(KeyError):
        value("weibull_lifetimes", unu_key="0306")


def test_the_tables_are_those_received(shared: Path) -> None:
    for name, carried in TABLES.items():
        fresh = carried(shared / "reference").to_csv(index=False, lineterminator="\n").encode()
        assert fresh == content(cards()[name]), name


def test_districts_are_inside_their_city_and_counted_once() -> None:
    table = load("filosofi_2021_communes")
    inside = table[table["city"] != ""]
    assert len(inside) == 45
    for city, rows in inside.groupby("city"):
        whole = table.loc[table["code"] == city, "households"].iloc[0]
        assert rows["households"].sum() == pytest.approx(whole, rel=0.01)
