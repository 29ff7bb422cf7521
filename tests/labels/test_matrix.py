"""A part of the decoding matrix: the tightest symbols, an ordinary one, the smallest rolls.

The whole one is ``bench/decoding.py``; its table is in ``docs/lecture-des-etiquettes.md``.
"""

from __future__ import annotations

from typing import Any

import pytest

from labels.layout import plan
from labels.sheets import SHEETS
from tests.labels.browser_reader import BrowserReader
from tests.labels.damage import DAMAGES
from tests.labels.matrix import cases
from tests.labels.sheet_reading import read_twice

MEDIA = ("L7160", "L7651", "6021", "L4732", "DK-11204", "DK-11221", "Z-51x25", "11355")


def test_what_is_clean_is_always_read_and_what_is_damaged_nearly_always() -> None:
    right = dict.fromkeys(DAMAGES, 0)
    shown = dict.fromkeys(DAMAGES, 0)
    for case in cases(MEDIA):
        told = read_twice(case.seen)
        shown[case.damage] += 2
        right[case.damage] += told.count(case.address)
        assert set(told) <= {case.address}
    assert min(shown.values()) > 40
    assert right["intacte"] == shown["intacte"]
    damaged = [name for name in DAMAGES if name != "intacte"]
    assert sum(right[name] for name in damaged) >= 0.97 * sum(shown[name] for name in damaged)


def test_the_scan_page_s_reader_reads_them_as_well(browser: Any) -> None:
    reader = BrowserReader(browser)
    wrong = [
        (case.medium, case.kind, case.dpi, case.damage)
        for case in cases(MEDIA, dpis=(203,))
        if reader.read(case.seen) != [case.address]
    ]
    reader.close()
    assert wrong == []


def test_forty_media_and_more_carry_a_symbol() -> None:
    assert sum(1 for sheet in SHEETS.values() if plan(sheet).module) >= 40
    assert len({(sheet.maker, sheet.key) for sheet in SHEETS.values()}) == len(SHEETS)


@pytest.mark.parametrize("key", SHEETS)
def test_no_module_is_finer_than_a_reader_can_see(key: str) -> None:
    layout = plan(SHEETS[key])
    assert layout.kind == "text" or layout.module >= 0.396
