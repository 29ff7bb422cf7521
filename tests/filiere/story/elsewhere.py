"""The guards met away from the scanner: a structure's pages, an open offer, a pallet."""

from __future__ import annotations

from collections.abc import Iterator

from tests.filiere.story.hands import DESK, PHONE, Hands, Town

ON_PAPER = "Ou signé sur papier"


def met_elsewhere(town: Town) -> Iterator[str]:
    """Name each refusal once its sentence was read on the page."""
    yield from _distributing(town, town.person("neighbour", PHONE))
    yield from _offered(town, town.person("operator", DESK))
    yield from _on_a_pallet(town, town.person("operator", DESK))


def _distributing(town: Town, agent: Hands) -> Iterator[str]:
    agent.open(f"/distribuer/?code={town.told['delivered']}")
    agent.tick(ON_PAPER)
    agent.touch("Distribuer")
    agent.reads("Indiquez votre référence de la personne, jamais son nom.")
    yield "no reference"
    agent.type("Votre référence", "D-2026-91")
    agent.tick("Prêt")
    agent.touch("Distribuer")
    agent.reads("Indiquez la date de retour du prêt.")
    yield "a loan without its end"
    agent.tick("Don")
    agent.touch("Distribuer")
    agent.reads("Confirmez que personne n'a utilisé cet appareil depuis sa livraison.")
    assert agent.page.get_by_label("Votre référence").first.input_value() == "D-2026-91"
    yield "perhaps used"
    agent.open("/livraisons/")
    agent.follow("BL-8")
    agent.page.get_by_role("checkbox").first.uncheck()
    agent.touch("Confirmer")
    agent.reads("Manque")
    agent.open(f"/appareils/{town.told['missing']}/hand_over/")
    agent.type("Référence", "D-2026-92")
    agent.tick("Personne n'a utilisé")
    agent.tick(ON_PAPER)
    agent.touch("Distribuer")
    agent.reads("Vous avez dit que cet appareil n'était pas dans la livraison.")
    yield "said missing"


def _offered(town: Town, technician: Hands) -> Iterator[str]:
    technician.open(f"/appareils/{town.told['offered']}/")
    assert technician.page.get_by_role("link", name="Effacer", exact=True).count() == 0
    technician.open(f"/appareils/{town.told['offered']}/erase/")
    technician.reads("Un transfert est proposé : il attend d'être accepté ou annulé.")
    technician.reads("Annuler un transfert")
    yield "an open offer"


def _on_a_pallet(town: Town, technician: Hands) -> Iterator[str]:
    technician.open(f"/palettes/{town.told['pallet']}/")
    technician.type("Code", town.told["unproved"])
    technician.choose("Pourquoi", "broken")
    technician.touch("Orienter sur cette palette")
    technician.reads("n'a pas de preuve d'effacement")
    yield "not clear, on a pallet"
    technician.type("Poids", "")
    technician.touch("Clore la palette")
    technician.page.locator(".field-error").locator("visible=true").first.wait_for()
    yield "a pallet without weight"
    technician.type("Code", town.told["erased"])
    technician.choose("Pourquoi", "broken")
    technician.touch("Orienter sur cette palette")
    technician.reads("est sur la palette.")
    late = technician.page.context.new_page()
    late.goto(f"{town.url}/palettes/{town.told['pallet']}/")
    late.get_by_label("Poids").first.fill("12.5")
    late.get_by_role("button", name="Clore la palette").click()
    late.get_by_text("Palette close et pesée").wait_for()
    late.close()
    technician.type("Code", town.told["locked"])
    technician.choose("Pourquoi", "broken")
    technician.touch("Orienter sur cette palette")
    technician.reads("Cette palette est close")
    yield "a pallet closed meanwhile"
