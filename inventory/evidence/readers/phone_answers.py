"""Reads what a person answered about a phone or a tablet that no cable could read.

Our own form, kept as JSON: `{"filiere": "telephone", "version": 1, "answers": {…}}`.
"""

import re
from typing import Any

from inventory.evidence.description import Description, MediumSeen, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.sections import Section

NAME = "phone-answers"
VERSION = 1
JSON_KEYS = frozenset({"filiere"})

_SIGN = re.compile(r'"filiere"\s*:\s*"telephone"')
_LOCKED = "Le compte du propriétaire est encore lié : le donateur doit le retirer."
_ENROLLED = "Appareil inscrit dans un parc géré : le donateur doit le libérer."
_RESET = "La réinitialisation est dite faite : sa preuve se donne à l'effacement."


def recognises(material: Material) -> bool:
    """Tell our form by its name."""
    if material.is_json and "filiere" not in material.keys:
        return False
    return material.looks_like_json and _SIGN.search(material.head[:400]) is not None


def describe(material: Material) -> Description:
    """Return what was answered; a question left open says nothing."""
    document: Any = material.json
    answers = Section(document.get("answers") if isinstance(document, dict) else None, "/answers")
    found = Finding(NAME, VERSION)
    answers.copy(found, brand="brand", model="model", serial="serial", kind_hint="kind")
    part = found.component("phone", path="/answers")
    answers.copy(part, imei="imei", imei2="imei2", account_lock="account_lock", enrolled="enrolled")
    gigabytes = answers.text("storage_gb")
    size = int(gigabytes) * 10**9 if gigabytes.isdecimal() and len(gigabytes) < 6 else None
    part.tell("storage_bytes", size, path="/answers/storage_gb", sure=Sure.DERIVED)
    battery = found.component("battery", path="/answers")
    answers.copy(battery, health_percent="battery_health", cycles="battery_cycles")
    system = found.component("system", path="/answers")
    answers.copy(system, name="system", version="system_version", encrypted="encrypted")
    found.medium(
        MediumSeen(
            kind="emmc",
            kind_from="assumed",
            serial="",
            model="Mémoire interne",
            size_bytes=size,
            path="/answers/storage_gb" if size else "/answers",
        )
    )
    for field, code, sentence in (
        ("account_lock", "account_lock", _LOCKED),
        ("enrolled", "enrolled", _ENROLLED),
        ("reset", "reset_said", _RESET),
    ):
        if answers.text(field) == "true":
            found.note(code, sentence)
    return found.description()
