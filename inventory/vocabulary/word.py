"""A word of the trade: code in English, what a user reads in French."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """An enumeration whose members carry the French word shown for them."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]
