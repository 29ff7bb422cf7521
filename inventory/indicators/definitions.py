"""The indicators, as data: what each one counts, in which unit, from what, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass

OWN, NETWORK = "read_indicators", "read_all_indicators"
COMMUNE_OF_DONOR = "commune du donateur"
COMMUNE_OF_STRUCTURE = "commune de la structure"


@dataclass(frozen=True, slots=True)
class Indicator:
    """``source`` names the journal entries; ``persons`` puts its counts under secrecy."""

    key: str
    name: str
    definition: str
    unit: str
    source: str
    where: str = ""
    persons: bool = False
    rights: tuple[str, ...] = (OWN, NETWORK)


INDICATORS = (
    Indicator(
        "collectes",
        "Appareils collectés",
        "Appareils étiquetés à leur entrée dans la filière, une seule fois chacun : un appareil "
        "qui revient (nouveau cycle) n'est pas recompté, une étiquette invalidée ne compte pas.",
        "appareils",
        "entrées « register » des appareils, moins ceux invalidés par « void »",
        COMMUNE_OF_DONOR,
    ),
    Indicator(
        "reconditionnes",
        "Appareils reconditionnés",
        "Au sens strict du décret 2022-190 : mis à disposition avec données effacées et prouvées, "
        "tous les tests obligatoires faits, aucun test en échec (même facultatif), rien de "
        "bloquant, état extérieur noté. Compté à la première mise à disposition de chaque cycle.",
        "appareils",
        "entrées « stock » des appareils, avec les tests connus à ce moment",
        COMMUNE_OF_DONOR,
    ),
    Indicator(
        "occasion",
        "Appareils d'occasion, testés",
        "Mis à disposition sans données, tests obligatoires réussis, mais une fonction "
        "facultative ne marche pas : ils ne peuvent pas être dits « reconditionnés ».",
        "appareils",
        "entrées « stock » des appareils, avec les tests connus à ce moment",
        COMMUNE_OF_DONOR,
    ),
    Indicator(
        "distribues",
        "Appareils distribués",
        "Appareils remis à une personne ou gardés par une structure pour son propre équipement, "
        "donnés, vendus ou prêtés. Une livraison à une structure n'est pas encore une "
        "distribution ; un appareil revenu puis remis de nouveau compte deux fois.",
        "appareils",
        "entrées « hand_over » des appareils",
        COMMUNE_OF_STRUCTURE,
        persons=True,
    ),
    Indicator(
        "personnes",
        "Personnes équipées",
        "Remises à une personne, en don ou en vente solidaire. Un lot (ordinateur, écran, "
        "clavier) remis ensemble compte une personne. Une même personne équipée deux fois compte "
        "deux fois : la filière ne connaît pas son nom. Les prêts sont comptés à part.",
        "personnes",
        "entrées « hand_over » à une personne (don, vente), une par lot",
        COMMUNE_OF_STRUCTURE,
        persons=True,
    ),
    Indicator(
        "prets",
        "Prêts à des personnes",
        "Remises à une personne avec une date de retour, une par lot.",
        "prêts",
        "entrées « hand_over » à une personne, mode prêt",
        COMMUNE_OF_STRUCTURE,
        persons=True,
    ),
    Indicator(
        "equipement",
        "Équipement des structures",
        "Appareils gardés par une structure pour elle-même : ils n'équipent personne "
        "en particulier.",
        "appareils",
        "entrées « hand_over » à la structure elle-même",
        COMMUNE_OF_STRUCTURE,
        persons=True,
    ),
    Indicator(
        "structures",
        "Structures bénéficiaires",
        "Structures différentes qui ont distribué au moins un appareil, ou gardé un appareil "
        "pour elles, pendant la période.",
        "structures",
        "entrées « hand_over » des appareils",
        COMMUNE_OF_STRUCTURE,
    ),
    Indicator(
        "reemploi",
        "Taux de réemploi",
        "Parmi les dons dont le premier cycle s'est terminé pendant la période (distribués, "
        "démontés pour pièces ou orientés recyclage), part des distribués. Les appareils cédés, "
        "restitués ou perdus n'y entrent pas. Ce n'est pas le taux du décret 2023-266, qui se "
        "calcule par donateur public.",
        "% des appareils",
        "entrées « hand_over », « dismantle », « recycle » du premier cycle",
        COMMUNE_OF_DONOR,
        persons=True,
    ),
    Indicator(
        "preparation",
        "Préparation en vue de la réutilisation",
        "Le même calcul pour les appareils venus d'un flux de déchets : ils ont été des déchets, "
        "ce n'est pas du réemploi.",
        "% des appareils",
        "entrées « hand_over », « dismantle », « recycle » du premier cycle",
        COMMUNE_OF_DONOR,
        persons=True,
    ),
    Indicator(
        "poids",
        "Poids collecté",
        "Somme des poids pesés des appareils collectés, par catégorie du code de "
        "l'environnement (R. 543-172 : 2 écrans, 6 petits équipements). Rien n'est estimé pour "
        "ceux qui n'ont pas été pesés : leur part est affichée.",
        "kg",
        "entrées « weigh » des appareils collectés pendant la période",
        COMMUNE_OF_DONOR,
    ),
    Indicator(
        "delais",
        "Jours à chaque étape",
        "Durée médiane, en jours entiers, des passages à une étape qui se sont terminés pendant "
        "la période. Ce qui attend encore n'y est pas.",
        "jours (médiane)",
        "entrées qui changent l'étape d'un appareil",
    ),
    Indicator(
        "insertion",
        "Heures et postes d'insertion",
        "Heures travaillées et postes occupés en contrat d'insertion, tels que l'atelier les "
        "déclare chaque mois, par type de contrat. Les postes sont la moyenne des mois déclarés.",
        "heures, postes",
        "déclaration de l'atelier (page « Heures d'insertion »)",
        persons=True,
    ),
    Indicator(
        "profils",
        "Qui est équipé",
        "Réponses facultatives données à la remise, par grandes tranches : âge, taille du foyer, "
        "quartier prioritaire (QPV), minima sociaux, accompagnement, connexion. Les personnes "
        "sans réponse sont comptées « sans réponse ».",
        "personnes",
        "réponses jointes aux remises à une personne, effaçables, hors journal",
        COMMUNE_OF_STRUCTURE,
        persons=True,
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
