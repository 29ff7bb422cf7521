"""What other tools found in the same files, compared field by field.

An oracle is a module with NAME and `compare(folder)`, which yields one `Compared` for every
field that both have: one line below.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.corpus.oracles import (
    ereuse_inside,
    ereuse_lshw,
    glpi_storage,
    hw_probe_names,
    jc,
    peracotta,
)


class Oracle(Protocol):
    """What an oracle's module offers."""

    NAME: str

    def compare(self, folder: Path) -> Iterator[Compared]:
        """Yield what both have, field by field; nothing when the files are not there."""


ORACLES: tuple[Oracle, ...] = (
    ereuse_lshw,  # eReuse Workbench, from the same lshw files
    ereuse_inside,  # eReuse Workbench, from the lshw output that a snapshot holds
    glpi_storage,  # what GLPI's agent made of its own dumps
    hw_probe_names,  # the collection that DMI tables come from
    peracotta,  # what its tests expect of the same files
    jc,  # its JSON beside a recording
)
