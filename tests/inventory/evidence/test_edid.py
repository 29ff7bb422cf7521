"""EDID: the bytes of a screen, raw or in hexadecimal."""

import pytest

from inventory.evidence.readers import edid_block
from inventory.evidence.unreadable import Unreadable
from tests.inventory.evidence.reading import codes, parts, read


def block(maker: str = "DEL", *, serial: str = "TESTSER1", name: str = "DELL TEST24") -> bytes:
    """Return a base block of our own: 518 × 324 mm, 1920 × 1200, week 42 of 2019."""
    letters = 0
    for letter in maker:
        letters = letters << 5 | ord(letter) - 64
    made = bytearray(128)
    made[0:8] = b"\x00\xff\xff\xff\xff\xff\xff\x00"
    made[8:10] = letters.to_bytes(2, "big")
    made[10:12] = (0xA0B1).to_bytes(2, "little")
    made[16], made[17], made[18], made[19] = 42, 29, 1, 3
    made[21], made[22] = 52, 32
    timing = bytearray(18)
    timing[0:2] = b"\x28\x3c"
    timing[2], timing[4], timing[5], timing[7] = 1920 & 255, 1920 >> 4 & 0xF0, 1200 & 255, 0x40
    timing[12], timing[13], timing[14] = 518 & 255, 324 & 255, 0x21
    made[54:72] = timing
    for at, tag, text in ((72, 0xFF, serial), (90, 0xFC, name)):
        said = text.encode()[:13]
        made[at : at + 18] = b"\0\0\0" + bytes([tag, 0]) + (said + b"\n").ljust(13)[:13]
    made[127] = -sum(made) % 256
    return bytes(made)


SCREEN = {
    "brand": "Dell",
    "model": "DELL TEST24",
    "serial": "TESTSER1",
    "width_mm": 518,
    "height_mm": 324,
    "width_px": 1920,
    "height_px": 1200,
    "year": 2019,
    "week": 42,
}


def as_xxd(data: bytes) -> str:
    rows = []
    for at in range(0, len(data), 16):
        part = data[at : at + 16]
        groups = " ".join(part[i : i + 2].hex() for i in range(0, 16, 2))
        letters = "".join(chr(c) if 32 <= c < 127 else "." for c in part)
        rows.append(f"{at:08x}: {groups}  {letters}")
    return "\n".join(rows)


def as_hexdump(data: bytes) -> str:
    rows = []
    for at in range(0, len(data), 16):
        part = data[at : at + 16]
        halves = f"{part[:8].hex(' ')}  {part[8:].hex(' ')}"
        letters = "".join(chr(c) if 32 <= c < 127 else "." for c in part)
        rows.append(f"{at:08x}  {halves}  |{letters}|")
    return "\n".join([*rows, f"{len(data):08x}"])


def as_xrandr(data: bytes) -> str:
    rows = "\n".join(f"\t\t{data[at : at + 16].hex()}" for at in range(0, len(data), 16))
    return f"HDMI-1 connected 1920x1200+0+0 518mm x 324mm\n\tEDID:\n{rows}\n\tscaling: none\n"


FORMS = {
    "raw": block(),
    "with an extension": block() + bytes(128),
    "one line": block().hex(),
    "spaced": block().hex(" "),
    "xxd": as_xxd(block()),
    "hexdump": as_hexdump(block()),
    "xrandr": as_xrandr(block()),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_screen_is_the_same_in_every_form(form: str) -> None:
    found = read(edid_block, FORMS[form])
    assert parts(found, "display") == [SCREEN]
    assert (found.brand, found.model, found.kind_hint) == ("Dell", "DELL TEST24", "monitor")


def test_the_panel_of_a_laptop_is_not_the_device() -> None:
    found = read(edid_block, block("AUO", name="B140TEST"))
    assert parts(found, "display")[0]["internal"] is True
    assert (found.brand, found.kind_hint) == ("", "")


def test_a_wrong_sum_is_said() -> None:
    broken = bytearray(block())
    broken[40] ^= 1
    assert "checksum" in codes(read(edid_block, bytes(broken)))


def test_half_a_block_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(edid_block, block()[:100])
    assert refusal.value.code == "truncated"


def test_the_serial_of_an_acer_is_the_one_on_its_label() -> None:
    made = bytearray(block("ACR", serial="L49086694237", name="Acer AL1916"))
    made[12:16] = (0x1903C6).to_bytes(4, "little")
    made[127] = (made[127] - sum(made)) % 256
    (screen,) = parts(read(edid_block, bytes(made)), "display")
    assert (screen["serial"], screen["brand"]) == ("L4908669001903C64237", "Acer")


@pytest.mark.parametrize(
    ("maker", "number", "label"),
    [("GSM", 338_671, "9Y671"), ("PHL", 6457, "006457"), ("HIT", 6538, "6538")],
)
def test_a_number_alone_is_told_as_the_label_ends(maker: str, number: int, label: str) -> None:
    made = bytearray(block(maker, serial=""))
    made[12:16] = number.to_bytes(4, "little")
    (screen,) = parts(read(edid_block, bytes(made)), "display")
    assert screen["serial"] == label
