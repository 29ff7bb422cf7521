"""Poverty of communes: whole départements left out, against simpler ways, sizes, sums, truths.

Every figure is measured on communes of départements that the model which predicts them never
saw. Coverage uses the conformity scores of the other départements alone. Simulated truths (the
model's own, with a cause shared by départements) go through the publication rules of Insee
(rounding, floor, secrecy), are estimated again, and compared with what was drawn: hidden communes
included, which real data never allow.

``python bench/communes.py [--simulations 2]``
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiere.settings")

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from filiere.settings.environment import ROOT
from forecast.communes.features import features
from forecast.communes.frame import FLOOR, SECRET_POOR, SEEN_FROM, bounds, read_frame
from forecast.communes.regressor import CensoredConformalRegressor, corrected_quantile
from forecast.communes.small_areas import (
    CLASSES,
    classes,
    filled,
    fit,
    national_factor,
    training,
)
from forecast.reference.tables import load

PACKAGE = ROOT / "node_modules" / "@etalab" / "decoupage-administratif"
SHARED = 0.19


def yardsticks(rows: pd.DataFrame, told: pd.DataFrame) -> dict[str, float]:
    """Mean absolute error of simpler ways, by the same folds."""
    rate, groups = rows["rate"].to_numpy(float), rows["department"].to_numpy()
    three = told[["income", "households", "household_size"]].to_numpy()
    ways = {
        "moyenne nationale": lambda a, b: np.full(len(b), rate[a].mean()),
        "droite sur le revenu": lambda a, b: (
            LinearRegression().fit(three[a, :1], rate[a]).predict(three[b, :1])
        ),
        "arbres, trois variables": lambda a, b: (
            HistGradientBoostingRegressor(random_state=0).fit(three[a], rate[a]).predict(three[b])
        ),
    }
    found = {name: np.empty(len(rows)) for name in ways}
    for train, test in GroupKFold(8).split(three, groups=groups):
        for name, way in ways.items():
            found[name][test] = way(train, test)
    return {name: float(np.abs(one - rate).mean()) for name, one in found.items()}


def covered(rows: pd.DataFrame, model: CensoredConformalRegressor, truth: np.ndarray) -> np.ndarray:
    """Whether each truth is in its band, made with the scores of the other départements."""
    size = rows["households"].to_numpy(float)
    scale = model._scale(model.left_out_, size)
    score = np.abs(truth - model.left_out_) / scale
    scored = (rows["status"] == "published").to_numpy()
    stratum, groups = classes(size), rows["department"].to_numpy()
    inside = np.zeros(len(rows), bool)
    for group in np.unique(groups):
        for one in np.unique(stratum):
            here = (groups == group) & (stratum == one)
            others = np.sort(score[scored & (groups != group) & (stratum == one)])
            if here.any():
                inside[here] = score[here] <= corrected_quantile(others, 0.9)
    return inside


def sums(inside: pd.DataFrame, mean: np.ndarray) -> None:
    """Départements before raking, against what is published of them."""
    persons = inside["persons"].fillna(0).to_numpy(float)
    published = load("poverty_departments_2021").set_index("code")["rate"]
    for code, rate in published.items():
        if code == "metro":
            here = ~inside["code"].str.startswith("97").to_numpy(bool)
        else:
            here = (inside["department"] == f"dep:{code}").to_numpy()
        ours = np.average(mean[here], weights=persons[here])
        print(f"  {code:6} publié {rate:5.1f}  avant calage {ours:6.2f}  écart {ours - rate:+.2f}")
    old = load("poverty_departments_2013").set_index("code")["rate"]
    ours_by = {
        code: np.average(mean[here], weights=persons[here])
        for code in old.index
        for here in [(inside["department"] == f"dep:{code}").to_numpy()]
        if here.any()
    }
    both = pd.DataFrame({"ours": ours_by, "old": old}).dropna()
    print(
        f"  96 départements en 2013 (de loin) : corrélation {both.corr().iloc[0, 1]:.3f}, "
        f"écart moyen {np.mean(both['ours'] - both['old']):+.2f}, "
        f"absolu {np.abs(both['ours'] - both['old']).mean():.2f}"
    )


def simulate(
    inside: pd.DataFrame, model: CensoredConformalRegressor, told: pd.DataFrame, seed: int
):
    """A world where the truth is known: rates drawn, then published as Insee would."""
    rng = np.random.default_rng(seed)
    rows = inside[training(inside)].reset_index(drop=True)
    spread = model._scale(model.predict(told[training(inside)].to_numpy()), rows["households"])
    _, index = np.unique(rows["department"], return_inverse=True)
    common = rng.normal(size=index.max() + 1)[index]
    noise = np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * rng.normal(size=len(rows))
    truth = np.clip(model.predict(told[training(inside)].to_numpy()) + spread * noise, 1, 60)
    seen = truth * rows["persons"] / 100 >= SECRET_POOR
    world = rows.assign(
        rate=np.where(seen, np.maximum(truth.round(), FLOOR), np.nan),
        status=np.select([~seen, truth.round() <= FLOOR], ["secret", "censored"], "published"),
    )
    world["lower"], world["upper"] = bounds(world)
    return world, truth


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--simulations", type=int, default=2)
    asked = parser.parse_args()
    start = time.monotonic()
    inside = filled(read_frame(Path(PACKAGE)))
    told = features(inside)
    model = fit(inside, told)
    mask = training(inside)
    rows, mine = inside[mask].reset_index(drop=True), told[mask].reset_index(drop=True)
    say_errors(rows, mine, model)
    published = (rows["status"] == "published").to_numpy()
    say_coverage(rows[published], covered(rows, model, rows["rate"].to_numpy(float))[published])
    say_sums(inside, told, model)
    for seed in range(asked.simulations):
        say_trial(seed, mine, *simulate(inside, model, told, seed))
    print(f"{time.monotonic() - start:.0f} s")


def say_errors(rows: pd.DataFrame, told: pd.DataFrame, model: CensoredConformalRegressor) -> None:
    """Départements guessed without themselves; how far over its bound each hidden one is."""
    seen = rows["status"].isin(["published", "censored"]).to_numpy()
    error = model.left_out_ - rows["rate"].to_numpy(float)
    print(
        f"{seen.sum()} taux publiés (arrondissements dans leur ville), {(~seen).sum()} "
        f"cachés par le secret et pris comme bornes (pauvres < {SECRET_POOR:.0f}, "
        f"personnes ≥ {SEEN_FROM:.0f})"
    )
    print("Erreur absolue moyenne, départements entiers laissés de côté (points ; cible < 1,75)")
    print(f"  la nôtre                  {np.abs(error[seen]).mean():.3f}")
    for name, mae in yardsticks(rows[seen].reset_index(drop=True), told[seen]).items():
        print(f"  {name:25} {mae:.3f}")
    over = model.left_out_[~seen] - rows.loc[~seen, "upper"].to_numpy()
    print(
        f"  cachés : {np.mean(over > 0):.0%} prédits au-dessus de leur borne, de "
        f"{np.clip(over, 0, None).mean():.2f} point en moyenne"
    )


def say_sums(inside: pd.DataFrame, told: pd.DataFrame, model: CensoredConformalRegressor) -> None:
    print("Sommes par département avant tout calage (cible : à 1 point)")
    held = np.where(
        inside["status"] == "published",
        inside["rate"],
        np.clip(model.predict(told.to_numpy()), inside["lower"], inside["upper"]),
    )
    sums(inside, held)
    table = pd.DataFrame(
        {
            "persons": inside["persons"],
            "mean": held,
            "status": np.where(inside["status"].isin(["published", "censored"]), "published", ""),
        }
    )
    print(f"  facteur de calage national hors PACA : {national_factor(table, inside):.3f}")


def say_trial(seed: int, told: pd.DataFrame, world: pd.DataFrame, truth: np.ndarray) -> None:
    """Estimate a drawn world again, and say how many of its truths are in their bands."""
    inside_band = covered(world, fit_world(world, told), truth)
    hidden = (world["status"] != "published").to_numpy()
    print(
        f"Vérités tirées, essai {seed + 1} : couverture {inside_band.mean():.1%} "
        f"(publiées {inside_band[~hidden].mean():.1%}, cachées {inside_band[hidden].mean():.1%}"
        f", {hidden.sum()}) ; cible 87-93 %"
    )


def fit_world(world: pd.DataFrame, told: pd.DataFrame) -> CensoredConformalRegressor:
    world = world.assign(counted=True)
    return fit(world, told)


def say_coverage(rows: pd.DataFrame, inside: np.ndarray) -> None:
    print("Couverture des intervalles à 90 % (cible 88-92 % ; 85-95 % par classe)")
    print(f"  ensemble                  {inside.mean():.1%}")
    stratum = classes(rows["households"].to_numpy(float))
    names = ["778", *map(str, CLASSES)]
    for one in np.unique(stratum):
        here = stratum == one
        print(f"  dès {names[one]:>6} ménages       {inside[here].mean():.1%} ({here.sum()})")


if __name__ == "__main__":
    with threadpool_limits(int(os.environ.get("BENCH_THREADS", "2"))):
        main()
