"""A volunteer's first hour: twelve tasks on a phone, and what each takes."""

from __future__ import annotations

from collections.abc import Callable

from tests.filiere.story.hands import PHONE, Hands, Town


class Volunteer:
    """Samia's first hour: one laptop that comes in and goes out."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.hands: Hands = town.person("operator", PHONE)
        self.code, self.spare = town.told["labels"].pop(), town.told["unproved"]
        self.stranger: Hands = town.person("", PHONE)


def log_in(who: Volunteer) -> None:
    hands = who.stranger
    hands.follow("Se connecter")
    hands.type("Courriel", "operator@exemple.fr")
    hands.type("Mot de passe", who.town.told["password"])
    hands.page.keyboard.press("Enter")
    hands.reads("Samia Fictive")


def where_it_stands(who: Volunteer) -> None:
    who.hands.scan(who.spare)
    who.hands.reads("Ce qui manque pour sortir")


def register(who: Volunteer) -> None:
    hands = who.hands
    hands.follow("Scanner")
    hands.page.locator("details.mode > summary").click()
    hands.follow("Enregistrer")
    hands.touch("Mairie fictive", "radio")
    hands.choose("Type", label="Ordinateur portable")
    hands.touch("Commencer à scanner")
    hands.scanner_ready()
    hands.scan(who.code)
    hands.answered("Enregistré")


def labels(who: Volunteer) -> None:
    hands = who.hands
    hands.follow("Menu")
    hands.follow("Étiquettes")
    hands.touch("Faire ces étiquettes")
    hands.reads("21 codes neufs")
    hands.touch("Ouvrir le PDF")
    hands.page.wait_for_url("**/etiquettes/feuille.pdf?*")


def audit(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Auditer")
    disk = hands.page.get_by_role("group", name="Support 1")
    disk.get_by_label("Type").select_option("ssd")
    disk.get_by_label("N° de série").fill(f"S3Z9{who.code}")
    hands.type("Marque", "Lenovo")
    hands.page.get_by_role("button", name="Auditer").last.click()
    hands.reads("Audité. Ensuite : effacer.")


def erase(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Effacer")
    hands.choose("Méthode", "sanitize_block_erase")
    hands.touch("J'ai vérifié", "checkbox")
    hands.touch("Effacer")
    hands.reads("Effacé. Ensuite : tester.")


def repair(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Réparer")
    hands.choose("Panne", label="Clavier")
    hands.touch("Réparer")
    hands.follow("Clore la réparation")
    hands.touch("Nettoyé", "checkbox")
    hands.type("Temps passé", "15")
    hands.touch("Clore la réparation")
    hands.reads("Réparé. Ensuite : tester.")


def put_in_stock(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Tester")
    hands.touch("Tout fonctionne", "checkbox")
    hands.page.get_by_role("button", name="Tester").last.click()
    hands.follow("Mettre à disposition")
    hands.touch("B · traces légères", "radio")
    hands.type("Système installé", "Debian 12")
    hands.touch("Chargeur", "checkbox")
    hands.touch(who.town.told["shelf"], "radio")
    hands.touch("Mettre à disposition")
    hands.reads("Disponible. Ensuite : réserver.")


def reserve(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Réserver")
    hands.touch("Réserver")
    hands.reads("Réservé. Ensuite : livrer")


def deliver(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.code)
    hands.follow("Livrer à la structure")
    hands.touch("Livrer à la structure")
    hands.reads("Livré")


def find(who: Volunteer) -> None:
    hands = who.hands
    hands.follow("Appareils")
    hands.type("Code, marque, modèle", "Lenovo")
    hands.page.keyboard.press("Enter")
    hands.reads("Chez CCAS des Ocres")


def undo(who: Volunteer) -> None:
    hands = who.hands
    hands.scan(who.spare)
    hands.answered("En attente")
    hands.page.locator("#told").get_by_role("button", name="Annuler").click()
    hands.answered("Annulé")


HOLD = "/scanner/?mode=hold&reason=part&waiting_for=supplier&regle=1"
HOUR: tuple[tuple[str, Callable[[Volunteer], None]], ...] = (
    ("Se connecter", log_in),
    ("Savoir où en est un appareil", where_it_stands),
    ("Enregistrer un don", register),
    ("Imprimer des étiquettes", labels),
    ("Auditer", audit),
    ("Effacer", erase),
    ("Réparer", repair),
    ("Mettre en stock", put_in_stock),
    ("Réserver", reserve),
    ("Livrer", deliver),
    ("Retrouver un appareil", find),
    ("Annuler", undo),
)


def counts(town: Town) -> dict[str, tuple[int, int, int]]:
    """Each task as done in a browser: touches, scans, fields typed."""
    who = Volunteer(town)
    found = {}
    for name, task in HOUR:
        hands = who.stranger if task is log_in else who.hands
        hands.open(HOLD if task is undo else "/")
        if task is undo:
            hands.scanner_ready()
        with hands.counted() as counted:
            task(who)
        found[name] = (counted.touches, counted.scans, counted.typed)
    return found
