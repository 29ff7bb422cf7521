"""The commands that usody sanitize runs: which one erases a whole device, and which device.

The forms are those of its source (steps.py) and of eReuse workbench-script. A command of the same
tool in another form may only read, or write a part: it is no sign of an erasure.
"""

from __future__ import annotations

import re

_ERASING = {"badblocks", "shred"}
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"(?:sudo )?{form} (/dev/\S+)"))
    for key, form in (
        ("overwrite", r"badblocks(?=.* -[sv]*w)(?: -[wsv]+| -s?t \S+| -[pbc] \d+)+"),
        (
            "overwrite",
            r"shred(?: --force| --verbose| --zero| -[vfz]+)*(?: --iterations=| -[vfz]*n ?)[1-9]\d*",
        ),
        ("overwrite", r"shred(?: --force| --verbose)* --zero --iterations=0"),
        ("overwrite", r"shred -[vf]*z[vf]*n 0"),
        ("nvme_format", r"nvme format(?: --force)? --ses=1"),
        ("ata_secure_erase", r"hdparm --user-master(?: [um])? --security-erase \S+"),
        (
            "ata_secure_erase_enhanced",
            r"hdparm --user-master(?: [um])? --security-erase-enhanced \S+",
        ),
    )
)


def erases(command: str) -> tuple[str, str] | None:
    """Our key for a command that erases, and its device; None for one that only looks.

    The key is '' for a command of an erasing tool in a form that we do not know.
    """
    told = " ".join(command.split())
    for key, form in _FORMS:
        if found := form.fullmatch(told):
            return key, found[1]
    words = told.removeprefix("sudo ").split()
    name = words[0] if words else ""
    unknown = name in _ERASING or (name == "nvme" and "format" in words)
    return ("", "") if unknown or "--security-erase" in told else None
