"""What a donor calls a device, in our ten kinds."""

from __future__ import annotations

import re

from filiere.network.spelling import fold
from inventory.vocabulary import DeviceKind

WORDS: tuple[tuple[DeviceKind, str], ...] = (
    (DeviceKind.ALL_IN_ONE, r"tout en un|all in one|aio|imac"),
    (DeviceKind.MONITOR, r"ecrans?|moniteurs?|monitors?|displays?|lcd"),
    (DeviceKind.COPIER, r"copieurs?|photocopieurs?|photocopieuses?|copiers?"),
    (DeviceKind.PRINTER, r"imprimantes?|printers?|multifonctions?|mfp|laserjet"),
    (DeviceKind.STORAGE_BOX, r"nas|boitiers? de stockage|disques? externes?|stockage"),
    (DeviceKind.TABLET, r"tablettes?|tablets?|ipads?"),
    (DeviceKind.FEATURE_PHONE, r"feature phone|telephone simple|mobile simple|gsm"),
    (DeviceKind.SMARTPHONE, r"smartphones?|iphones?|telephones?|mobiles?|phones?"),
    (
        DeviceKind.LAPTOP,
        r"portables?|laptops?|notebooks?|ultrabooks?|ultraportables?|chromebooks?|macbooks?",
    ),
    (
        DeviceKind.DESKTOP,
        r"unites? centrales?|uc|desktops?|tours?|fixes?|stations?|workstations?|mini pc|de bureau",
    ),
)
PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in WORDS)


def kind_of(text: str) -> DeviceKind | None:
    """The kind a text names; None when it names none, or could be two (« PC »).

    >>> kind_of("PC portable 14 pouces"), kind_of("Téléphone portable"), kind_of("PC")
    (<DeviceKind.LAPTOP: 'laptop'>, <DeviceKind.SMARTPHONE: 'smartphone'>, None)
    """
    folded = fold(text.replace("_", " "))
    return next((kind for kind, pattern in PATTERNS if pattern.search(folded)), None)
