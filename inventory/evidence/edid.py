"""EDID, the 128 bytes by which a screen says what it is (VESA E-EDID 1.4)."""

import re

from inventory.evidence.frozen import frozen

HEADER = b"\x00\xff\xff\xff\xff\xff\xff\x00"
BLOCK = 128

_HEX = frozenset("0123456789abcdefABCDEF")
_OFFSET = re.compile(r"^(?:[0-9a-fA-F]{1,8}:|[0-9a-fA-F]{7,8} )[ \t]*")

ACER_SHORT = 12
"""Letters of the serial that Acer tells: its label has the number's eight digits within."""

MAKERS = {
    "ACI": "Asus",
    "AUS": "Asus",
    "ACR": "Acer",
    "AOC": "AOC",
    "API": "Acer",
    "APP": "Apple",
    "AUO": "AU Optronics",
    "BNQ": "BenQ",
    "BOE": "BOE",
    "CMN": "Chimei Innolux",
    "CMO": "Chi Mei Optoelectronics",
    "CPQ": "Compaq",
    "CPT": "Chunghwa",
    "CSO": "CSOT",
    "DEL": "Dell",
    "DPC": "Delta",
    "EIZ": "Eizo",
    "ENC": "Eizo",
    "EPI": "Envision",
    "FUS": "Fujitsu Siemens",
    "GSM": "LG",
    "HIT": "Hitachi",
    "HPN": "HP",
    "HWP": "HP",
    "HPC": "HP",
    "HSD": "HannStar",
    "HSP": "HannStar",
    "IBM": "IBM",
    "INL": "InnoLux",
    "IVM": "Iiyama",
    "IVO": "InfoVision",
    "KDB": "KDB",
    "LEN": "Lenovo",
    "LGD": "LG Display",
    "LPL": "LG Philips",
    "LTN": "Lite-On",
    "MAX": "Belinea",
    "MEI": "Panasonic",
    "MED": "Medion",
    "MSI": "MSI",
    "NEC": "NEC",
    "PHL": "Philips",
    "QDS": "Quanta",
    "PKB": "Packard Bell",
    "SAM": "Samsung",
    "SDC": "Samsung Display",
    "SEC": "Samsung",
    "SHP": "Sharp",
    "SNY": "Sony",
    "TOS": "Toshiba",
    "VSC": "ViewSonic",
    "XMI": "Xiaomi",
    "HWV": "Huawei",
    "GBT": "Gigabyte",
    "PAN": "Panasonic",
    "HKC": "HKC",
    "ASU": "Asus",
}
PANEL_MAKERS = frozenset(
    {*("AUO", "BOE", "CMN", "CMO", "CPT", "CSO", "HSD", "INL", "IVO", "KDB", "LGD", "LPL")}
    | {*("PAN", "QDS", "SDC", "SHP", "TMX", "NCP", "HSP")}
)
"""Makers of bare panels, those inside laptops."""


_LG = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PANEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]{3,12}(?=[\x01-\x1f])")


@frozen
class Screen:
    """A screen as its EDID says; mm and px, 0 where it is silent."""

    maker: str
    product: int
    name: str
    serial: str
    year: int
    week: int
    is_model_year: bool
    width_mm: int
    height_mm: int
    width_px: int
    height_px: int
    intact: bool


def blocks_in(data: bytes) -> list[bytes]:
    """Return the base blocks in bytes, raw or behind a few other bytes; at most sixteen."""
    found: list[bytes] = []
    at = data.find(HEADER)
    while at >= 0 and len(found) < 16:
        if len(data) - at >= BLOCK:
            found.append(data[at : at + BLOCK])
        at = data.find(HEADER, at + BLOCK)
    return found


def blocks_in_text(text: str) -> list[bytes]:
    """Return the base blocks in a hexadecimal dump: xxd, hexdump -C, xrandr, edid-decode."""
    digits = "".join(_digits(line) for line in text.split("\n")[:4000])
    return blocks_in(bytes.fromhex(digits))


def _digits(line: str) -> str:
    """Return the pairs of digits of a line, without its offset nor its column of letters."""
    line = line.strip()[:8192]
    offset = _OFFSET.match(line)
    if offset:
        line = line[offset.end() :].partition("   ")[0].replace("  ", " ")
    found = ""
    for told in line.replace(",", " ").split():
        token = told.removeprefix("0x")
        if len(token) % 2 or not _HEX.issuperset(token):
            break
        found += token
        if offset and len(found) >= 32:
            return found[:32]
    else:
        return found
    return found if offset else ""


def read(block: bytes) -> Screen:
    """Return what a base block says."""
    maker = int.from_bytes(block[8:10], "big")
    letters = "".join(chr(64 + (maker >> shift & 31)) for shift in (10, 5, 0))
    texts, timing = _descriptors(block)
    number = int.from_bytes(block[12:16], "little")
    unset = number in {0, 0x01010101, 2**32 - 1}
    serial = texts.get(0xFF, "") or ("" if unset else _on_label(letters, number))
    if letters == "ACR" and len(serial) == ACER_SHORT and not unset:
        serial = f"{serial[:8]}{number:08x}{serial[8:]}".upper()
    width_px, height_px, fine_w, fine_h = timing
    width, height = block[21] * 10, block[22] * 10
    if not width or not height:
        width, height = 0, 0
    if (
        fine_w
        and fine_h
        and (not width or (abs(fine_w - width) <= 10 and abs(fine_h - height) <= 10))
    ):
        width, height = fine_w, fine_h
    week, year = block[16], block[17]
    return Screen(
        maker=letters if letters.isalpha() else "",
        product=int.from_bytes(block[10:12], "little"),
        name=texts.get(0xFC, "") or texts.get(0xFE, ""),
        serial=serial,
        year=1990 + year if year else 0,
        week=week if 1 <= week <= 54 else 0,
        is_model_year=week == 0xFF,
        width_mm=width,
        height_mm=height,
        width_px=width_px,
        height_px=height_px,
        intact=sum(block) % 256 == 0,
    )


def _on_label(maker: str, number: int) -> str:
    """Return the number as it ends the label's serial: in ten, six digits or more at Philips.

    LG writes the thousands in two characters, of 34: neither I nor O is one.
    """
    if maker == "GSM" and number < len(_LG) ** 2 * 1000:
        thousands = number // 1000
        return f"{_LG[thousands // len(_LG)]}{_LG[thousands % len(_LG)]}{number % 1000:03}"
    return f"{number:06}" if maker == "PHL" else str(number)


def _panel(said: str) -> str:
    """Return a free text: before bytes that are no letters, only what may name a panel."""
    if said.isprintable():
        return said
    named = _PANEL.match(said)
    return named[0].strip() if named else ""


def _descriptors(block: bytes) -> tuple[dict[int, str], tuple[int, int, int, int]]:
    """Return the texts by tag, and the preferred timing: px and mm, both ways."""
    texts: dict[int, str] = {}
    timing = (0, 0, 0, 0)
    for at in range(54, 126, 18):
        part = block[at : at + 18]
        if part[:3] == b"\0\0\0":
            raw = part[5:].split(b"\n")[0].split(b"\0")[0]
            said = raw.decode("cp437").strip()
            if part[3] == 0xFF and said.isprintable():
                texts.setdefault(part[3], said)
            elif part[3] == 0xFC and said.isprintable():
                texts[0xFC] = f"{texts.get(0xFC, '')} {said}".strip()
            elif part[3] == 0xFE and (said := _panel(said)):
                texts[0xFE] = f"{texts.get(0xFE, '')} {said}".strip()
        elif timing == (0, 0, 0, 0):
            timing = (
                part[2] | (part[4] & 0xF0) << 4,
                part[5] | (part[7] & 0xF0) << 4,
                part[12] | (part[14] & 0xF0) << 4,
                part[13] | (part[14] & 0x0F) << 8,
            )
    return texts, timing
