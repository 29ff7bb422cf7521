"""What a wedge scanner of another keyboard meant: as ``scan/wedge.js``, where no prefix tells.

An address of ours says by itself which keyboard mangled it; a maker's serial says nothing. So
every reading is tried, and only what bears one of them is found.
"""

from __future__ import annotations


def _pairs(told: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1:] for pair in told.split(" ")}


ON_AZERTY = _pairs(
    "&1 é2 \"3 '4 (5 -6 è7 _8 ç9 à0 )- °_ qA aQ wZ zW QA AQ WZ ZW ?M ,M m: M: !/ §/ :. /. "
    "É2 È7 Ç9 À0"
)
"""Typed on an AZERTY computer by a scanner set to QWERTY: what it meant."""
ON_QWERTY = _pairs(
    "!1 @2 #3 $4 %5 ^6 &7 *8 (9 )0 6- 8_ qA aQ wZ zW QA AQ WZ ZW :M ;M .: >/ ?/ <. ,."
)
"""Typed on a QWERTY computer by a scanner set to AZERTY."""


def readings(text: str) -> tuple[str, ...]:
    """The text as it is, then as each keyboard would have mangled it."""
    return tuple(dict.fromkeys((text, text.translate(ON_AZERTY), text.translate(ON_QWERTY))))
