"""Which medium is meant: by id, by the code on its label, by its serial."""

from __future__ import annotations

from collections.abc import Iterable

from inventory.evidence.serials import clean_serial
from inventory.promise import named
from inventory.refusals import Refused
from inventory.state import MediumState


def find_medium(media: Iterable[MediumState], key: str) -> MediumState:
    """The one medium meant by an id, a loose code or a serial number.

    Raises
    ------
    Refused
        ``unknown-medium`` when none answers, ``ambiguous-medium`` when several do.
    """
    known = list(media)
    for medium in known:
        if key == medium.id or (medium.code and key.upper().replace("-", "") == medium.code):
            return medium
    serial = clean_serial(key)
    found = [medium for medium in known if serial and medium.serial_key == serial]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            "ambiguous-medium",
            f"Plusieurs supports portent le numéro {key}. Choisissez-le dans la liste.",
        )
    told = ", ".join(named(medium) for medium in known) or "aucun"
    raise Refused(
        "unknown-medium",
        f"Cet appareil ne contient pas de support « {key} ». Supports connus : {told}.",
        suggest=("audit",),
    )
