"""Hard disk or SSD: guessed from what a tool tells, never higher than what is known."""

import re
from collections.abc import Iterable

# First: names of solid-state drives that a maker of hard disks also sells.
_SSD = re.compile(
    r"""\bSSD|SOLID.?STATE|NVME|\bWDS\d|CRUCIAL|^CT\d{3,4}|\bMZ[-\dA-Z]{4}|\bMTFD|MICRON
    |KINGSTON[ ]|SANDISK[ ]S[DS]|^SD[6-9A-Z][A-Z]{2}|LITEON|LITE-ON|PLEXTOR|\bHFS\d|HYNIX
    |\bTHNS|\bKSG|\bKBG|\bKXG|ADATA|\bOCZ|PATRIOT|TRANSCEND|^TS\d+G|\bPNY|\bHUSM|^ST\d+F[MNP]
    |APPLE.SSD|SATADOM|^TEAM|LEXAR|PHISON|INTENSO.S|^EMTEC""",
    re.VERBOSE,
)
_HDD = re.compile(
    r"""\bWD\d|^WDC|^ST\d{3}|SEAGATE|HGST|HITACHI|^H[DT][ST]\d|TOSHIBA[ ](?:M[GKNQ]|DT|HD)
    |^(?:MQ|MK|DT)\d{2}|SAMSUNG[ ](?:H[DMNAES]|S[PV]\d|MP\d)|^H[DMN]\d{3}|^WU[HS]\d|^IBM-D[A-Z]{3}
    |MAXTOR|FUJITSU|QUANTUM|IC25|\bIC35
    |EXCELSTOR|APPLE.HDD""",
    re.VERBOSE,
)
_ROTATION = re.compile(r"^(\d{4,5})\s*rpm$", re.IGNORECASE)


def from_model(model: str) -> str:
    """Return `hdd` or `ssd` when the model's name tells, else ''."""
    name = model.upper().replace("_", " ")  # udev and inxi 2 write no space
    if _SSD.search(name):
        return "ssd"
    return "hdd" if _HDD.search(name) else ""


def from_rotation(words: Iterable[str]) -> str:
    """Return `hdd` when a speed of rotation is among the words, `ssd` when none is said."""
    for word in words:
        if _ROTATION.match(word):
            return "hdd"
        if word.lower() in {"solidstate", "solid-state", "non-rotating"}:
            return "ssd"
    return ""


def guess(model: str, words: Iterable[str] = ()) -> tuple[str, str]:
    """Return the kind and how it is known: rotation, model, or assumed.

    When nothing tells, `ssd`: no method reaches a higher level on it than on a hard disk.
    """
    if kind := from_rotation(words):
        return kind, "rotation"
    if kind := from_model(model):
        return kind, "model"
    return "ssd", "assumed"
