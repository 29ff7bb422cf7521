"""Reads `lsusb`: cameras, radios and readers that hang from USB inside or outside."""

import re

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material

NAME = "lsusb"
VERSION = 1

_LINE = re.compile(
    r"^Bus \d{3} Device \d{3}: ID ([0-9a-f]{4}:[0-9a-f]{4})(?: (\S.*))?$", re.MULTILINE
)
_KINDS = (
    (re.compile(r"camera|webcam|\bcam\b", re.IGNORECASE), "camera", ""),
    (re.compile(r"bluetooth", re.IGNORECASE), "network", "bluetooth"),
    (re.compile(r"wireless|wi-?fi|802\.11|wlan", re.IGNORECASE), "network", "wireless"),
    (re.compile(r"ethernet|gigabit", re.IGNORECASE), "network", "ethernet"),
    (re.compile(r"fingerprint|biometric", re.IGNORECASE), "reader", "fingerprint"),
    (re.compile(r"smart ?card", re.IGNORECASE), "reader", "smartcard"),
    (re.compile(r"card ?reader|multicard", re.IGNORECASE), "reader", "card"),
)
_MOST = 200
OPENS = re.compile(r"Bus 00[1-9] Device 00[1-9]: ID [0-9a-f]{4}:")


def recognises(material: Material) -> bool:
    """Tell lsusb by its lines."""
    return _LINE.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the parts that lsusb names; a hub, a mouse or a key is none of the device."""
    found = Finding(NAME, VERSION)
    for number, line in enumerate(material.lines[:5000], 1):
        match = _LINE.match(line)
        name = (match[2] or "") if match else ""
        for pattern, kind, sort in _KINDS:
            if name and number < _MOST and pattern.search(name):
                part = found.component(kind, path=f"line {number}")
                part.tell("model", name, path=f"line {number}")
                if sort:
                    part.tell("type", sort, path=f"line {number}", sure=Sure.GUESSED)
                break
    found.note("no_media", "lsusb ne dit pas quels disques l'appareil contient.")
    return found.description()
