"""Need: what people lack, by concept, where nothing is published: a synthetic estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecast.assumptions import Settings
from forecast.communes.rates import expected
from forecast.reference.tables import load
from forecast.uncertainty import Draws, Floats, normals, quantiles, stream
from forecast.vocabulary import Concept

METHOD = "besoin-1"
LABEL = "estimation synthétique expérimentale"
REFERENCE_YEAR = 2023
LEAST_INHABITANTS = 2_000
"""Inhabitants from which a commune's need may be shown."""
HOUSEHOLDS = frozenset({Concept.NO_COMPUTER})
RATIOS = {
    Concept.NO_COMPUTER: "poor_without_computer",
    Concept.NO_SMARTPHONE: "poor_without_smartphone",
    Concept.OBSTACLE_OLD_EQUIPMENT: "poor_citing_obstacle",
    Concept.OBSTACLE_NO_EQUIPMENT: "poor_citing_obstacle",
}
SOURCES = ("equipment", "communes_2021", "poverty_departments_2021")


@dataclass(frozen=True, slots=True)
class Model:
    """National draws of each concept, of shape (4, draws), and what they are spread by."""

    prevalence: Floats
    ratio: Floats
    mean_rate: Floats


def unit(concept: str) -> str:
    return "ménages" if concept in HOUSEHOLDS else "personnes de 12 ans et plus"


def concepts() -> pd.DataFrame:
    """The table of concepts: what each counts, its year, field, value, source, whether used."""
    table = load("equipment")
    return table[table["concept"].isin([one.value for one in Concept])].reset_index(drop=True)


def published(concept: str) -> float:
    """The value used, in percent, of the reference year."""
    table = concepts()
    rows = table[(table["concept"] == concept) & (table["used"] == "yes")]
    if len(rows) != 1:
        raise KeyError(f"{concept}: {len(rows)} values are marked as used")
    return float(rows["value"].iloc[0])


def national(settings: Settings, *, seed: int, draws: int) -> Model:
    """Draw national prevalences and the ratio of poor to others.

    A prevalence has the error of its survey (binomial, with the design's effect in the size);
    values that disagree are kept in the table and not mixed.
    """
    size = settings.drawn("survey_size", stream(seed, "survey_size"), draws)
    prevalence, ratio, mean_rate = [], [], []
    for concept in Concept:
        share = published(concept) / 100
        error = normals(stream(seed, "survey", concept), (draws,)).astype(float)
        drawn = share + np.sqrt(share * (1 - share) / size) * error
        prevalence.append(np.clip(drawn, share / 4, 4 * share))
        name = RATIOS[concept]
        ratio.append(settings.drawn(name, stream(seed, name), draws))
        mean_rate.append(expected(concept not in HOUSEHOLDS) / 100)
    return Model(np.array(prevalence), np.array(ratio), np.array(mean_rate))


def draw_department(
    rows: pd.DataFrame,
    rates: Draws,
    model: Model,
    settings: Settings,
    department: str,
    *,
    seed: int,
) -> Draws:
    r"""Draws of every commune of a département, of shape (communes, 4, draws).

    .. math:: B_c = N_c\; p\; \frac{1 + (R - 1)\,\pi_c}{1 + (R - 1)\,\bar\pi}\;
              e^{\eta_d - \kappa^2/2}\; e^{\tau\varepsilon_c - \tau^2/2}

    with N the households, or the persons of 12 and over, p the published national prevalence, π
    the poverty rate, π̄ its national mean and R how many times likelier it is to lack among the
    poor: the national sum is the published one. η, of spread κ, is shared by a département, whose
    age and isolation are not in the model. Out of the field of Filosofi: NaN.

    References
    ----------
    Cards ``equipment``, ``communes_2021``; Rao & Molina, Small Area Estimation, 2015, ch. 3.

    Examples
    --------
    >>> rows = pd.DataFrame({"persons": [10_000.0], "households": [4_500.0]})
    >>> settings = Settings()
    >>> model = national(settings, seed=1, draws=400)
    >>> poor = np.full((1, 400), 20, np.float32)
    >>> told = draw_department(rows, poor, model, settings, "dep:84", seed=1)
    >>> told.shape, bool(600 < told[0, 0].mean() < 900)
    ((1, 4, 400), True)
    """
    draws = rates.shape[1]
    people = rows["persons"].to_numpy(float) * settings.central("persons_12_and_over")
    homes = rows["households"].to_numpy(float)
    spread = np.float32(settings.central("need_spread"))
    told = normals(stream(seed, "need", department), (len(rows), len(Concept), draws))
    told *= spread
    shared = np.float32(settings.central("need_department_spread"))
    common = normals(stream(seed, "need", "shared", department), (len(Concept), draws))
    told += shared * common - (spread**2 + shared**2) / 2
    np.exp(told, out=told)
    poor = rates / np.float32(100)
    for place, concept in enumerate(Concept):
        counted = homes if concept in HOUSEHOLDS else people
        excess = (model.ratio[place] - 1).astype(np.float32)
        level = model.prevalence[place] / (1 + excess * model.mean_rate[place])
        told[:, place] *= (1 + excess * poor) * level.astype(np.float32)
        told[:, place] *= counted.astype(np.float32)[:, None]
    return told


def bands(told: Draws) -> tuple[Floats, Draws, Draws]:
    """Means and ends of the intervals, of shape (areas, 4); sorts the draws."""
    mean = told.mean(axis=-1, dtype=np.float64)
    return (mean, *quantiles(told))


def may_show(level: str, population: float | None, width: float | None, settings: Settings) -> bool:
    """Whether a need may be published: never a small commune, never too wide an interval."""
    if level == "commune" and (population is None or population < LEAST_INHABITANTS):
        return False
    return width is not None and width <= settings.central("publication_width")
