"""The diagnostic of the demonstration: one estimate, texts of invented pilots, one edition."""

from __future__ import annotations

from collections.abc import Callable

from filiere.demo.houses import HOUSES
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, Territory
from filiere.network.vocabulary import Role
from forecast.report.access import publish
from forecast.report.content import Action
from forecast.report.files import draw_edition
from forecast.report.texts import write_text
from forecast.runs import make_run

TEXTS: dict[int, tuple[str, str, str, tuple[Action, ...]]] = {
    1: (
        "validated",
        (
            "Deux ateliers se partagent le reconditionnement, tous deux au sud du département. Le "
            "Haut-Vaucluse n'a ni point de collecte ni atelier : ce qui s'y donne va loin."
            "\n\nLes lieux d'accompagnement, eux, sont partout : ils sont la force du réseau."
        ),
        (
            "Ouvrir un point de collecte autour de Vaison-la-Romaine.\nÉcrire une convention type "
            "entre ateliers et lieux d'accompagnement."
        ),
        (
            Action(
                "Ouvrir un point de collecte au nord",
                "Recyclerie du Mûrier Blanc",
                "Juin 2027",
                "12 000 €",
                "À chercher (appel à projets régional)",
            ),
            Action(
                "Convention type atelier et structure",
                "Comité de pilotage",
                "Mars 2027",
                "Temps des agents",
                "Sans",
            ),
        ),
    ),
    2: (
        "project",
        (
            "Le gisement est là ; ce qui manque est la collecte. Les organismes publics sont le "
            "premier levier : ils doivent faire réemployer la moitié de ce qu'ils réforment."
        ),
        "Proposer à chaque EPCI une convention de don sur trois ans.",
        (
            Action(
                "Rencontrer les EPCI, un par un",
                "Comité de pilotage",
                "Premier semestre 2027",
                "Temps des agents",
                "Enveloppe d'ingénierie FNE",
            ),
        ),
    ),
    3: (
        "project",
        (
            "Avignon, Carpentras et Cavaillon portent une grande part du besoin. L'estimation ne "
            "dit rien des personnes hébergées : le questionnaire aux structures le dira."
        ),
        "Faire répondre les CCAS avant l'été.",
        (),
    ),
}
"""Volets 4, 5 and 6 are left to be written: an empty one prints *à compléter*."""


def told_diagnosis(*, say: Callable[[str], None]) -> None:
    """Estimate the région of Vaucluse, write three volets, publish the first edition."""
    vaucluse = Territory.objects.filter(pk="dep:84").select_related("region").first()
    pilot = _pilot()
    if vaucluse is None or vaucluse.region is None or pilot is None:
        return
    run = make_run(territory=vaucluse.region)
    say(f"  {run.territory.name} : {run.draws} tirages")
    for volet, (state, analysis, recommendations, actions) in TEXTS.items():
        write_text(
            actor=pilot,
            territory=vaucluse,
            volet=volet,
            after=0,
            state=state,
            analysis=analysis,
            recommendations=recommendations,
            actions=actions,
        )
    draw_edition(publish(actor=pilot, territory=vaucluse, after=0))
    say(f"  {vaucluse.name} : édition 1 publiée")


def _pilot() -> Actor | None:
    member = Membership.objects.filter(
        organisation__email=HOUSES[0].email, role=Role.ADMINISTRATOR
    ).first()
    return actor_of_membership(member) if member else None
