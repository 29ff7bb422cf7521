"""What looks like a success and is none: a part read, another hour, a command that only looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping.readers import read
from tests.inventory.evidence.wiping import other_tools as other
from tests.inventory.evidence.wiping import recordings as rec

CMP = "cmp /dev/zero /dev/sda"
BADBLOCKS = "badblocks -wv -p 1 -t random /dev/sda"
NAMELESS = replace(rec.Disc(), serial="Unknown")


def succeeded(raw: str | bytes) -> list[bool]:
    report = read(raw.encode() if isinstance(raw, str) else raw)
    return [disc.succeeded for disc in report.discs]


@pytest.mark.parametrize(
    "typed",
    [
        "cmp -sn 10 /dev/zero /dev/sda",
        "cmp -li 500G /dev/zero /dev/sda",
        f"{CMP} 0 500000000",
        f"{CMP} 5",
        f"{CMP} | head",
    ],
)
def test_a_part_of_the_disk_read_again_is_no_check(typed: str) -> None:
    assert not any(succeeded(other.HDPARM.replace(CMP, typed)))
    assert succeeded(other.HDPARM.replace(CMP, "sudo cmp --verbose /dev/sda /dev/zero")) == [True]


@pytest.mark.parametrize(
    "typed", ["date -d tomorrow", "date -r /etc/hosts", "date -us 12:00", "date --date=now"]
)
def test_another_hour_than_the_clock_s_is_no_end(typed: str) -> None:
    assert not any(succeeded(other.HDPARM.replace("date -Is", typed)))
    for good in ("date", "date -u", "date -Is", "date -R", "date --utc", "date --rfc-3339=seconds"):
        assert succeeded(other.HDPARM.replace("date -Is", good)) == [True], good


@pytest.mark.parametrize(
    "command",
    [
        "badblocks -sv -p 1 /dev/sda",
        "badblocks -nv /dev/sda",
        "badblocks -wv /dev/sda 1000 0",
        "badblocks -wv -b 4096 /dev/sda 100",
        "shred --iterations=0 /dev/sda",
        "shred -s 1M -n 1 /dev/sda",
        "nvme format /dev/sda",
        "nvme format --ses=0 /dev/sda",
    ],
)
def test_a_command_that_reads_or_writes_a_part_erases_nothing(command: str) -> None:
    assert not any(succeeded(other.sanitize().replace(BADBLOCKS, command)))


@pytest.mark.parametrize(
    "command",
    [
        "badblocks -wv -p 1 -t 0 /dev/sda",
        "badblocks -st random -w /dev/sda",
        "shred --force --verbose --zero --iterations=0 /dev/sda",
        "shred -vn 1 /dev/sda",
    ],
)
def test_the_tool_s_own_commands_do(command: str) -> None:
    assert succeeded(other.sanitize().replace(BADBLOCKS, command)) == [True]


def test_the_command_is_on_the_disk_that_the_file_describes() -> None:
    told = other.sanitize().replace('"export_data": {', '"export_data": {"block": {"name": "sdb"},')
    assert not any(succeeded(told))
    assert succeeded(told.replace('"sdb"', '"sda"')) == [True]


def test_a_json_that_says_two_things_is_refused() -> None:
    for raw in (
        other.sanitize(result=False).replace('"result": false', '"result": false, "result": true'),
        other.snapshot(severity="Error").replace(
            '"severity": "Error"', '"severity": "Error", "severity": "Info"'
        ),
    ):
        with pytest.raises(Unreadable) as refused:
            read(raw.encode())
        assert refused.value.code == "contradictory"
    with pytest.raises(Unreadable):
        read(other.sanitize().rstrip()[:-1].rstrip().encode())


def test_a_disk_without_serial_that_failed_succeeds_nowhere_in_the_file() -> None:
    failed = replace(NAMELESS, word="-FAILED-")
    for raw in (
        rec.log(failed) + rec.log(NAMELESS),
        rec.log(NAMELESS) + rec.log(failed),
        rec.pdf(failed, NAMELESS),
    ):
        assert not any(succeeded(raw))
    assert succeeded(rec.log(failed, replace(NAMELESS, name="sdb"))) == [False, True]


def test_two_disks_of_one_serial_and_two_results_are_both_no_success() -> None:
    """In one run; a run begun again after an abort is another story."""
    aborted = replace(rec.Disc(), word="UABORTED")
    assert not any(succeeded(rec.log(rec.Disc(), replace(aborted, name="sdb"))))
    assert not any(succeeded(rec.log(replace(aborted, name="sdb"), rec.Disc())))
    assert succeeded(rec.log(aborted) + rec.log()) == [False, True]
    assert succeeded(rec.log(rec.Disc(), rec.Disc("sdb"))) == [True, True]


def _white(sheet: Canvas, lines: list[str]) -> None:
    sheet.setFillColorRGB(1, 1, 1)
    _write(sheet, lines)


def _tiny(sheet: Canvas, lines: list[str]) -> None:
    sheet.setFont("Helvetica", 0.01)
    _write(sheet, lines)


def _off_the_page(sheet: Canvas, lines: list[str]) -> None:
    sheet.translate(5000, 0)
    _write(sheet, lines)


def _transparent(sheet: Canvas, lines: list[str]) -> None:
    sheet.setFillAlpha(0)
    _write(sheet, lines)


def _in_a_form(sheet: Canvas, lines: list[str]) -> None:
    sheet.beginForm("layer")
    _write(sheet, lines)
    sheet.endForm()
    sheet.doForm("layer")


def _without_ink(sheet: Canvas, lines: list[str]) -> None:
    sheet._code.append("3.0 Tr")
    _write(sheet, lines)


def _write(sheet: Canvas, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        sheet.drawString(50, 800 - 12 * place, line)


@pytest.mark.parametrize(
    "hiding", [_white, _tiny, _off_the_page, _transparent, _in_a_form, _without_ink]
)
def test_a_pdf_whose_hidden_text_says_erased_is_refused(
    hiding: Callable[[Canvas, list[str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(sheet: Canvas, lines: list[str]) -> None:
        hiding(sheet, lines)
        sheet.showPage()

    assert succeeded(rec.old_pdf()) == [True]
    monkeypatch.setattr(rec, "_page", page)
    with pytest.raises(Unreadable) as refused:
        read(rec.old_pdf())
    assert refused.value.code == "pdf_reworked"
