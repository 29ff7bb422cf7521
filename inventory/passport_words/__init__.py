"""The passport in words: French, French easy to read (FALC), English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

from inventory.passport import Passport
from inventory.passport_words import english, french, plain
from inventory.passport_words.section import Said

LANGUAGES: Mapping[str, ModuleType] = {"fr": french, "falc": plain, "en": english}
"""By the word of the address: ``?langue=falc``."""


def said(told: Passport, language: str = "") -> Said:
    """The passport in this language; in French when it is none of ours."""
    chosen: Callable[[Passport], Said] = LANGUAGES.get(language, french).said
    return chosen(told)
