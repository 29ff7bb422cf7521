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

Tout nombre de personnes montré au réseau est arrondi au multiple de {step} le plus proche, chacun
pour lui-même (une somme de lignes peut donc différer du total) ; parts, tendances, taux et ordre
des lignes sont calculés sur ces arrondis. Ainsi, qui garde tous les tableaux d'une année, page ou
CSV, et les soustrait, ne trouve jamais que 0, {step} ou plus : ni le mois qui vient de finir,
ni une remise enregistrée en retard, ni une réponse effacée. La règle ne dépend que des comptes :
même réponse pour qui demande, quand il demande. Le rapport de diagnostic lit les mêmes nombres ;
les postes d'insertion et les demandes par type du diagnostic sont arrondis de même.

Ce qui reste : une cellule qui passe de 0 à « nd », ou d'un multiple au suivant, dit qu'il y a eu
quelqu'un, sans dire combien. Les heures d'insertion restent exactes à côté des postes. Et qui
connaît la règle resserre parfois un nombre entre deux arrondis : sur toutes les histoires de
deux structures et deux mois où chacun compte de 0 à 9, lues par mois et par structure à la fin de
chaque mois, un petit nombre se retrouve dans 0,2 % des cas (25 % avec les nombres exacts).

## Les définitions

"""


def indicators_page() -> str:
    """Markdown: every indicator, its definition, unit, territory and source."""
    return HEAD.format(last=THRESHOLD - 1, step=THRESHOLD) + "\n".join(
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
