"""Who made a memory module, when the firmware prints the JEDEC code instead of the name."""

import re
from string import hexdigits

_CODE = re.compile(r"(?:0x)?((?:[0-9A-F]{2}){2,8})", re.IGNORECASE)
_JEDEC = re.compile(r"JEDEC ID:\s*", re.IGNORECASE)
_SWAPPED = re.compile(r"Unknown - \[0x([0-9A-F]{2})([0-9A-F]{2})\]", re.IGNORECASE)
_CONTINUES = 0x7F
# JEDEC JEP106: how many banks to skip, then the maker in its bank (with its bit of parity).
_MAKERS = {
    (0, 0x07): "Hitachi",
    (0, 0x10): "NEC",
    (0, 0x2C): "Micron",
    (0, 0x89): "Intel",
    (0, 0x98): "Kioxia (Toshiba)",
    (0, 0xAD): "SK Hynix",
    (0, 0xC1): "Infineon",
    (0, 0xCE): "Samsung",
    (1, 0x4F): "Transcend",
    (1, 0x7A): "Apacer",
    (1, 0x94): "SMART Modular",
    (1, 0x98): "Kingston",
    (1, 0xBA): "PNY",
    (2, 0x9E): "Corsair",
    (2, 0xFE): "Elpida",
    (3, 0x0B): "Nanya",
    (3, 0x13): "GeIL",
    (3, 0x25): "Kingmax",
    (4, 0x16): "Positivo",
    (4, 0x43): "Ramaxel",
    (4, 0x67): "Gigaram",
    (4, 0xB0): "OCZ",
    (4, 0xCB): "A-DATA",
    (4, 0xCD): "G.Skill",
    (4, 0xEF): "Team Group",
    (5, 0x02): "Patriot",
    (5, 0x51): "Qimonda",
    (5, 0x9B): "Crucial",
    (6, 0xF1): "InnoDisk",
    (10, 0x6B): "Acer",
}


def maker_of_memory(text: str) -> str:
    """Return the maker's name: the text itself, or what its code stands for; '' when unknown."""
    text = text.strip()
    if text.isalpha() and text.strip(hexdigits):
        return text
    if match := _SWAPPED.fullmatch(text):
        text = match[2] + match[1]
    digits = _JEDEC.sub("", text).replace(" ", "")
    if text.isdecimal() and len(text) < 4:
        return ""
    code = _CODE.fullmatch(digits)
    if code is None:
        return text if digits else ""
    octets = bytes.fromhex(code[1])
    banks = len(octets) - len(octets.lstrip(bytes([_CONTINUES])))
    if banks or not octets[1]:
        return _MAKERS.get((banks, (*octets, 0)[banks]), "")
    return _MAKERS.get((octets[0] & 0x7F, octets[1]), "")
