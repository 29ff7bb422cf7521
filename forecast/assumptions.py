"""What has no source: declared, with low, central and high, and why; printed as such.

A user may set any of them for a run; a run is stored with those it used. Each is drawn once per
draw from a triangular law, the same for every commune: an assumption that is wrong is wrong
everywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from forecast.vocabulary import Holder, Kind

Floats = npt.NDArray[np.float64]
Levels = tuple[float, float, float]
ECONOMY = Path(__file__).with_name("economy.csv")
NOTHING_FOUND = "Aucune source trouvée : fourchette large, à régler par les pilotes."


@dataclass(frozen=True, slots=True)
class Assumption:
    """One declared assumption.

    ``low`` and ``high`` are the ends that are thought possible, ``central`` the likeliest.
    """

    name: str
    label: str
    unit: str
    low: float
    central: float
    high: float
    why: str

    @property
    def levels(self) -> Levels:
        return self.low, self.central, self.high


def _declared() -> list[Assumption]:
    told = [
        _one(
            "tablet_share",
            "Part des tablettes dans la clé UNU 0303 après 2014",
            "part",
            (0.40, 0.55, 0.68),
            "GfK : 62 % en 2013, 65 % prévus en 2014 (grand public) ; les "
            "ventes de tablettes ont baissé depuis, sans chiffre trouvé.",
        ),
        _one(
            "smartphone_share",
            "Part des smartphones dans les mobiles vendus depuis 2016",
            "part",
            (0.85, 0.92, 0.97),
            "GfK : 6,8 millions en 2010 sur 27,1 millions de mobiles ; "
            "droite jusqu'en 2016, puis ce palier.",
        ),
        _one(
            "all_in_one_share",
            "Part des tout-en-un dans les ordinateurs fixes",
            "part",
            (0.08, 0.15, 0.25),
            NOTHING_FOUND,
        ),
        _one(
            "lifetime_factor",
            "Allongement des durées de vie depuis 2015",
            "facteur",
            (0.9, 1.05, 1.3),
            "Les durées de vie publiées datent d'avant 2015 ; les renouvellements se sont espacés.",
        ),
        _one(
            "public_share",
            "Part des organismes publics dans le parc professionnel",
            "part",
            (0.15, 0.25, 0.35),
            NOTHING_FOUND,
        ),
        _one(
            "persons_12_and_over",
            "Part des personnes de 12 ans et plus",
            "part",
            (0.85, 0.865, 0.88),
            "Champ des enquêtes ; part nationale arrondie, à remplacer par celle du recensement.",
        ),
        _one(
            "survey_size",
            "Personnes interrogées par le Baromètre, effet du plan compris",
            "personnes",
            (1500, 2500, 3500),
            "Environ 4 000 réponses, diminuées d'un effet de plan.",
        ),
        _one(
            "poor_without_computer",
            "Rapport pauvres / non-pauvres, sans ordinateur",
            "rapport",
            (1.5, 2.7, 4.25),
            "Crédoc 2025 : 8,5 % contre 2,0 % entre bas et hauts revenus "
            "(petits effectifs) : borne haute ; la borne basse est une prudence.",
        ),
        _one(
            "poor_without_smartphone",
            "Rapport pauvres / non-pauvres, sans smartphone",
            "rapport",
            (1.1, 1.7, 2.5),
            NOTHING_FOUND,
        ),
        _one(
            "poor_citing_obstacle",
            "Rapport pauvres / non-pauvres, obstacle cité",
            "rapport",
            (1.2, 1.8, 2.6),
            "Sans diplôme, 23 % citent l'absence d'équipement contre 9 à 10 % "
            "en tout : borne haute.",
        ),
        _one(
            "extrapolation_widening",
            "Élargissement des intervalles sous 778 ménages",
            "facteur",
            (1.0, 1.5, 2.5),
            "Aucun taux publié sous 778 ménages : l'écart n'y est pas mesuré.",
        ),
        _one(
            "local_spread_households",
            "Dispersion locale des ménages",
            "écart-type du log",
            (0.05, 0.15, 0.3),
            NOTHING_FOUND,
        ),
        _one(
            "local_spread_professional",
            "Dispersion locale des parcs professionnels",
            "écart-type du log",
            (0.3, 0.5, 0.8),
            "Faute d'emplois par commune, la clé est la "
            "population : une zone d'activité peut doubler ou diviser la part d'une commune.",
        ),
        _one(
            "department_spread",
            "Dispersion commune aux communes d'un département",
            "écart-type du log",
            (0.05, 0.1, 0.2),
            NOTHING_FOUND,
        ),
        _one(
            "need_spread",
            "Dispersion locale du besoin à pauvreté égale",
            "écart-type du log",
            (0.1, 0.2, 0.4),
            "Âge, diplôme et isolement ne sont pas connus par commune ici : le rural est à 22 % "
            "sans ordinateur contre 11 % en tout, les 70 ans et plus à 36 % (Baromètre 2022).",
        ),
        _one(
            "need_department_spread",
            "Dispersion du besoin commune à un département, à pauvreté égale",
            "écart-type du log",
            (0.05, 0.12, 0.25),
            "Même cause : un département âgé ou rural s'écarte tout entier ; aucune mesure locale.",
        ),
        _one(
            "publication_width",
            "Demi-largeur relative au-delà de laquelle un besoin n'est pas diffusé",
            "part",
            (0.2, 0.4, 0.6),
            "Limite choisie, pas une norme.",
        ),
        _one(
            "persons_per_household",
            "Personnes par ménage hors champ de Filosofi",
            "personnes",
            (2.0, 2.5, 3.2),
            "Guadeloupe, Guyane, Mayotte et collectivités d'outre-mer.",
        ),
    ]
    for kind, levels in AFTER_2015.items():
        told.append(
            _one(
                f"sales_after_{kind}",
                f"Ventes depuis 2016, {kind.label}, par rapport aux trois dernières années connues",
                "facteur",
                levels,
                "La série s'arrête en 2015. GfK : "
                "portables de 3,9 (2013) à 3,6 millions (2020), fixes de 0,8 à 0,4 million.",
            )
        )
    for kind, levels in HOUSEHOLDS_SHARE.items():
        told.append(
            _one(
                f"households_share_{kind}",
                f"Part des ménages, {kind.label}",
                "part",
                levels,
                NOTHING_FOUND,
            )
        )
    for kind, levels in DRAWER_YEARS.items():
        told.append(
            _one(
                f"drawer_years_{kind}",
                f"Temps au tiroir, {kind.label}",
                "années",
                levels,
                "Encadré par le stock inutilisé des foyers (Baromètre 2023) : un quart des "
                "écrans du foyer, mobiles en tête.",
            )
        )
    for holder, levels in WILLING.items():
        told.append(
            _one(
                f"willing_{holder}",
                f"Part qui serait donnée, {holder.label}",
                "part",
                levels,
                NOTHING_FOUND,
            )
        )
    for kind, levels in REUSABLE.items():
        told.append(
            _one(
                f"reusable_{kind}",
                f"Part réemployable de ce qui est donné, {kind.label}",
                "part",
                levels,
                "Taux relevés ailleurs de 40 à 75 % (fiche yield_priors), toutes sortes "
                "mêlées : à remplacer par nos propres rendements.",
            )
        )
    return told + _economy()


def _economy() -> list[Assumption]:
    """Those of `forecast.economics` and `forecast.impact`, in a table of their own."""
    with ECONOMY.open(encoding="utf-8", newline="") as file:
        return [
            _one(
                row["name"],
                row["label"],
                row["unit"],
                (float(row["low"]), float(row["central"]), float(row["high"])),
                row["why"],
            )
            for row in csv.DictReader(file)
        ]


def _one(name: str, label: str, unit: str, levels: Levels, why: str) -> Assumption:
    return Assumption(name, label, unit, *levels, why)


AFTER_2015: dict[Kind, Levels] = {
    Kind.LAPTOP: (0.7, 0.95, 1.2),
    Kind.DESKTOP: (0.35, 0.6, 1.0),
    Kind.ALL_IN_ONE: (0.35, 0.6, 1.0),
    Kind.TABLET: (0.35, 0.6, 1.0),
    Kind.SMARTPHONE: (0.5, 0.7, 0.95),
    Kind.FEATURE_PHONE: (0.4, 0.7, 1.0),
    Kind.MONITOR: (0.7, 1.0, 1.3),
    Kind.PRINTER: (0.4, 0.65, 1.0),
}
HOUSEHOLDS_SHARE: dict[Kind, Levels] = {
    Kind.LAPTOP: (0.50, 0.62, 0.75),
    Kind.DESKTOP: (0.30, 0.45, 0.60),
    Kind.ALL_IN_ONE: (0.30, 0.50, 0.70),
    Kind.TABLET: (0.80, 0.88, 0.95),
    Kind.SMARTPHONE: (0.75, 0.85, 0.92),
    Kind.FEATURE_PHONE: (0.80, 0.90, 0.97),
    Kind.MONITOR: (0.35, 0.50, 0.65),
    Kind.PRINTER: (0.55, 0.70, 0.82),
}
DRAWER_YEARS: dict[Kind, Levels] = {
    Kind.LAPTOP: (0.5, 1.5, 3.0),
    Kind.DESKTOP: (0.5, 1.5, 3.0),
    Kind.ALL_IN_ONE: (0.3, 1.0, 2.0),
    Kind.TABLET: (0.5, 1.5, 3.0),
    Kind.SMARTPHONE: (1.0, 2.0, 4.0),
    Kind.FEATURE_PHONE: (1.5, 3.0, 6.0),
    Kind.MONITOR: (0.3, 1.0, 2.0),
    Kind.PRINTER: (0.2, 0.5, 1.5),
}
WILLING: dict[Holder, Levels] = {
    Holder.HOUSEHOLDS: (0.05, 0.15, 0.35),
    Holder.COMPANIES: (0.03, 0.10, 0.30),
    Holder.PUBLIC: (0.10, 0.30, 0.60),
}
REUSABLE: dict[Kind, Levels] = {
    Kind.LAPTOP: (0.30, 0.45, 0.75),
    Kind.DESKTOP: (0.30, 0.45, 0.75),
    Kind.ALL_IN_ONE: (0.25, 0.40, 0.70),
    Kind.TABLET: (0.15, 0.30, 0.55),
    Kind.SMARTPHONE: (0.15, 0.30, 0.55),
    Kind.FEATURE_PHONE: (0.10, 0.30, 0.50),
    Kind.MONITOR: (0.30, 0.50, 0.75),
    Kind.PRINTER: (0.10, 0.25, 0.45),
}
ASSUMPTIONS: Mapping[str, Assumption] = MappingProxyType({one.name: one for one in _declared()})


class UnknownAssumption(Exception):
    """A run was asked with an assumption that does not exist, or out of order."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Settings:
    """The assumptions of one run: those declared, or as the user set them.

    Parameters
    ----------
    changed : mapping of str to (low, central, high), optional

    Examples
    --------
    >>> Settings({"public_share": (0.1, 0.2, 0.3)}).central("public_share")
    0.2
    """

    def __init__(self, changed: Mapping[str, Levels] | None = None) -> None:
        self.changed = dict(changed or {})
        for name, levels in self.changed.items():
            if name not in ASSUMPTIONS:
                raise UnknownAssumption(f"L'hypothèse « {name} » n'existe pas.")
            if not (0 <= levels[0] <= levels[1] <= levels[2] < np.inf):
                raise UnknownAssumption(
                    f"L'hypothèse « {name} » demande trois nombres positifs, du plus bas au plus "
                    "haut."
                )

    def levels(self, name: str) -> Levels:
        return self.changed.get(name, ASSUMPTIONS[name].levels)

    def central(self, name: str) -> float:
        return self.levels(name)[1]

    def drawn(self, name: str, rng: np.random.Generator, draws: int) -> Floats:
        """Triangular draws; a constant when the three levels are one."""
        low, central, high = self.levels(name)
        if low == high:
            return np.full(draws, central)
        return np.asarray(rng.triangular(low, central, high, draws), float)
