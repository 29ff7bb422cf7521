"""Label media as data: sheets and rolls, in millimetres from the top left of the page.

``labels/media/*.csv`` holds them, ``labels/media/sources.md`` says where they come from. A medium
that somebody describes by hand is a ``Sheet`` as well: what cannot be is refused in French.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

MEDIA = Path(__file__).resolve().parent / "media"
TOLERANCE = 0.15
"""Millimetres by which the makers' own figures may overrun their page."""
LEAST, MOST = 5.0, 1200.0


class ImpossibleSheet(ValueError):
    """These measures are those of no sheet; the message says which, in French."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One medium; a roll is a page of one label.

    ``inside_x`` and ``inside_y`` are the margins inside a label where nothing is printed; ``dpi``
    is the resolution on whose dots modules are drawn; ``title`` names a medium measured by hand.
    """

    key: str
    maker: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    inside_x: float = 1.5
    inside_y: float = 1.5
    dpi: int = 600
    title: str = ""

    def __post_init__(self) -> None:
        sizes = (self.page_width, self.page_height, self.width, self.height)
        if not all(LEAST <= size <= MOST for size in sizes):
            raise ImpossibleSheet(f"Une page, une étiquette mesurent de {LEAST:.0f} mm à 1,2 m.")
        if not (1 <= self.columns <= 50 and 1 <= self.rows <= 100):
            raise ImpossibleSheet("Une planche compte de 1 à 50 colonnes et de 1 à 100 rangées.")
        if self.columns > 1 and self.pitch_x < self.width - TOLERANCE:
            raise ImpossibleSheet("D'une colonne à l'autre, les étiquettes se chevauchent.")
        if self.rows > 1 and self.pitch_y < self.height - TOLERANCE:
            raise ImpossibleSheet("D'une rangée à l'autre, les étiquettes se chevauchent.")
        right = self.left + (self.columns - 1) * self.pitch_x + self.width
        bottom = self.top + (self.rows - 1) * self.pitch_y + self.height
        over = max(right - self.page_width, bottom - self.page_height, -self.left, -self.top)
        if not over <= TOLERANCE:
            raise ImpossibleSheet("Les étiquettes dépassent de la page.")
        if not all(map(isfinite, (self.left, self.top, self.pitch_x, self.pitch_y))):
            raise ImpossibleSheet("Chaque mesure est un nombre de millimètres.")
        if not (0 <= self.inside_x < self.width / 2 and 0 <= self.inside_y < self.height / 2):
            raise ImpossibleSheet("La marge intérieure ne laisse rien de l'étiquette.")
        if not 100 <= self.dpi <= 2400:
            raise ImpossibleSheet("Une imprimante compte de 100 à 2400 points par pouce.")

    @property
    def name(self) -> str:
        return self.title or f"{self.maker} {self.key}"

    @property
    def size(self) -> str:
        """Of one label, as it is said: « 63,5 × 38,1 mm »."""
        return f"{self.width:g}\u00a0×\u00a0{self.height:g}\u00a0mm".replace(".", ",")

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def is_roll(self) -> bool:
        return self.per_page == 1

    def corner(self, number: int) -> tuple[float, float]:
        """Top left of label ``number`` of a page, counted from 1, row by row."""
        row, column = divmod(number - 1, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


def _read(file: Path) -> Iterator[Sheet]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            told = {name: float(value) for name, value in row.items() if name not in TEXTS}
            columns, rows = int(told.pop("columns", 1)), int(told.pop("rows", 1))
            dpi, width, height = int(told.pop("dpi")), told.pop("width"), told.pop("height")
            yield Sheet(
                key=row["key"],
                maker=row["maker"],
                page_width=told.pop("page_width", width),
                page_height=told.pop("page_height", height),
                columns=columns,
                rows=rows,
                width=width,
                height=height,
                left=told.pop("left", 0.0),
                top=told.pop("top", 0.0),
                pitch_x=told.pop("pitch_x", width),
                pitch_y=told.pop("pitch_y", height),
                inside_x=told.pop("inside_x"),
                inside_y=told.pop("inside_y"),
                dpi=dpi,
            )


TEXTS = frozenset({"key", "maker"})
SHEETS: dict[str, Sheet] = {
    sheet.key: sheet for name in ("sheets", "rolls") for sheet in _read(MEDIA / f"{name}.csv")
}
