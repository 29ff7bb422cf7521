"""No mutation of a failed, aborted or cut wipe log is read as a success.

``FILIERE_FUZZ`` says how many mutations (few by default, 5,000 in ``.ci/run``), and
``FILIERE_FUZZ_SEED`` the seed, printed so that a failure comes back. A mutation that writes the
word of success itself where it was not is set apart, and counted.
"""

import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping.readers import read
from tests.inventory.evidence.wiping import other_tools as other
from tests.inventory.evidence.wiping import recordings as rec

COUNT = int(os.environ.get("FILIERE_FUZZ", "400"))
SEED = int(os.environ.get("FILIERE_FUZZ_SEED", str(random.SystemRandom().randrange(10**9))))
SDB = rec.Disc("sdb", "ZFA0TEST2")
SLOWEST = 1.0
"""Seconds of processor for one file."""
WORDS = (b"Erased |", b"\nERASED", b"(ERASED", b"2ERASED", b": ERASED", b'"Info"', b"true")
"""What says success, as each tool writes it; in a transcript the state that a drive reports."""
STATES = (
    b"Success formatting",
    b"EOF on",
    b"0x101",
    b"0x104",
    b"not\tenabled",
    b"Issuing SECURITY_ERASE",
)

SSTAT = re.compile(rb"\(SSTAT\) :\s*(\S+)")
"""The word of a drive is a number."""

UNHAPPY: tuple[bytes, ...] = (
    rec.log(rec.FAILED).encode(),
    rec.log(rec.ABORTED).encode(),
    rec.log(rec.FAILED, SDB).encode(),
    rec.log(rec.Disc(), replace(SDB, word="UABORTED")).encode(),
    rec.log(replace(rec.Disc(), word="INSANITY")).encode(),
    rec.log(rec.FAILED, version="0.33").encode(),
    rec.log().split("Drive Status")[0].encode(),
    rec.log().split("[SUCCESS] Verified")[0].encode(),
    rec.log(verify="NV").encode(),
    (rec.log(rec.ABORTED) + rec.log(SDB)).encode(),
    rec.pdf(rec.FAILED, SDB),
    rec.pdf(rec.Disc(), replace(SDB, word="UABORTED")),
    rec.old_pdf(rec.FAILED),
    other.sanitize(result=False).encode(),
    other.snapshot(severity="Error").encode(),
    other.snapshot(action="EraseBasic").encode(),
    other.HDPARM_FAILED.encode(),
    other.HDPARM.split("cmp")[0].encode(),
    other.NVME_SANITIZE.replace("0x101", "0x103").encode(),
    other.NVME_FORMAT.replace("Success formatting namespace:1", "NVMe status: INVALID").encode(),
    other.NWIPE_JSON.encode(),
)


def succeeded(raw: bytes) -> Counter[tuple[str, ...]]:
    """The discs that succeed, by what names them."""
    try:
        report = read(raw)
    except Unreadable:
        return Counter()
    return Counter(tuple(sorted(disc.serial_keys)) for disc in report.discs if disc.succeeded)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] if chance.random() < 0.7 else raw[at:]


def _lines(raw: bytes, chance: random.Random) -> bytes:
    """Lines doubled, missing, or in another order."""
    lines = raw.splitlines(keepends=True)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(lines))
        how = chance.randrange(3)
        if how == 0:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif how == 1 and len(lines) > 1:
            del lines[at]
        else:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return b"".join(lines)


def _bits(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _numbers(raw: bytes, chance: random.Random) -> bytes:
    """A number grown, emptied, or made zero."""
    found = list(re.finditer(rb"\d+", raw))
    if not found:
        return raw
    one = chance.choice(found)
    new = chance.choice([b"0", b"9" * 40, b"-1", b"", one.group()[::-1]])
    return raw[: one.start()] + new + raw[one.end() :]


def _joined(raw: bytes, chance: random.Random) -> bytes:
    """A piece of it repeated, or another unhappy file after it."""
    if chance.random() < 0.5:
        return raw + chance.choice(UNHAPPY)
    a, b = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
    return raw[:b] + raw[a:b] + raw[b:]


def _encoded(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("latin-1")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-8", "cp1252"]), "replace")


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _lines,
    _bits,
    _numbers,
    _joined,
    _encoded,
)


def _plain(raw: bytes) -> bytes:
    """Without the zeros that UTF-16 puts between letters."""
    return raw.replace(b"\0", b"")


def _rewrites_the_word(before: bytes, after: bytes) -> bool:
    after = _plain(after)
    if set(SSTAT.findall(after)) - set(SSTAT.findall(before)):
        return True
    return any(after.count(word) > before.count(word) for word in (*WORDS, *STATES))


def fuzz(count: int, seed: int) -> int:
    """Read so many mutations of unhappy files; return how many rewrote the word of success."""
    chance = random.Random(seed)
    every = {serial for raw in UNHAPPY for serial in succeeded(raw)}
    apart = 0
    for number in range(count):
        raw = UNHAPPY[number % len(UNHAPPY)]
        changed, joined = raw, False
        for mutate in chance.choices(MUTATIONS, k=chance.randint(1, 3)):
            joined = joined or mutate is _joined
            changed = mutate(changed, chance) or raw
        allowed = succeeded(raw)
        start = time.process_time()
        found = succeeded(changed)
        took = time.process_time() - start
        assert took <= SLOWEST, (seed, number, took, changed[:4000])
        got = {serial for serial in found if serial not in allowed}
        if found[()] <= sum((allowed - found).values()):
            got.discard(
                ()
            )  # a good disc that lost its name: never one that the file names, once asked
        if joined:
            got -= every  # another whole file was joined: its own good discs are good
        if got and _rewrites_the_word(raw, changed):
            apart += 1
        else:
            assert not got, (seed, number, got, changed[:4000])
    return apart


def test_no_mutation_of_an_unhappy_log_is_a_success() -> None:
    print(f"seed {SEED}, {COUNT} mutations")  # noqa: T201
    apart = fuzz(COUNT, SEED)
    print(f"{apart} mutations rewrote the word of success itself: set apart")  # noqa: T201
    assert apart <= COUNT // 50


def test_every_unhappy_file_is_unhappy() -> None:
    for raw in UNHAPPY:
        assert all("ZFA0TEST" in str(one) for one in succeeded(raw)), raw[:300]


def test_the_weakest_forgery_is_still_told_by_the_other_signs() -> None:
    """The word alone, rewritten in the table of a failed log, does not make a success."""
    for word in (b"-FAILED-", b"UABORTED"):
        for raw in UNHAPPY[:6]:
            forged = raw.replace(b"|" + word + b"|", b"| Erased |")
            assert succeeded(forged) <= succeeded(raw)
