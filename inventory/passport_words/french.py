"""The passport in French."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inventory.function_tests import TESTS
from inventory.judging import co2e
from inventory.judging.systems import Runs
from inventory.papers.paper import said as day
from inventory.passport import Passport
from inventory.passport_words.section import Said, Section, what_fails
from inventory.vocabulary import HandOverMode
from inventory.wording import capital

CAN = {
    "office": "Démarches et bureautique",
    "school": "École",
    "telework": "Télétravail",
    "video_call": "Appels vidéo",
    "calls": "Appels et SMS",
    "online": "Internet",
    "touch": "Écran tactile",
    "print": "Impression",
    "scan": "Numérisation",
    "bits64": "64 bits",
    "memory": "Mémoire : {} Go",
    "ssd": "Stockage rapide (SSD) : {} Go",
    "disk": "Disque : {} Go",
    "screen": "Écran : {} pouces",
}
REFURBISHED = "Reconditionné : toutes les fonctions testées, données retirées"
USED = "D'occasion, testé"
RECALL = (
    "Cet appareil est rappelé. Ne l'utilisez plus et appelez la filière : son effacement doit "
    "être refait."
)


def said(told: Passport) -> Said:
    kind = told.kind_label[:1].upper() + told.kind_label[1:]
    sections = (
        Section("data", "data", "Données", tuple(data(told)), tuple(media(told))),
        Section("can", "can", "Ce qu'il sait faire", (), capabilities(told)),
        Section("works", "works", "Tests", tuple(works(told)), tests(told)),
        Section("updates", "updates", "Mises à jour de sécurité", tuple(updates(told))),
        Section("battery", "battery", "Batterie", tuple(battery(told))),
        Section("guarantee", "guarantee", "Garantie", tuple(guarantee(told))),
        Section("planet", "planet", "Pour la planète", tuple(planet(told))),
        Section(
            "way",
            "way",
            "Son parcours",
            (),
            tuple(f"{capital(w.label)} le {day(w.on)}" for w in told.way),
        ),
        Section("call", "call", "Une question\u00a0?", (call(told),)),
    )
    return Said(
        language="fr",
        lang="fr",
        title=told.name or kind,
        kind=kind,
        state=REFURBISHED if told.refurbished else USED,
        warning=RECALL if told.recalled else "",
        sections=tuple(one for one in sections if not one.empty),
        short=f"{kind} {told.name}".strip(),
        capabilities=capabilities(told),
        labels=tuple(labels(told)),
    )


def labels(told: Passport) -> Iterator[tuple[str, str]]:
    """Facts in pairs; what is not known is left out."""
    pairs = (
        ("Processeur", told.cpu),
        ("Système", told.system),
        ("Aspect", f"Grade {told.grade}, {told.grade_label}" if told.grade else ""),
        ("Avec", ", ".join(told.accessories)),
        ("Année", _year(told)),
    )
    return ((name, value) for name, value in pairs if value)


def _year(told: Passport) -> str:
    age = told.told.age
    return f"{age.year}{'' if age.sure else ' environ'} ({age.method})" if age else ""


def capabilities(told: Passport) -> tuple[str, ...]:
    return tuple(CAN[one.key].format(one.value.replace(".", ",")) for one in told.told.capabilities)


def data(told: Passport) -> Iterator[str]:
    if told.recalled:
        yield "Un rappel est ouvert : rapportez cet appareil à l'atelier, ses supports aussi."
    elif told.media:
        yield "Chaque support a été effacé avant la sortie de l'atelier, et l'effacement vérifié."
    else:
        yield "Aucun support de stockage : vérifié à l'atelier."
    if found := told.certificate:
        stands = "valide" if found.valid else "retiré"
        yield f"Certificat d'effacement n° {found.number}, du {day(found.issued)} : {stands}."


def media(told: Passport) -> Iterator[str]:
    for one in told.media:
        size = f" de {one.size_gb} Go" if one.size_gb else ""
        level = f", niveau {one.level}" if one.level else ""
        kind = one.kind[:1].upper() + one.kind[1:]
        yield f"{kind}{size} : {one.method}{level}, le {day(one.ended_at.date())}"


def works(told: Passport) -> Iterator[str]:
    if told.failed:
        yield (
            "Ne fonctionne pas : "
            + ", ".join(what_fails(TESTS[key].label) for key in told.failed)
            + "."
        )
    if told.passed:
        several = "s" if len(told.passed) > 1 else ""
        yield f"{len(told.passed)} fonction{several} testée{several} et en état :"


def tests(told: Passport) -> tuple[str, ...]:
    return tuple(TESTS[key].label for key in told.passed)


def updates(told: Passport) -> Iterator[str]:
    found = told.told.support
    if found:
        yield f"{found.name} : {_until(found, told.on)}."
    advised = told.told.advised
    if advised and (found is None or not found.served(told.on)) and advised != found:
        yield f"Peut recevoir {advised.name} : {_until(advised, told.on)}."


def _until(found: Runs, on: date) -> str:
    if found.until is None:
        return "plus suivi" if found.until_is == "over" else "suivi, sans date de fin annoncée"
    if not found.served(on):
        return f"plus suivi depuis le {day(found.until)}"
    about = ", date déduite" if found.until_is == "derived" else ""
    return f"suivi jusqu'au {day(found.until)}{about}"


def battery(told: Passport) -> Iterator[str]:
    for one in told.told.batteries:
        if one.percent is not None:
            yield f"{one.percent} % de sa capacité d'origine, mesurée à l'atelier."


def guarantee(told: Passport) -> Iterator[str]:
    found = told.guarantee
    if found is None:
        yield (
            "Vendu : 24 mois de garantie légale. Donné : pas de garantie légale. "
            "Prêté : réparé ou échangé pendant le prêt."
        )
    elif found.until and found.until < told.on:
        ended = f"le {day(found.until)}"
        sold = found.mode == HandOverMode.SOLD
        yield f"Garantie légale finie {ended}." if sold else f"Prêt fini {ended} : à rapporter."
    elif found.mode == HandOverMode.SOLD and found.until:
        yield f"Vendu le {day(found.since)}."
        yield f"Garantie légale de conformité jusqu'au {day(found.until)} (24 mois)."
    elif found.mode == HandOverMode.LENT and found.until:
        yield f"Prêté jusqu'au {day(found.until)} : réparé ou échangé pendant le prêt."
    else:
        yield f"Donné le {day(found.since)} : pas de garantie légale."
        yield "En cas de panne, appelez-nous."


def planet(told: Passport) -> Iterator[str]:
    found = told.told.avoided
    if found is None:
        return
    yield f"{_kg(found.low, found.high)} de CO2e évités par année d'usage."
    yield f"S'il remplace {co2e.COUNTERFACTUAL}. Méthode : {co2e.METHOD}."
    if found.method == "derived":
        yield "Chiffre déduit du type publié le plus proche."


def _kg(low: float, high: float) -> str:
    if low == high:
        return f"{low:g} kg".replace(".", ",")
    return f"{low:.0f} à {high:.0f} kg"


def call(told: Passport) -> str:
    name, phone = told.contact
    return f"Ou vous avez trouvé cet appareil\u00a0? Appelez {name} au {phone}."
