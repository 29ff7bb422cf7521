"""The table of communes: what secrecy says is never crossed, sums meet what is published."""

from __future__ import annotations

import numpy as np
import pytest
from django.conf import settings

from forecast.assumptions import Settings
from forecast.communes.frame import EXACT, SECRET_POOR, SEEN_FROM, read_frame
from forecast.communes.rates import rates
from forecast.communes.small_areas import SMALLEST_PUBLISHED
from forecast.reference.tables import load

PACA = {"04": 17.1, "05": 14.7, "06": 16.4, "13": 18.5, "83": 15.6, "84": 19.9}


def test_every_commune_of_the_field_has_an_estimate_inside_what_is_known() -> None:
    table = load("communes_2021")
    assert table["raked"].notna().all() and table["scale"].gt(0).all()
    known = table["status"] == "published"
    inside = (table["mean"] >= table["lower"] - 1e-4) & (table["mean"] <= table["upper"] + 1e-4)
    assert inside.all()
    assert set(table.loc[table["households"] < SMALLEST_PUBLISHED, "status"]) == {"extrapolated"}
    assert known.sum() > 4_300


@pytest.mark.parametrize("code", PACA)
def test_the_departments_of_the_region_come_within_a_point_before_raking(code: str) -> None:
    table = load("communes_2021")
    rows = table[table["code"].str.startswith(code)]
    assert np.average(rows["mean"], weights=rows["persons"]) == pytest.approx(PACA[code], abs=1)


def test_metropolitan_france_is_raked_to_its_published_rate() -> None:
    table = load("communes_2021")
    rows = table[~table["code"].str.startswith("97")].copy()
    rates_by = load("poverty_departments_2021").set_index("code")["rate"]
    apart = rows["code"].str[:2].isin(PACA)
    poor = (rows["raked"] * rows["persons"])[~apart].sum()
    for code, rate in PACA.items():
        poor += rate * rows.loc[rows["code"].str.startswith(code), "persons"].sum()
    assert poor / rows["persons"].sum() == pytest.approx(rates_by["metro"], abs=0.02)


def test_small_places_are_less_sure_than_large_ones() -> None:
    table = load("communes_2021")
    small = table.loc[table["households"].between(50, 200), "scale"].mean()
    assert small > 1.15 * table.loc[table["households"] > 10_000, "scale"].mean()


def test_every_draw_of_a_department_meets_its_published_rate() -> None:
    table = load("communes_2021")
    rows = table[table["code"].str.startswith("84")].reset_index(drop=True)
    drawn = rates(rows, "dep:84", Settings(), seed=1, draws=200)
    persons = rows["persons"].to_numpy()
    means = persons @ drawn.astype(float) / persons.sum()
    assert np.abs(means - 19.9).max() < 0.06
    published = (rows["status"] == "published") & (rows["mean"] > 5)
    apart = np.abs(drawn[published] - rows.loc[published, "mean"].to_numpy()[:, None])
    assert apart.max() <= 0.501


def test_a_department_without_a_published_rate_shares_a_cause() -> None:
    table = load("communes_2021")
    rows = table[table["code"].str.startswith("23")].reset_index(drop=True)
    drawn = rates(rows, "dep:23", Settings(), seed=1, draws=400)
    loose = rows["status"] != "published"
    sums = drawn[loose].mean(axis=0).astype(float)
    alone = drawn[loose].std(axis=1).mean() / np.sqrt(loose.sum())
    assert sums.std() > 3 * alone


def test_merged_communes_are_added_up_and_none_is_dropped() -> None:
    package = settings.TERRITORY_PACKAGE
    frame = read_frame(package)
    raw = load("filosofi_2021_communes")
    raw = raw[raw["city"] == ""]
    assert frame["from_codes"].sum() == len(raw)
    assert frame["code"].is_unique
    lost = raw["households"].sum() - frame["households"].sum()
    assert 0 <= lost < 10_000  # those of a commune of which one part has no count


def test_a_commune_without_a_count_is_estimated_and_said_extrapolated() -> None:
    table = load("communes_2021")
    uncounted = table[table["counted"] == 0]
    assert len(uncounted) > 3_000
    assert set(uncounted["status"]) == {"extrapolated"}
    assert uncounted["households"].between(0, 2_000).all()


def test_secrecy_is_what_the_file_shows_it_to_be() -> None:
    table = load("filosofi_2021_communes")
    seen = table[table["status"].isin(["published", "censored"])]
    assert ((seen["rate"] + EXACT) * seen["persons"] / 100).min() >= SECRET_POOR - 2
    assert seen["persons"].min() > 0.9 * SEEN_FROM and seen["households"].min() == 778
    hidden = (table["status"] == "secret") & (table["persons"] >= SEEN_FROM)
    assert 900 < hidden.sum() < 1_000
