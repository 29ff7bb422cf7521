"""A printer of ZPL, as far as we speak to it: lays down what it is sent, refuses the rest."""

from __future__ import annotations

import re

from PIL import Image

FORMAT = re.compile(
    r"\^XA\n\^PW(\d+)\n\^LL(\d+)\n\^LH0,0\n\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-F,:]*)\^FS\n"
    r"\^PQ1\n\^XZ\n"
)


def printed(sent: bytes) -> list[Image.Image]:
    """What a printer that follows the programming guide lays down."""
    text = sent.decode("ascii")
    assert FORMAT.sub("", text) == ""
    laid = []
    for across_dots, down_dots, total, again, across, data in FORMAT.findall(text):
        assert int(total) == int(again) == int(across) * int(down_dots)
        rows: list[bytes] = []
        full = 2 * int(across)
        for piece in re.findall(rf":|[0-9A-F]{{{full}}}|[0-9A-F]{{0,{full - 1}}},", data):
            if piece == ":":
                rows.append(rows[-1])
            else:
                rows.append(bytes.fromhex(piece.rstrip(",")).ljust(int(across), b"\0"))
        assert len(rows) == int(down_dots)
        dark = Image.frombytes("1", (int(across_dots), int(down_dots)), b"".join(rows))
        laid.append(dark.point(lambda bit: 255 - bit).convert("L"))
    return laid
