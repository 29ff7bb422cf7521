"""The passport in French easy to read (FALC): short sentences, one idea each, usual words."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.function_tests import TESTS
from inventory.papers.paper import said as day
from inventory.passport import Passport
from inventory.passport_words.section import Said, Section, what_fails
from inventory.vocabulary import DeviceKind, HandOverMode

KINDS = {
    DeviceKind.LAPTOP: "ordinateur portable",
    DeviceKind.DESKTOP: "ordinateur",
    DeviceKind.ALL_IN_ONE: "ordinateur",
    DeviceKind.TABLET: "tablette",
    DeviceKind.SMARTPHONE: "téléphone",
    DeviceKind.FEATURE_PHONE: "téléphone",
    DeviceKind.MONITOR: "écran",
    DeviceKind.PRINTER: "imprimante",
    DeviceKind.COPIER: "copieur",
    DeviceKind.STORAGE_BOX: "boîtier de stockage",
}
FEMININE = frozenset({DeviceKind.TABLET, DeviceKind.PRINTER})
CAN = {
    "office": "Vous pouvez faire vos démarches sur Internet.",
    "school": "Vous pouvez apprendre et écrire.",
    "video_call": "Vous pouvez parler en vidéo.",
    "calls": "Vous pouvez téléphoner.",
    "online": "Vous pouvez aller sur Internet.",
    "print": "Vous pouvez imprimer.",
    "scan": "Vous pouvez copier un papier dans l'ordinateur.",
}
"""Sizes in gigabytes say nothing here."""


def said(told: Passport) -> Said:
    kind = KINDS[DeviceKind(told.kind)]
    sections = (
        Section("data", "data", "Les informations des autres", tuple(data(told))),
        Section("can", "can", "À quoi ça sert", tuple(capabilities(told))),
        Section("works", "works", "Est-ce que ça marche\u00a0?", tuple(works(told)), fails(told)),
        Section("updates", "updates", "La sécurité", tuple(updates(told))),
        Section("battery", "battery", "La batterie", tuple(battery(told))),
        Section("guarantee", "guarantee", "En cas de panne", tuple(guarantee(told))),
        Section("planet", "planet", "La planète", tuple(planet(told))),
        Section("call", "call", "Une question\u00a0?", tuple(call(told))),
    )
    return Said(
        language="falc",
        lang="fr",
        title=told.name or kind.capitalize(),
        kind=kind.capitalize(),
        state=_state(told, kind),
        warning=(
            "Attention. N'utilisez plus cet appareil. Téléphonez-nous." if told.recalled else ""
        ),
        sections=tuple(one for one in sections if not one.empty),
        short=f"{kind.capitalize()} {told.name}".strip(),
        capabilities=tuple(capabilities(told)),
        labels=(),
    )


def _this(told: Passport, kind: str) -> str:
    if DeviceKind(told.kind) in FEMININE:
        return f"Cette {kind}"
    return f"Cet {kind}" if kind[0] in "aeioué" else f"Ce {kind}"


def _state(told: Passport, kind: str) -> str:
    this = _this(told, kind)
    if told.refurbished:
        return f"{this} a déjà servi. Nous avons tout vérifié."
    return f"{this} a déjà servi. Nous l'avons testé{'e' if 'Cette' in this else ''}."


def data(told: Passport) -> Iterator[str]:
    if told.recalled:
        yield "Rapportez cet appareil à l'atelier."
    elif told.media:
        yield "Quelqu'un a utilisé cet appareil avant vous."
        yield "Nous avons effacé ses informations."
        yield "Nous avons vérifié."
    else:
        yield "Cet appareil ne garde pas d'informations."


def capabilities(told: Passport) -> Iterator[str]:
    for one in told.told.capabilities:
        if one.key in CAN:
            yield CAN[one.key]


def works(told: Passport) -> Iterator[str]:
    if told.passed:
        several = len(told.passed) > 1
        yield f"Nous avons fait {len(told.passed)} test{'s' if several else ''}."
        yield "Ces tests sont bons." if several else "Ce test est bon."
    if told.failed:
        yield "Voici ce qui ne marche pas\u00a0:"


def fails(told: Passport) -> tuple[str, ...]:
    """One on each line, under what announces them."""
    return tuple(what_fails(TESTS[key].label) for key in told.failed)


def updates(told: Passport) -> Iterator[str]:
    found = told.told.support
    if found is None:
        return
    if not found.served(told.on):
        yield "Cet appareil n'est plus protégé contre les virus récents."
        yield "Ne l'utilisez pas pour la banque."
    elif found.until:
        yield f"Cet appareil est protégé jusqu'en {found.until.year}."
    else:
        yield "Cet appareil est protégé."
    if found.served(told.on):
        yield "Acceptez les mises à jour."


def battery(told: Passport) -> Iterator[str]:
    percents = [one.percent for one in told.told.batteries if one.percent is not None]
    if percents:
        yield "La batterie est bonne." if min(percents) >= 80 else "La batterie est un peu usée."


def guarantee(told: Passport) -> Iterator[str]:
    found = told.guarantee
    if found and found.until and found.until < told.on:
        sold = found.mode == HandOverMode.SOLD
        over = "La garantie est finie" if sold else "Le prêt est fini"
        yield f"{over} depuis le {day(found.until)}."
        if not sold:
            yield "Rapportez l'appareil."
    elif found and found.until and found.mode == HandOverMode.SOLD:
        yield f"L'appareil est garanti jusqu'au {day(found.until)}."
        yield "L'appareil tombe en panne tout seul\u00a0?"
        yield "La réparation est gratuite."
    elif found and found.until:
        yield f"L'appareil est prêté jusqu'au {day(found.until)}."
        yield "Après, vous le rendez."
    yield "Téléphonez-nous."


def planet(told: Passport) -> Iterator[str]:
    if told.told.avoided:
        yield "Vous gardez un appareil qui marche."
        yield "Vous polluez moins qu'avec un appareil neuf."


def call(told: Passport) -> Iterator[str]:
    name, phone = told.contact
    yield f"Téléphonez à {name}."
    yield f"Le numéro est le {phone}."
