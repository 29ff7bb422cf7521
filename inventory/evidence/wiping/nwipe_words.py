"""The words of nwipe, over its versions: methods, statuses, verdicts (nwipe src/method.c)."""

from __future__ import annotations

import re
from datetime import datetime

_OVERWRITE: dict[str, int] = {
    "quick erase": 0,
    "fill with zeros": 1,
    "fill with ones": 1,
    "prng stream": 1,
    "dod short": 3,
    "dod 5220.22-m": 7,
    "gutmann wipe": 35,
    "rcmp tssit ops-ii": 8,
    "hmg is5 enhanced": 3,
    "bruce schneier 7-pass": 7,
    "bmb21-2019": 6,
}
"""Passes of one round, the final blanking not counted (*Quick Erase* was that blanking alone)."""
_COMMANDS = {
    "sanitize crypto erase (ata/scsi/nvme)": "crypto_erase",
    "sanitize block erase (ata/scsi/nvme)": "sanitize_block_erase",
    "sanitize overwrite (ata/scsi/nvme)": "sanitize_overwrite",
    "secure erase + prng + verify": "overwrite",
}
SECURE_ERASE = "secure erase (ata/nvme)"
STATUSES = {
    "Erased": "success",
    "ERASED": "success",
    "-FAILED-": "failed",
    "--FAIL--": "failed",
    "FAILED": "failed",
    "UABORTED": "aborted",
    "ABORTED": "aborted",
    "INSANITY": "insane",
}
"""The word of a disc in the table of the log and in the PDF; any other is not clear."""
MOMENT = r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}"
TOOL = re.compile(r"(?:info: nwipe|banner\s*=\s*nwipe|NWIPE version)\s+(\d+\.\d+[\w.+-]{0,20})")


def passes(label: str, rounds: int, *, blank: bool) -> int:
    """How many times the whole disc was written, 0 when the method does not overwrite."""
    each = _OVERWRITE.get(_key(label))
    return 0 if each is None else each * rounds + blank


def method(label: str, *, device: str, rounds: int = 1, blank: bool = False) -> str:
    """Our key for a method of nwipe, '' when it erases nothing we know (*Verify Zeros*)."""
    key = _key(label)
    if key == SECURE_ERASE:
        return "nvme_format" if device.startswith("nvme") else "ata_secure_erase"
    if key in _OVERWRITE:
        times = passes(label, rounds, blank=blank)
        return "overwrite_multi" if times > 1 else "overwrite" if times else ""
    return _COMMANDS.get(key, "")


def moment(text: str) -> datetime | None:
    """The machine's own clock: nwipe never says its zone."""
    try:
        return datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
