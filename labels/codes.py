"""The codes on the labels: 9 characters of Crockford base32, the last one a check.

A code is 8 random characters and 1 check character (Luhn mod 32). Any single wrong
character is caught, and any swap of two neighbours except `0` with `Z`. Codes are kept
in their bare form (`7KQ2MDX44`), shown with hyphens, and read as people and scanners
give them: any case, `O` for `0`, `I` and `L` for `1`, spaces, hyphens, or the whole
address of the QR (`HTTPS://…/D/7KQ2MDX44`).
"""

import random as random_module
import re
import secrets
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY = 8
LENGTH = BODY + 1

# Longer than any address we print: what is beyond is not looked at.
LONGEST_TEXT = 300

InvalidKind = Literal["length", "character", "check"]

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_FORGIVEN = {"O": "0", "I": "1", "L": "1"}
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d")
# Invisible marks that a copy and paste brings along.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ADDRESS = re.compile(
    r"^\s*(?:(?P<scheme>https?)://)?(?P<host>[^/?#\s@\\]*)(?P<path>/[^?#]*)?(?:[?#].*)?$",
    re.IGNORECASE | re.DOTALL,
)
_CODE_PATH = re.compile(r"^/(?:[^/]+/)*D/(?P<code>[^/]*)/?\s*$", re.IGNORECASE)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


class InvalidCode(ValueError):
    """The text is no code; `kind` says why to a program, the message says it in French."""

    def __init__(self, kind: InvalidKind, detail: str) -> None:
        super().__init__(detail)
        self.kind: InvalidKind = kind
        self.detail = detail


def check_character(body: str) -> str:
    """Return the character that completes these 8 (Luhn mod 32, rightmost counted double)."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = _VALUE[character]
        if place % 2 == 0:
            value = value * 2 - 31 if value > 15 else value * 2
        total += value
    return ALPHABET[-total % 32]


def mint(random: random_module.Random | None = None) -> str:
    """Draw a new code; `random` is the system's source of secrets unless given."""
    source = random or secrets.SystemRandom()
    body = "".join(source.choice(ALPHABET) for _ in range(BODY))
    return body + check_character(body)


def is_code(text: str) -> bool:
    """True when `text` is a code in its bare form, exactly as we keep it."""
    return (
        len(text) == LENGTH
        and all(character in _VALUE for character in text)
        and check_character(text[:BODY]) == text[BODY]
    )


def shown(code: str) -> str:
    """Return the code as people read it: `7KQ-2MD-X44`."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))


def parse(text: str) -> str:
    """Read a code as typed or scanned, from a bare text or an address; raise InvalidCode."""
    if len(text) > LONGEST_TEXT:
        raise InvalidCode("length", f"Un code compte {LENGTH} caractères : ce texte est trop long.")
    characters = _characters(text)
    if not characters:
        raise InvalidCode("length", "Aucun code n'a été saisi.")
    for character in characters:
        if character not in _VALUE:
            raise InvalidCode("character", _foreign_character(character))
    if len(characters) != LENGTH:
        few_or_many = "court" if len(characters) < LENGTH else "long"
        raise InvalidCode(
            "length",
            f"Ce code est trop {few_or_many} : il compte {len(characters)} caractère"
            f"{'s' if len(characters) > 1 else ''} au lieu de {LENGTH}.",
        )
    code = "".join(characters)
    if not is_code(code):
        raise InvalidCode(
            "check", "Ce code comporte une erreur : relisez l'étiquette, un caractère est faux."
        )
    return code


def site_of(text: str) -> str | None:
    """Return the host (and port, unless usual) of an address, or None for a bare code.

    Compare with `site_of(SITE_URL)` to tell that a label belongs to another site.
    """
    if len(text) > LONGEST_TEXT or "/" not in text:
        return None
    found = _ADDRESS.match(text)
    if not found or not found["host"]:
        return None
    host = found["host"].lower()
    return host.removesuffix(_DEFAULT_PORT.get((found["scheme"] or "").lower(), "\0"))


def neighbours(text: str) -> list[str]:
    """Return every valid code one slip away: a wrong, missing or added character, a swap.

    At most some twenty codes, in a stable order, the text's own code left out; the caller
    keeps those that exist. An unreadable character counts as the wrong one.
    """
    if len(text) > LONGEST_TEXT:
        return []
    read = _characters(text)
    tries: list[list[str]] = []
    if len(read) == LENGTH:
        tries += [[*read[:i], new, *read[i + 1 :]] for i in range(LENGTH) for new in ALPHABET]
        tries += [[*read[:i], read[i + 1], read[i], *read[i + 2 :]] for i in range(LENGTH - 1)]
    elif len(read) == LENGTH - 1:
        tries += [[*read[:i], new, *read[i:]] for i in range(LENGTH) for new in ALPHABET]
    elif len(read) == LENGTH + 1:
        tries += [[*read[:i], *read[i + 1 :]] for i in range(LENGTH + 1)]
    own = "".join(read)
    found = ("".join(characters) for characters in tries)
    return list(dict.fromkeys(code for code in found if code != own and is_code(code)))


def _characters(text: str) -> list[str]:
    """Return the characters that matter, forgiven and in upper case; ASCII letters only."""
    kept: list[str] = []
    for character in _code_part(text):
        if character.isspace() or character in _HYPHENS or character in _INVISIBLE:
            continue
        upper = character.upper() if character.isascii() else character
        kept.append(_FORGIVEN.get(upper, upper))
    return kept


def _code_part(text: str) -> str:
    """Return what follows `/D/` in an address, else the text itself."""
    address = _ADDRESS.match(text)
    path = _CODE_PATH.match(address["path"]) if address and address["path"] else None
    return path["code"] if path else text


def _foreign_character(character: str) -> str:
    if character == "U":
        return "Un code ne contient jamais la lettre U : est-ce un V ?"
    if not character.isprintable():
        return "Ce code contient un caractère illisible."
    return f"Un code ne compte que chiffres et lettres sans accent : « {character} » est faux."
