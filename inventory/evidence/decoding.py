"""Bytes made text, whoever wrote them: UTF-8, UTF-16 with or without its mark, Windows' own.

Colours of a terminal, carriage returns and a margin that every line has are taken out; nothing
else is changed.
"""

import re

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 4096
# Colours and cursor (CSI), titles (OSC), and the short escapes of terminals.
_TERMINAL = re.compile(
    r"\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)|\x1b[()][0-9A-B]"
    r"|\x1b[=>78cDEHM]"
)
_MARGIN = re.compile(r" {4}|\t")
_OVERSTRUCK = re.compile(r"[^\n]\x08")


def decode(data: bytes) -> str:
    """Return the text of a file: what no encoding explains is read as Western European."""
    if encoding := _UTF16.get(data[:2]) or _unmarked_utf16(data[:_SAMPLE]):
        text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    else:
        try:
            text = data.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            text = data.removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")
    return _plain(text)


def _unmarked_utf16(sample: bytes) -> str:
    """Tell UTF-16 by its NULs: every other byte of a text in a European language."""
    half = len(sample) // 2
    if half < 8 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _plain(text: str) -> str:
    if "\x1b" in text:
        text = _TERMINAL.sub("", text)
    if "\x08" in text:
        text = _OVERSTRUCK.sub("", text)
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return _flush(text) if text[:1] in " \t" else text


def _flush(text: str) -> str:
    """Take out the margin of a quotation, which every line that holds something has."""
    margin = match[0] if (match := _MARGIN.match(text)) else ""
    lines = text.split("\n")
    if not margin or any(line.strip() and not line.startswith(margin) for line in lines):
        return text
    return "\n".join(line.removeprefix(margin) for line in lines)
