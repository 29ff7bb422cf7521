"""What a camera would film: one label after another, as the raw video that Chromium takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from labels.symbols import modules

WIDTH, HEIGHT, PER_SECOND = 480, 360, 10
SCALE, TOP = 7, 50
LEFTS: dict[int, tuple[int, ...]] = {0: (), 1: (110,), 2: (20, 257)}
MARK = range(265, 310)
MARK_WIDTH = 40
WHITE, BLACK = 235, 16


def film(
    path: Path, told: Iterable[Sequence[str]], *, seconds: float = 1.5, blank: float = 1.5
) -> Path:
    """The QRs of each so long in sight, then as long of nothing; Chromium plays it over and over.

    A black mark at the left is there as long as something is to read: who looks at the frames
    of the video knows without reading the code.
    """
    colours = bytes([128]) * (WIDTH * HEIGHT // 2)
    nothing = bytes([WHITE]) * (WIDTH * HEIGHT)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for texts in told:
            for grey, long in ((_picture(texts), seconds), (nothing, blank)):
                out.write((b"FRAME\n" + grey + colours) * round(long * PER_SECOND))
    return path


def _picture(texts: Sequence[str]) -> bytes:
    rows = [bytearray([WHITE]) * WIDTH for _ in range(HEIGHT)]
    for y in MARK if texts else ():
        rows[y][:MARK_WIDTH] = bytes([BLACK]) * MARK_WIDTH
    for text, left in zip(texts, LEFTS[len(texts)], strict=True):
        _draw(rows, text, left)
    return b"".join(rows)


def _draw(rows: list[bytearray], text: str, left: int) -> None:
    for down, line in enumerate(modules(text)):
        for across, dark in enumerate(line):
            if not dark:
                continue
            for y in range(TOP + down * SCALE, TOP + (down + 1) * SCALE):
                x = left + across * SCALE
                rows[y][x : x + SCALE] = bytes([BLACK]) * SCALE
