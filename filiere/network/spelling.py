"""Names as people type them: accents, case, hyphens, apostrophes and « St » forgiven."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
LONGEST = 110


def fold(name: str) -> str:
    """The search form of a name: lower-case letters and digits, words apart by one space.

    >>> fold("L'Isle-sur-la-Sorgue"), fold("STE CÉCILE les Vignes")
    ('l isle sur la sorgue', 'sainte cecile les vignes')
    """
    plain = unicodedata.normalize("NFKD", name.translate(LIGATURES))
    letters = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    words = re.findall(r"[^\W_]+", letters)
    return " ".join(SHORT_FORMS.get(word, word) for word in words)[:LONGEST].rstrip()


def closed_up(folded: str) -> str:
    """The same without spaces, for « lisle » and « latour daigues »."""
    return folded.replace(" ", "")
