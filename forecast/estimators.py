"""A page for each estimator, drawn from its docstring: formula, parameters, source, example."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
MATH = re.compile(r"\.\. math:: *((?:.*\n)(?:[ \t]+\S.*\n)*)")
TITLES = {
    "Parameters": "Paramètres",
    "Attributes": "Ce qui est appris",
    "Returns": "Ce qui est rendu",
    "Raises": "Refus",
    "References": "Source",
    "Examples": "Exemple",
}


@dataclass(frozen=True, slots=True)
class Estimator:
    """One estimator: its page, title in French, where it lies, how far scikit-learn applies."""

    page: str
    title: str
    module: str
    name: str
    conventions: str


FUNCTION = (
    "C'est une fonction de tirages, sans apprentissage : `fit` et `predict` n'ont pas d'objet, "
    "`check_estimator` non plus."
)
FRAMES = (
    "Suit `fit`, `predict`, `sample`, attributs appris en `_`, `random_state`, `get_params`. "
    "`check_estimator` ne s'applique pas : ses vérifications passent des tableaux de nombres, "
)
ESTIMATORS = (
    Estimator(
        "petites-communes",
        "Pauvreté des petites communes",
        "forecast.communes.regressor",
        "CensoredConformalRegressor",
        "Passe `check_estimator`, sauf `check_array_api_input` qui demande une autre construction "
        "de SciPy.",
    ),
    Estimator(
        "collecte-par-commune",
        "Rythme de collecte par commune",
        "forecast.pulling",
        "PooledRates",
        "Passe `check_estimator`, sauf `check_array_api_input` qui demande une autre construction "
        "de SciPy ; n'accepte que des nombres positifs et le déclare.",
    ),
    Estimator(
        "rendements",
        "Rendements : remis, pièces, recyclés",
        "forecast.yields",
        "Yields",
        FRAMES + "ici ce sont des lignes nommées (type, source, âge, devenir).",
    ),
    Estimator(
        "taux-partages",
        "Taux par groupes qui se soutiennent",
        "forecast.pooling",
        "PooledLogit",
        FRAMES + "ici ce sont des colonnes de catégories.",
    ),
    Estimator(
        "flux-mensuels",
        "Flux mensuels à venir",
        "forecast.flows",
        "MonthlyFlows",
        FRAMES + "ici c'est un tableau de mois, une colonne par série.",
    ),
    Estimator("durees-de-vie", "Ce qui sort d'usage", "forecast.lifetimes", "discarded", FUNCTION),
    Estimator("gisement", "Gisement par commune", "forecast.gisement", "draw_part", FUNCTION),
    Estimator("besoin", "Besoin par commune", "forecast.need", "draw_department", FUNCTION),
    Estimator("couverture", "Couverture", "forecast.coverage", "coverage", FUNCTION),
    Estimator("economie", "Économie", "forecast.economics", "account", FUNCTION),
    Estimator("impact", "Impact évité", "forecast.impact", "avoided", FUNCTION),
    Estimator("echelle", "Échelle pertinente", "forecast.scale", "compare", FUNCTION),
)


def pages() -> dict[str, Callable[[], str]]:
    """Each page's file, and what writes it."""
    found = {f"estimateurs/{one.page}.md": partial(page, one) for one in ESTIMATORS}
    return {"estimateurs/index.md": index, **found}


def index() -> str:
    """The list of pages."""
    rows = "".join(f"- [{one.title}]({one.page}.md) : `{one.name}`\n" for one in ESTIMATORS)
    return (
        "# Estimateurs\n\nPages produites par `manage.py write_docs` à partir du code : ne pas les "
        "modifier à la main. Chaque exemple est exécuté par les tests. Le texte qui vient du code "
        f"est en anglais.\n\n{rows}"
    )


def page(one: Estimator) -> str:
    """The page of one estimator, as Markdown."""
    thing: Any = getattr(importlib.import_module(one.module), one.name)
    told = inspect.getdoc(thing) or ""
    first, *rest = SECTION.split(told)
    words = MATH.sub(_formula, first + "\n")
    words = re.sub(r":\w+:`~?([^`]*)`", r"`\1`", words)
    text = [f"# {one.title}\n", f"`{one.module}.{one.name}`\n", one.conventions + "\n"]
    text += ["## Formule\n", words.strip() + "\n"]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        if title in TITLES:
            text += [f"## {TITLES[title]}\n", _body(title, body) + "\n"]
    return "\n".join(text)


def _formula(found: re.Match[str]) -> str:
    lines = [line.strip() for line in found[1].splitlines()]
    return "\n```math\n" + "\n".join(line for line in lines if line) + "\n```\n"


def _body(title: str, body: str) -> str:
    if title == "Examples":
        return _example(body)
    if title == "References":
        return re.sub(r":\w+:`~?([^`]*)`", r"`\1`", body.strip())
    rows = []
    for line in body.strip().splitlines():
        if line and not line.startswith(" "):
            rows.append(f"- `{line.strip()}`")
        elif line.strip():
            rows.append(f"  {line.strip()}")
    return "\n".join(rows)


def _example(body: str) -> str:
    """Sentences as they are, what is run as a block of Python."""
    blocks: list[str] = []
    inside = False
    for line in body.strip().splitlines():
        runs = bool(line.strip()) and (line.startswith(">>>") or inside)
        if runs and not inside:
            blocks.append("```python")
        elif inside and not runs:
            blocks.append("```")
        inside = runs
        blocks.append(line)
    return "\n".join([*blocks, "```"] if inside else blocks)
