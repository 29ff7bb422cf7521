"""Poverty of communes: `bench.communes` told as checks."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.communes import PACKAGE, covered, fit_world, simulate, yardsticks
from bench.validating.table import Check
from forecast.communes.features import features
from forecast.communes.frame import read_frame
from forecast.communes.small_areas import CLASSES, classes, filled, fit, training
from forecast.reference.tables import load

PACA = ("04", "05", "06", "13", "83", "84")
SPLIT = "départements entiers laissés de côté"


def checks(simulations: int) -> list[Check]:
    inside = filled(read_frame(Path(PACKAGE)))
    told = features(inside)
    model = fit(inside, told)
    mask = training(inside)
    rows, mine = inside[mask].reset_index(drop=True), told[mask].reset_index(drop=True)
    seen = rows["status"].isin(["published", "censored"]).to_numpy()
    rate = rows["rate"].to_numpy(float)
    error = float(np.abs(model.left_out_ - rate)[seen].mean())
    others = yardsticks(rows[seen].reset_index(drop=True), mine[seen])
    said = ", ".join(f"{name} {one:.2f}" for name, one in others.items())
    found = [
        Check(
            "Pauvreté des communes : erreur absolue moyenne",
            f"{error:.3f} point",
            f"< 1,75 ({said})",
            f"{SPLIT}, {seen.sum()} communes",
            error < 1.75,
        )
    ]
    published = (rows["status"] == "published").to_numpy()
    held = covered(rows, model, rate)[published]
    found.append(_covered("ensemble", held, 0.88, 0.92))
    stratum = classes(rows["households"].to_numpy(float)[published])
    names = ["778", *map(str, CLASSES)]
    for one in np.unique(stratum):
        found.append(_covered(f"dès {names[one]} ménages", held[stratum == one], 0.85, 0.95))
    guess = np.clip(model.predict(told.to_numpy()), inside["lower"], inside["upper"])
    known = np.where(inside["status"] == "published", inside["rate"], guess)
    found.append(_sums(inside, known))
    for seed in range(simulations):
        world, truth = simulate(inside, model, told, seed)
        share = float(covered(world, fit_world(world, mine), truth).mean())
        found.append(
            Check(
                f"Pauvreté, vérités tirées, essai {seed + 1}",
                f"{share:.1%}",
                "87 à 93 %",
                f"{len(truth)} communes, cachées comprises",
                0.87 <= share <= 0.93,
            )
        )
    return found


def _covered(name: str, held: np.ndarray, least: float, most: float) -> Check:
    share = float(held.mean())
    return Check(
        f"Pauvreté, intervalles à 90 %, {name}",
        f"{share:.1%}",
        f"{least:.0%} à {most:.0%}".replace("%", " %"),
        f"{SPLIT}, {len(held)} communes",
        least <= share <= most,
    )


def _sums(inside: object, known: np.ndarray) -> Check:
    persons = inside["persons"].fillna(0).to_numpy(float)  # type: ignore[index]
    rates = load("poverty_departments_2021").set_index("code")["rate"]
    gaps = {}
    for code in PACA:
        here = (inside["department"] == f"dep:{code}").to_numpy()  # type: ignore[index]
        gaps[code] = float(np.average(known[here], weights=persons[here]) - rates[code])
    worst = max(abs(gap) for gap in gaps.values())
    return Check(
        "Pauvreté : sommes des six départements avant calage",
        ", ".join(f"{code} {gap:+.2f}" for code, gap in gaps.items()),
        "à moins de 1 point",
        "petites communes extrapolées",
        worst < 1,
    )
