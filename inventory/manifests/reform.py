"""Purchase, reform and protection, as a line of a donor's list tells them; all may be absent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils import timezone

from filiere.network.spelling import fold
from inventory.reform import Reform
from inventory.sheets.days import bounds, day_said

OLDEST = 1970
YES = frozenset(
    {"oui", "o", "yes", "y", "vrai", "true", "1", "x", "classe", "classee", "classifie", "protege",
     "protegee", "secret", "tres secret", "diffusion restreinte", "confidentiel defense"}
)  # fmt: skip
NO = frozenset(
    {"non", "n", "no", "faux", "false", "0", "aucun", "aucune", "neant", "sans", "non classe",
     "non protege", "non classifie"}
)  # fmt: skip
SILENT = frozenset({"", "na", "n a", "nc", "inconnu", "inconnue", "none", "null", "nsp"})
KNOWN = YES | NO | SILENT
BLANK = SILENT | {"0", "neant", "aucune", "x"}
UNREAD = "« {} » n'est pas une date. Écrivez 12/03/2015, 03/2015 ou 2015."


def reform_said(cells: Mapping[str, str]) -> tuple[Reform, list[tuple[str, str]]]:
    """What the cells say, and by field what is wrong with them."""
    flaws: list[tuple[str, str]] = []
    days: dict[str, str | None] = {}
    for name in ("bought", "reformed"):
        day, what = _day(cells.get(name, ""))
        days[name] = day
        if what:
            flaws.append((name, what))
    bought, reformed = days["bought"], days["reformed"]
    if bought and reformed and bounds(reformed)[1] < bounds(bought)[0]:
        flaws.append(("reformed", "La réforme est avant l'achat. Corrigez l'une des deux dates."))
    told = cells.get("protected", "")
    word = _folded(told)
    if word not in KNOWN:
        flaws.append(("protected", f"« {told[:40]} » : écrivez oui ou non."))
    return Reform(bought, reformed, None if word in SILENT else word in YES), flaws


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


def _day(text: str) -> tuple[str | None, str]:
    if not text or _folded(text) in BLANK:
        return None, ""
    day = day_said(text)
    if day is None:
        return None, UNREAD.format(text[:40])
    if day and not OLDEST <= int(day[:4]) <= timezone.localdate().year + 1:
        return None, f"L'année {day[:4]} ne peut pas être juste. Corrigez la date."
    return day or None, ""
