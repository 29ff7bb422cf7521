"""Ways in which a file arrives damaged: cut, doubled, flipped, nested, in another encoding."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]
NESTING = (b"[", b"{", b'{"children":[', b"<node>", b"<dict>", b"(", b'"')
HUGE = (b"9" * 4000, b"1e999", b"-1", b"0", b"", b"99999999999999999999", b"NaN", b"1.5", b"null")


def cut(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] if chance.random() < 0.7 else raw[at:]


def lines(raw: bytes, chance: random.Random) -> bytes:
    """Lines doubled, missing, exchanged."""
    found = raw.splitlines(keepends=True)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found))
        how = chance.randrange(3)
        if how == 0:
            found.insert(chance.randrange(len(found)), found[at])
        elif how == 1 and len(found) > 1:
            del found[at]
        else:
            other = chance.randrange(len(found))
            found[at], found[other] = found[other], found[at]
    return b"".join(found)


def bits(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def numbers(raw: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", raw))
    if not found:
        return raw
    one = chance.choice(found)
    return raw[: one.start()] + chance.choice(HUGE) + raw[one.end() :]


def nested(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.choice(NESTING) * chance.choice([2, 50, 3000]) + raw[at:]


def repeated(raw: bytes, chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
    times = chance.choice([1, 1, 3, 40])
    return raw[:b] + raw[a:b][: 400_000 // times] * times + raw[b:]


def one_character(raw: bytes, chance: random.Random) -> bytes:
    """A long run of what patterns stumble on."""
    at = chance.randrange(len(raw))
    return (
        raw[:at]
        + chance.choice([b" ", b"\t", b"\n", b"#", b"-", b"=", b'"', b"\\", b"a"])
        * (chance.choice([100, 20_000]))
        + raw[at:]
    )


def encoded(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("latin-1")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8"]), "replace")


def packed(raw: bytes, chance: random.Random) -> bytes:
    """Put in a gzip that is then damaged, half of the time."""
    found = gzip.compress(raw, 1, mtime=0)
    return bits(found, chance) if chance.random() < 0.5 else found


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, lines, bits, numbers, nested, repeated, one_character, encoded, packed),
)


def mutated(raw: bytes, chance: random.Random, other: bytes) -> bytes:
    """One to three of them; now and then another file follows."""
    changed = raw
    for _ in range(chance.randint(1, 3)):
        changed = chance.choice(MUTATIONS)(changed, chance) or raw
    return changed + b"\n" + other if chance.random() < 0.1 else changed
