"""How it was computed, what it rests on, what it cannot say."""

from __future__ import annotations

from forecast import pulled
from forecast.assumptions import ASSUMPTIONS
from forecast.fleets import own_rate
from forecast.report.content import Column, Source, Table
from forecast.report.ground import Ground
from forecast.report.words import text
from forecast.typography import number

JOURNAL = Source(
    "journal",
    "Journal de la filière",
    "Les organisations du réseau",
    "",
    "données de la filière, comptées",
    "Ce site : chaque opération sur un appareil y laisse une ligne",
    "",
    "Appareils enregistrés, mis à disposition, remis ; demandes ; organisations",
    "Organisations membres du réseau",
    "Ne dit rien de ce qui se fait hors du réseau.",
    "",
)


def method(ground: Ground) -> tuple[str, ...]:
    run = ground.run
    first = (
        f"Estimation de l'année {run.year}, {number(run.draws)} tirages, graine {run.seed} : la "
        "même graine et les mêmes données redonnent les mêmes nombres."
        if run
        else "Aucune estimation ne couvre encore ce territoire : seules les données comptées et "
        "les figures publiées sont imprimées."
    )
    return (
        first,
        (
            "Chaque estimation est faite d'un grand nombre de tirages menés jusqu'au bout : la "
            "valeur est leur moyenne, l'intervalle contient 90 % d'entre eux. Les moyennes des "
            "communes s'additionnent ; les intervalles ne s'additionnent pas."
        ),
        (
            "Gisement : les ventes nationales connues jusqu'en 2015, prolongées par hypothèse, et "
            "des durées de vie publiées donnent ce qui sort d'usage ; il est réparti entre "
            "communes selon les ménages et la population ; en Vaucluse, ce que laissent "
            "entreprises et organismes publics l'est selon les emplois au lieu de travail "
            f"(recensement 2022).{_own_data(ground)}"
        ),
        (
            "Besoin : une estimation synthétique à partir du taux de pauvreté de chaque commune "
            "(estimé où l'Insee ne le publie pas), calée sur les taux nationaux des enquêtes."
        ),
        (
            "Chiffres arrondis : aucun n'est imprimé plus précisément que son intervalle ne le "
            "permet. Les valeurs entières sont dans le tableur et le fichier JSON."
        ),
        (
            "Statuts : « publié » vient tel quel d'une source ; « compté » vient du journal de la "
            "filière ; « estimé » et « extrapolé » viennent d'un modèle ; « hypothèse » (un "
            "losange) dépend d'un réglage que les pilotes peuvent changer."
        ),
    )


def _own_data(ground: Ground) -> str:
    """What our own collections and declared fleets moved, when they did."""
    run = ground.run
    told = [pulled.NOTE] if run and run.told.get("collected") else []
    told += [own_rate.NOTE] if run and "fleets" in run.methods else []
    return "".join(f" {one}" for one in told)


def limits(ground: Ground) -> tuple[str, ...]:
    without = [one for one in ground.communes if one.pk not in ground.homes]
    told = [
        (
            "Les ventes d'appareils depuis 2015 et les durées de vie récentes ne sont pas publiées "
            "par type : elles pèsent sur tout le gisement."
        ),
        (
            "Ce qui serait donné, collecté, réemployable, le prix et le temps de travail sont des "
            "hypothèses tant que la filière n'a pas assez de recul."
        ),
        "Le besoin ne compte ni les personnes hors des enquêtes, ni les besoins des structures.",
        "Les listes nationales d'acteurs datent de 2022 à 2024.",
    ]
    if without:
        names = ", ".join(one.name for one in without[:8])
        more = " et d'autres" if len(without) > 8 else ""
        many = "commune n'a" if len(without) == 1 else "communes n'ont"
        told.append(
            f"{len(without)} {many} pas de nombre de ménages publié ({names}{more}) : leur besoin "
            "est hors champ."
        )
    return tuple(told)


def assumptions_of(ground: Ground) -> Table:
    """Every assumption as the run took it; those that the pilots set say so."""
    changed = ground.settings.changed
    return Table(
        key="hypotheses",
        title="Hypothèses",
        columns=(
            text("nom", "Nom"),
            text("hypothese", "Hypothèse"),
            Column("bas", "Bas", "number"),
            Column("central", "Central", "number"),
            Column("haut", "Haut", "number"),
            text("unite", "Unité"),
            text("pourquoi", "Pourquoi"),
        ),
        rows=tuple(
            (
                name,
                one.label,
                *ground.settings.levels(name),
                one.unit,
                f"Réglée par les pilotes. {one.why}" if name in changed else one.why,
            )
            for name, one in ASSUMPTIONS.items()
        ),
        annex=True,
        note="Chacune est tirée une fois par tirage, la même partout.",
    )
