"""One field said by several files: which value is shown, and the rule that chose it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inventory.evidence.description import Sure, Told
from inventory.evidence.sameness import finer, key_of, near, usable_part

RULES: dict[str, str] = {
    "alone": "Un seul relevé le dit.",
    "same": "Les relevés disent la même chose.",
    "installed": "La mémoire installée passe avant celle que le système peut employer.",
    "finer": "La valeur la plus précise contient l'autre.",
    "surer": "Ce qui est lu passe avant ce qui est calculé, puis avant ce qui est supposé.",
    "majority": "La valeur que le plus de relevés donnent.",
    "rank": "L'outil qui lit le plus près du matériel passe devant.",
    "first": "À rang égal, le premier relevé joint passe devant.",
}
"""The rules, in the order in which they are tried, and how they are told."""

# Who reads a thing closest to the hardware comes first; others follow, in order of arrival.
_RANK = {
    "dmidecode": 0,
    "system_profiler": 1,
    "ideviceinfo": 1,
    "getprop": 1,
    "smartctl": 1,
    "nvme list": 1,
    "kernel": 2,
    "edid": 1,
    "lshw": 2,
    "hwinfo": 3,
    "battery": 3,
    "decode-dimms": 1,
    "lscpu": 2,
    "hdparm": 3,
    "lsblk": 4,
    "inxi": 5,
}
_LAST_RANK = 9
_SURE = {Sure.TOLD: 0, Sure.DERIVED: 1, Sure.GUESSED: 2}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one file says of a field, and where in it."""

    value: Told
    path: str
    sure: Sure
    reader: str
    file: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A field with the claim that is shown, those that say otherwise, and the rule."""

    field: str
    chosen: Claim
    others: tuple[Claim, ...]
    rule: str

    @property
    def disputed(self) -> bool:
        """True when another file says something else."""
        return bool(self.others)


def settle(field: str, claims: Sequence[Claim]) -> Settled:
    """Choose among claims, of which there is at least one."""
    if len(claims) == 1:
        return Settled(field, claims[0], (), "alone")
    ranked = sorted(claims, key=lambda claim: (_SURE[claim.sure], _rank(claim)))
    first = ranked[0]
    others = [claim for claim in ranked if not near(field, first.value, claim.value)]
    if not others:
        return Settled(field, first, (), "same")
    chosen, rule = _chosen(field, ranked)
    left = tuple(claim for claim in ranked if not near(field, chosen.value, claim.value))
    return Settled(field, chosen, left, rule)


def _chosen(field: str, ranked: list[Claim]) -> tuple[Claim, str]:
    """Return the claim that a rule chooses, with the rule's name."""
    values = list(dict.fromkeys(claim.value for claim in ranked))
    for name, covers in (("installed", usable_part), ("finer", finer)):
        for value in values:
            rest = (other for other in values if not near(field, value, other))
            first_other = next(rest, None)
            if first_other is None or not covers(field, value, first_other):
                continue
            if all(covers(field, value, other) for other in rest):
                return next(claim for claim in ranked if claim.value == value), name
    surest = [claim for claim in ranked if claim.sure == ranked[0].sure]
    if len({key_of(field, claim.value) for claim in surest}) == 1:
        return surest[0], "surer"
    votes = Counter(key_of(field, claim.value) for claim in surest)
    (key, most), *fewer = votes.most_common()
    if all(most > count for _, count in fewer):
        return next(claim for claim in surest if key_of(field, claim.value) == key), "majority"
    first, *others = surest
    equal = any(
        _rank(one) == _rank(first) and not near(field, first.value, one.value) for one in others
    )
    return first, "first" if equal else "rank"


def _rank(claim: Claim) -> int:
    return _RANK.get(claim.reader, _LAST_RANK)
