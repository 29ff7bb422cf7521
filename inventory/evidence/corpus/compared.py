"""One field that we and another tool both read."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of one file. `why` explains a difference that is not our error."""

    file: str
    field: str
    ours: Any
    theirs: Any
    why: str = ""

    @property
    def agrees(self) -> bool:
        """True when both say the same."""
        return bool(self.ours == self.theirs)
