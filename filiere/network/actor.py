"""Who acts: a person in an organisation, a point of scan, or the house itself. Pure."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for whom, in which role. Pure: holds what was read, reads nothing."""

    kind: Literal["user", "point", "system"]
    user_id: int | None
    membership_id: int | None
    scan_point_id: int | None
    organisation_id: int
    organisation_kind: str
    role: str
    name: str


#: the house itself: commands typed by who holds the machine
SYSTEM = Actor("system", None, None, None, 0, "", "", "filiere")
