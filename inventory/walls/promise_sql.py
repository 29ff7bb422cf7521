"""Clean and clear, as ``inventory.promise`` defines them, in SQL that both engines read alike."""

from __future__ import annotations

from inventory.guards import HOUSE_KINDS
from inventory.vocabulary import (
    HANDHELD,
    REMOVABLE_CARDS,
    SLOTS,
    STANDING,
    ErasureLevel,
    Statement,
)
from inventory.walls.rule import words

PROVES = words({ErasureLevel.CLEAR, ErasureLevel.PURGE})
HANDHELDS = words(HANDHELD)
CARDS = words(REMOVABLE_CARDS)


def clean(medium: str) -> str:
    """A valid proof answers the present exposure, and the medium never failed."""
    return f"""(
    {medium}.failed IS FALSE
    AND EXISTS (
        SELECT 1 FROM {{proof}} AS p
        WHERE p.medium_id = {medium}.id AND p.exposure = {medium}.exposure
          AND p.result = 'success' AND p.verified IS TRUE AND p.withdrawn IS FALSE
          AND p.level IN {PROVES})
    AND NOT EXISTS (
        SELECT 1 FROM {{proof}} AS f
        WHERE f.medium_id = {medium}.id AND f.result = 'failed'))"""


def every_medium(device: str, holds: str) -> str:
    """Each medium ``m`` in the device is so; unknown counts as not so."""
    return f"""NOT EXISTS (
    SELECT 1 FROM {{medium}} AS m
    WHERE m.device_id = {device}.code AND ({holds}) IS NOT TRUE)"""


def holds_a_medium(device: str, kind: str = "") -> str:
    which = f" AND x.kind {kind}" if kind else ""
    return f"EXISTS (SELECT 1 FROM {{medium}} AS x WHERE x.device_id = {device}.code{which})"


def has_its_memory(device: str) -> str:
    return holds_a_medium(device, f"NOT IN {CARDS}")


def clear(device: str) -> str:
    answered = " AND ".join(
        f"{device}.slot_{slot} IN ('empty', 'listed')"
        for slot in sorted({slot for slots in SLOTS.values() for slot in slots})
    )
    return f"""(
    {device}.statement IN {words({Statement.LISTED, Statement.NONE})}
    AND {device}.unlisted_media = 0
    AND ({device}.kind NOT IN {HANDHELDS} OR ({answered} AND {has_its_memory(device)}))
    AND ({device}.statement <> 'none' OR NOT {holds_a_medium(device)})
    AND {every_medium(device, clean("m"))})"""


def stands_clear(code: str) -> str:
    """The device of this code is clear if it stands where only clear devices stand."""
    return f"""NOT EXISTS (
    SELECT 1 FROM {{device}} AS d
    WHERE d.code = {code} AND d.step IN {words(STANDING)} AND {clear("d")} IS NOT TRUE)"""


def kind_of(organisation: str) -> str:
    return f"(SELECT o.kind FROM {{organisation}} AS o WHERE o.id = {organisation})"


def in_the_house(organisation: str) -> str:
    """A collection point or a workshop has it."""
    return f"{kind_of(organisation)} IN {words(HOUSE_KINDS)}"
