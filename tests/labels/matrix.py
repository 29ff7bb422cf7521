"""Each medium that carries a QR × layout × resolution × damage, as images to be read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from PIL import Image

from labels.bitmap import image
from labels.layout import DoesNotFit, Kind, plan
from labels.sheets import SHEETS
from labels.symbols import modules
from tests.labels.damage import DAMAGES, Damage, Printed
from tests.labels.sheet_reading import some

DPI = (203, 300, 600)
LAYOUTS: tuple[Kind, ...] = ("full", "code")


@dataclass(frozen=True)
class Case:
    """One image, and what reads of it: the address of its code."""

    medium: str
    kind: Kind
    dpi: int
    damage: str
    address: str
    seen: Image.Image


def cases(
    media: Sequence[str] = tuple(SHEETS),
    dpis: Sequence[int] = DPI,
    damages: Mapping[str, Damage] = MappingProxyType(DAMAGES),
) -> Iterator[Case]:
    """Every case that can be; a new code and a new damage for each, the same at each run."""
    labels = iter(some(len(media) * len(dpis) * len(LAYOUTS), seed=6))
    for medium in media:
        for dpi in dpis:
            for kind in LAYOUTS:
                label = next(labels)
                sheet = replace(SHEETS[medium], dpi=dpi)
                try:
                    layout = plan(sheet, len(modules(label.address)), (kind,))
                except DoesNotFit:
                    continue
                dots = dpi / 25.4
                module = round(layout.module * dots)
                printed = Printed(
                    image(sheet, label, dpi, kinds=(kind,)),
                    round(layout.symbol_x * dots),
                    round(layout.symbol_y * dots),
                    29 * module,
                    module,
                )
                for damage, what in damages.items():
                    source = random.Random(f"{medium} {dpi} {kind} {damage}")
                    yield Case(medium, kind, dpi, damage, label.address, what(printed, source))
