"""The page of the documentation that lists the indicators, drawn from their definitions."""

from __future__ import annotations

from inventory.indicators.definitions import INDICATORS
from inventory.indicators.secrecy import THRESHOLD

HEAD = """# Les indicateurs

Page produite par `manage.py write_docs` à partir des définitions : ne pas la modifier à la main.

`/indicateurs/` montre six chiffres et leur évolution sur un an, puis chaque indicateur avec sa
définition, son unité, sa source, un graphique, ses tableaux et leurs CSV. Filtres : période
(12 derniers mois ou année civile), type d'appareil, territoire (commune, EPCI, département),
atelier ou structure.

## Comment c'est compté

Chaque appareil est replié depuis sa chaîne du journal : ce qu'il apporte à chaque mois est gardé,
et les totaux du mois en sont la somme. À chaque lecture, seuls les appareils dont le journal a
parlé depuis sont repliés de nouveau. Tout compte au mois où cela s'est passé (`occurred_at`, heure
de Paris), même enregistré plus tard ; ce qui a été annulé n'a pas eu lieu.
`manage.py count_indicators --check` compare ces totaux au journal ; sans option, la commande les
refait en entier.

## Le secret des personnes

Chaque organisation lit ses propres chiffres en entier (un atelier : ce qu'il a fait et remis ; une
structure : ce qu'elle a reçu et distribué ; un donateur : ce qu'il a donné). Qui lit le réseau ne
voit aucun nombre de personnes entre 1 et {last}, ni un nombre qu'une différence en donnerait : les
cellules trop petites sont « nd », d'autres le sont avec elles, et les tableaux d'un indicateur
partagent le même total. Ces tableaux portent sur une année civile arrêtée au dernier mois fini,
pour tout le réseau : les filtres ne s'y appliquent pas, car les croiser ferait retrouver des
personnes. Les appareils distribués sont traités comme des personnes.

Ce que cela ne voit pas : qui garde les tableaux d'un mois sur l'autre peut lire leur différence,
le mois qui vient de finir, si elle n'y est pas « nd ».

## Les définitions

"""


def indicators_page() -> str:
    """Markdown: every indicator, its definition, unit, territory and source."""
    return HEAD.format(last=THRESHOLD - 1) + "\n".join(
        "\n".join(
            [
                f"### {one.name}",
                "",
                one.definition,
                "",
                f"- Unité : {one.unit}",
                *([f"- Territoire : {one.where}"] if one.where else []),
                f"- Source : {one.source}",
                *(["- Sous le secret des personnes hors de l'organisation"] if one.persons else []),
                "",
            ]
        )
        for one in INDICATORS
    )
