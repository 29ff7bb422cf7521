"""What a keyboard layout makes of the keys that a wedge scanner presses: position by position.

Windows layouts « États-Unis » and « Français » (AZERTY): each row of keys, plain then with Shift.
"""

from __future__ import annotations

ROWS = {
    "qwerty": ("`1234567890-=", "~!@#$%^&*()_+", "qwertyuiop[]\\", "QWERTYUIOP{}|",
               "asdfghjkl;'", 'ASDFGHJKL:"', "zxcvbnm,./", "ZXCVBNM<>?"),
    "azerty": ("²&é\"'(-è_çà)=", "²1234567890°+", "azertyuiop^$*", "AZERTYUIOP¨£µ",
               "qsdfghjklmù", "QSDFGHJKLM%", "wxcvbn,;:!", "WXCVBN?./§"),
}  # fmt: skip


def typed(text: str, scanner: str, computer: str, *, caps: bool = False) -> str:
    """What appears on the computer when a scanner set to another layout types this text."""
    made = []
    for character in text:
        row, place = _key(character, scanner)
        told = ROWS[computer][row][place]
        made.append(told.swapcase() if caps and told.isascii() and told.isalpha() else told)
    return "".join(made)


def _key(character: str, layout: str) -> tuple[int, int]:
    for row, keys in enumerate(ROWS[layout]):
        if character in keys:
            return row, keys.index(character)
    raise ValueError(f"{character} is on no key of {layout}")
