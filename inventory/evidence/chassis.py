"""The kind of a device from its chassis, as SMBIOS names or numbers it."""

import re

_NAMES = {
    "laptop": ("notebook", "laptop", "portable", "subnotebook", "convertible", "luggable"),
    "tablet": ("tablet", "detachable", "handheld"),
    "all_in_one": ("allinone",),
    "desktop": (
        *("desktop", "lowprofile", "lowprofiledesktop", "pizzabox", "tower", "minitower"),
        *("spacesaving", "lunchbox", "mini", "minipc", "stick", "stickpc"),
    ),
}
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names}
_BY_NUMBER = {
    **dict.fromkeys((3, 4, 5, 6, 7, 15, 16, 35, 36), "desktop"),
    **dict.fromkeys((8, 9, 10, 14, 31), "laptop"),
    **dict.fromkeys((11, 30, 32), "tablet"),
    13: "all_in_one",
}
_DROPPED = re.compile(r"[^a-z]+")
_WORDS = (
    (re.compile(r"\btab(?:let)?\b", re.IGNORECASE), "tablet"),
    (re.compile(r"\bAIO\b|\ball[- ]in[- ]one\b", re.IGNORECASE), "all_in_one"),
)


def kind_of(chassis: str) -> str:
    """Return the kind of device, '' when the chassis says nothing (server, Other, Unknown)."""
    if not chassis:
        return ""
    text = chassis.strip()[:40]
    if text.isdecimal():
        return _BY_NUMBER.get(int(text), "")
    return _BY_NAME.get(_DROPPED.sub("", text.lower().removesuffix("computer")), "")


def kind_in_name(name: str) -> str:
    """Return the kind that a model's own name says, '' when it says none.

    Makers of cheap machines leave their chassis « Desktop »; a name is not left by default.
    """
    return next((kind for word, kind in _WORDS if word.search(name[:200])), "")
