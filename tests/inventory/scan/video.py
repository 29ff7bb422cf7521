"""What a camera would film: one label after another, as the raw video that Chromium takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from labels.symbols import modules

WIDTH, HEIGHT, PER_SECOND = 480, 360, 10
SCALE, LEFT, TOP = 7, 110, 50
WHITE, BLACK = 235, 16


def film(path: Path, texts: Iterable[str], *, seconds: float = 1.5) -> Path:
    """Each text as a QR for so long, then as long of nothing; Chromium plays it over and over."""
    frames = round(seconds * PER_SECOND)
    colours = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for text in texts:
            for grey in (_picture(text), bytes([WHITE]) * (WIDTH * HEIGHT)):
                out.write((b"FRAME\n" + grey + colours) * frames)
    return path


def _picture(text: str) -> bytes:
    rows = [bytearray([WHITE]) * WIDTH for _ in range(HEIGHT)]
    for down, line in enumerate(modules(text)):
        for across, dark in enumerate(line):
            if not dark:
                continue
            for y in range(TOP + down * SCALE, TOP + (down + 1) * SCALE):
                x = LEFT + across * SCALE
                rows[y][x : x + SCALE] = bytes([BLACK]) * SCALE
    return b"".join(rows)
