"""The page of sources and assumptions, drawn from the cards."""

from __future__ import annotations

from forecast.assumptions import ASSUMPTIONS
from forecast.need import concepts
from forecast.reference.card import Card, cards
from forecast.reference.searched import WHERE, searched

HEAD = """# Sources et hypothèses

Page produite par `manage.py write_docs` à partir des fiches de `forecast/reference/data/` et de
`forecast/assumptions.py` : ne pas la modifier à la main. Aucun chiffre n'est inventé : ce qui n'a
pas de source est une hypothèse, réglable, imprimée comme telle.

## Sources
"""
SEARCHED = f"""
## Cherché et non trouvé

{WHERE}

"""
ASSUMED = """
## Hypothèses

Chacune est tirée une fois par tirage, la même pour toute la France.

| hypothèse | bas | central | haut | unité | pourquoi |
|---|---|---|---|---|---|
"""
LACKING = """
## Besoin : les concepts, et les valeurs qui se contredisent

| concept | valeur | année | champ | source | retenue |
|---|---|---|---|---|---|
"""


def sources_page() -> str:
    """Markdown: every card, what was not found, every assumption, every value of need."""
    rows = "".join(_told(card) for card in cards().values())
    assumed = "".join(
        f"| {one.label} (`{one.name}`) | {one.low:g} | {one.central:g} | {one.high:g} | {one.unit} "
        f"| {one.why} |\n"
        for one in ASSUMPTIONS.values()
    )
    lacking = "".join(
        f"| `{row.concept}` ({row.of}) | {row.value:g} % | {row.year} | {row.field} | {row.source} "
        f"| {'oui' if row.used == 'yes' else 'non'} |\n"
        for row in concepts().itertuples()
    )
    looked = "".join(f"- **{one.what}** ({one.when:%d/%m/%Y}). {one.found}\n" for one in searched())
    return HEAD + rows + SEARCHED + looked + ASSUMED + assumed + LACKING + lacking


def _told(card: Card) -> str:
    origin = f" ; calculé de {', '.join(card.derived_from)}" if card.derived_from else ""
    return (
        f"\n### {card.title}\n\n"
        f"`{card.file}` : {card.rows} lignes, empreinte `{card.sha256[:12]}`{origin}.\n\n"
        f"- {card.publisher}, {card.year}, {card.licence}.\n"
        f"- Trouvé : {card.found} ; pris le {card.retrieved:%d/%m/%Y}.\n"
        f"- Mesure : {card.concept} ({card.unit}). Champ : {card.field_of}.\n"
        f"- Limites : {card.limits}\n"
    )
