"""What a passport says, drawn the same way on the page, in the API and on the card."""

from __future__ import annotations

from dataclasses import dataclass


def what_fails(label: str) -> str:
    """« Écran » of the test « Écran : pas de fissure »: what passes is not said of what fails."""
    return label.partition(":")[0].strip()


@dataclass(frozen=True, slots=True)
class Section:
    """``picture`` names one of our pictograms; ``items`` are a list, each a few words."""

    key: str
    picture: str
    heading: str
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def drawing(self) -> str:
        """Its pictogram among the static files."""
        return f"inventory/pictograms/{self.picture}.svg"

    @property
    def empty(self) -> bool:
        return not self.lines and not self.items


@dataclass(frozen=True, slots=True)
class Said:
    """A passport in one language. ``short`` says it in a sentence, for the card and for machines.

    ``warning`` is what must be read first; empty when all is well.
    """

    language: str
    lang: str
    title: str
    kind: str
    state: str
    warning: str
    sections: tuple[Section, ...]
    short: str
    capabilities: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)
