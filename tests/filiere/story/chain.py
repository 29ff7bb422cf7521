"""One laptop, from a donor's page to its return, by those who do it, on screens of one width.

One running site; each step begins where the one before ended, as in a workshop.
"""

from __future__ import annotations

from tests.filiere.story.hands import Hands, Town


def from_gift_to_return(town: Town, width: int) -> None:
    code = town.told["labels"].pop()
    technician = town.person("operator", width)
    gift = _given(town.person("", width), technician)
    _fetched(technician, gift)
    _printed(technician)
    _registered(technician, code)
    _audited_and_erased(technician, code)
    _repaired_and_put_in_stock(technician, code)
    agent = town.person("requester", width)
    _requested(agent)
    _served(technician, code)
    _received_and_distributed(agent, code)
    _brought_back(agent, technician, code)


def _given(donor: Hands, technician: Hands) -> str:
    """Proposed without account; accepted and planned. The address of the collection."""
    donor.open("/donner/")
    donor.type("Ordinateur portable", "2")
    donor.tick("Ce matériel m'appartient")
    donor.tick("un particulier")
    donor.type("Commune", "Avignon")
    donor.page.get_by_label("Adresse").press_sequentially("3, rue des Figues", delay=200)
    donor.type("Votre nom", "Mme Fictive")
    donor.type("Téléphone", "06 39 98 00 11", exact=True)
    donor.touch("Proposer ce don")
    donor.reads("votre proposition est reçue")
    technician.open("/")
    technician.open("/collectes/propositions/")
    technician.page.locator(".rows a").first.click()
    technician.reads("Mme Fictive")
    technician.type("Jour de l'enlèvement", "2099-01-04")
    technician.touch("Accepter ce don")
    technician.reads("Don accepté")
    gift = technician.page.url
    technician.reads("Prévue le")
    donor.page.reload()
    donor.reads("4 janvier 2099")
    return str(gift)


def _fetched(technician: Hands, gift: str) -> None:
    """At the door: one refused with its reason, weight, and the donor's signature drawn."""
    technician.open(gift)
    technician.follow("Enlever")
    technician.type("Reçus", "1")
    technician.type("Refusés", "1")
    technician.choose("Pourquoi refusés", label="Cassé")
    technician.type("Poids total", "2,4")
    technician.touch("Enlever")
    technician.reads("La signature est vide")
    technician.sign()
    technician.touch("Enlever")
    technician.reads("Collecte enlevée.")
    technician.reads("Bon d'enlèvement")


def _printed(technician: Hands) -> None:
    """A sheet of labels printed ahead: minted once, whatever the finger does."""
    technician.open("/etiquettes/")
    technician.type("Combien d'étiquettes", "3")
    technician.page.get_by_role("button", name="Faire ces étiquettes").dblclick(no_wait_after=True)
    technician.reads("3 codes neufs")
    technician.page.get_by_role("button", name="Ouvrir le PDF").wait_for()


def _registered(technician: Hands, code: str) -> None:
    """The mode asks once which gift and which kind; then a scan is a device."""
    technician.scanner("/scanner/?mode=")
    technician.scan(code)
    technician.reads("Cette étiquette est libre")
    technician.open("/scanner/?mode=register")
    technician.tick("Un particulier")
    technician.choose("Type", label="Ordinateur portable")
    technician.touch("Commencer à scanner")
    technician.scanner_ready()
    technician.scan(code)
    technician.answered("Enregistré")
    technician.scan(code)
    technician.answered("Déjà fait")


def _audited_and_erased(technician: Hands, code: str) -> None:
    """Out of turn, the sentence says why, and its button goes there."""
    technician.scanner("/scanner/?mode=stock&regle=1")
    technician.scan(code)
    technician.answered("Pas encore")
    technician.reads("Cet appareil n'a pas encore été audité.")
    technician.follow("Auditer")
    disk = technician.page.get_by_role("group", name="Support 1")
    disk.get_by_label("Type").select_option("ssd")
    disk.get_by_label("N° de série").fill(f"S3Z9{code}")
    technician.type("Marque", "Dell")
    technician.tick("B · traces légères")
    technician.page.get_by_role("button", name="Auditer").last.click()
    technician.scanner_ready()
    technician.answered("Audité")
    technician.scan(code)
    technician.answered("Pas encore")
    technician.reads(f"Le disque SSD (n° S3Z9{code}) n'a pas de preuve d'effacement.")
    technician.follow("Effacer")
    technician.choose("Méthode", "sanitize_block_erase")
    technician.touch("Effacer")
    technician.reads("n'a pas été vérifié")
    technician.tick("J'ai vérifié")
    technician.touch("Effacer")
    technician.scanner_ready()
    technician.answered("Effacé")


def _repaired_and_put_in_stock(technician: Hands, code: str) -> None:
    technician.scan(code)
    technician.answered("Pas encore")
    technician.scanner("/scanner/?mode=open_repair&fault=keyboard&regle=1")
    technician.scan(code)
    technician.answered("En réparation")
    technician.follow("Clore la réparation")
    technician.tick("Nettoyé")
    technician.type("Temps passé", "20")
    technician.touch("Clore la réparation")
    technician.scanner_ready()
    technician.scanner("/scanner/?mode=test")
    technician.scan(code)
    technician.tick("Tout fonctionne")
    technician.page.get_by_role("button", name="Tester").last.click()
    technician.scanner_ready()
    technician.open("/scanner/?mode=stock")
    technician.type("Système installé", "Debian 12")
    technician.tick("Chargeur")
    technician.touch("Commencer à scanner")
    technician.scanner_ready()
    technician.scan(code)
    technician.answered("Disponible")


def _requested(agent: Hands) -> None:
    """Three screens; never a name."""
    agent.open("/")
    agent.follow("Faire une demande")
    agent.tick("Aller à l'école")
    agent.touch("Continuer")
    agent.type("Votre référence", "D-2026-77")
    agent.touch("Relire")
    agent.page.get_by_role("button", name="Envoyer la demande").dblclick(no_wait_after=True)
    agent.page.wait_for_url("**/demandes/0*/")


def _served(technician: Hands, code: str) -> None:
    technician.open("/demandes/")
    technician.page.locator("main .rows a").first.click()
    technician.type("Réserver en scannant", f"{technician.url}/D/{code}")
    technician.page.keyboard.press("Enter")
    technician.reads("Réservé.")
    technician.follow("Préparer la livraison")
    technician.touch("Livrer")
    technician.reads("Livraison prête")


def _received_and_distributed(agent: Hands, code: str) -> None:
    agent.open("/livraisons/")
    agent.page.locator("main .rows a").first.click()
    agent.touch("Confirmer")
    agent.reads("Livraison confirmée.")
    agent.follow("Distribuer")
    assert agent.page.get_by_label("Votre référence").input_value() == "D-2026-77"
    agent.tick("Personne n'a utilisé")
    agent.touch("Distribuer")
    agent.reads("La signature est vide.")
    agent.sign()
    agent.touch("Distribuer")
    agent.reads("Fiche de remise (PDF)")


def _brought_back(agent: Hands, technician: Hands, code: str) -> None:
    """Back from its person: a new round begins, and its disk must be erased again."""
    agent.follow("Enregistrer un retour")
    agent.choose("Raison", label="En panne")
    agent.touch("Enregistrer un retour")
    agent.reads("Retour enregistré. Ensuite : proposer un transfert.")
    agent.follow("Proposer un transfert")
    agent.tick("Atelier du Rhône")
    agent.touch("Proposer un transfert")
    agent.reads("Transfert proposé.")
    technician.scanner("/scanner/?mode=")
    technician.scan(code)
    technician.touch("Accepter un transfert")
    technician.answered("Transfert accepté")
    technician.open(f"/appareils/{code}/")
    technician.reads("Sans preuve d'effacement")
    technician.reads("D'un passage précédent.")
