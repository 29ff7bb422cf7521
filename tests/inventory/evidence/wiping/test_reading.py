"""Wipe logs read: success with every sign and none against, each disc for itself."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping.readers import read
from inventory.evidence.wiping.report import DiscEntry, Result
from tests.inventory.evidence.wiping import other_tools as other
from tests.inventory.evidence.wiping import recordings as rec

HERE = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("FILIERE_SHARED", HERE.parent / "shared"))
REAL = SHARED / "corpus" / "wipe_nwipe_real"
SDA, SDB = rec.Disc(), rec.Disc("sdb", "ZFA0TEST2")


def discs(text: str | bytes) -> tuple[DiscEntry, ...]:
    return read(text.encode() if isinstance(text, str) else text).discs


def only(text: str | bytes) -> DiscEntry:
    (disc,) = discs(text)
    return disc


@pytest.mark.parametrize("version", ["0.30", "0.33", "0.37", "0.42"])
def test_a_whole_log_is_a_success_in_every_version(version: str) -> None:
    disc = only(rec.log(version=version))
    assert disc.succeeded, disc.why
    assert (disc.serial, disc.model) == ("ZFA0TEST1", "ST500LM021-1KJ152")
    assert disc.size_bytes == 500_107_862_016
    assert (disc.method, disc.verified, disc.rounds) == ("overwrite_multi", True, "1/1")
    assert disc.ended == rec.END
    assert disc.ended_at(ZoneInfo("Europe/Paris")) == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_each_disc_of_a_log_has_its_own_result() -> None:
    first, second = discs(rec.log(SDA, replace(SDB, word="-FAILED-")))
    assert first.succeeded
    assert (second.result, second.serial) == (Result.FAILED, "ZFA0TEST2")
    assert "échoué" in second.why


def test_an_abort_is_told_by_its_word_alone() -> None:
    disc = only(rec.log(rec.ABORTED))
    assert disc.result is Result.ABORTED
    assert "interrompu" in disc.why


def test_a_disc_that_ended_before_the_others_were_aborted_stands() -> None:
    first, second = discs(rec.log(SDA, replace(SDB, word="UABORTED")))
    assert first.succeeded
    assert second.result is Result.ABORTED


def test_a_cut_log_has_no_success_wherever_it_is_cut() -> None:
    lines = rec.log(SDA, SDB).splitlines(keepends=True)
    for at in range(3, len(lines)):
        assert not any(disc.succeeded for disc in discs("".join(lines[:at])))
    assert all(disc.succeeded for disc in discs("".join(lines)))


def test_no_line_about_a_disc_can_be_left_out() -> None:
    lines = rec.log().splitlines(keepends=True)
    needed = (
        "Invoking",
        "Finished final",
        "[SUCCESS]",
        " sda |",
        "Total Throughput",
        "info: Nwipe",
    )
    for place, line in enumerate(lines):
        if any(word in line for word in needed):
            left = "".join([*lines[:place], *lines[place + 1 :]])
            assert not any(disc.succeeded for disc in discs(left)), line


@pytest.mark.parametrize(
    ("log", "code"),
    [
        (rec.log(verify="NV"), "not-verified"),
        (rec.log(method="Verify Zeros (0x00)"), "not-an-erasure"),
        (rec.log(method="Unknown Method (FIXME)"), "not-an-erasure"),
        (rec.log(replace(SDA, word="INSANITY")), "insane"),
        (rec.log(replace(SDA, word=" Effacé ")), "unclear"),
        (rec.log(replace(SDA, word=" Gelöscht"[:8])), "unclear"),
        (rec.log(verdict="Nwipe exited with errors, check the log"), "contradictory"),
        (rec.log().replace("S/N=ZFA0TEST1", "S/N=ANOTHER99"), "contradictory"),
        (rec.log().replace("/ZFA0TEST1", "/"), "contradictory"),
        (rec.log().replace("[SUCCESS] Blanked device", "[FAILURE]"), "bad-line"),
        (rec.log(end=datetime(2026, 11, 20, 7, 0, 0)), "clock"),  # noqa: DTZ001
    ],
)
def test_one_sign_against_is_enough(log: str, code: str) -> None:
    disc = only(log)
    assert not disc.succeeded
    assert code in {sign.code for sign in disc.against}


def test_other_languages_wide_texts_and_windows_line_ends_change_nothing() -> None:
    log = rec.log().replace("\n", "\r\n")
    assert only(log).succeeded
    assert only(b"\xff\xfe" + log.encode("utf-16-le")).succeeded


def test_two_rows_for_one_disc_are_no_success() -> None:
    log = rec.log()
    row = next(line for line in log.splitlines() if "| Erased |" in line)
    assert not any(disc.succeeded for disc in discs(log.replace(row, f"{row}\n{row}")))


def test_a_file_of_two_runs_keeps_them_apart() -> None:
    later = datetime(2026, 11, 21, 9, 0, 0)  # noqa: DTZ001
    end = datetime(2026, 11, 21, 11, 0, 0)  # noqa: DTZ001
    both = rec.log(rec.ABORTED) + rec.log(begin=later, end=end)
    first, second = discs(both)
    assert (first.result, second.succeeded) == (Result.ABORTED, True)
    assert second.ended == end


def test_a_disc_that_failed_in_one_run_is_a_success_in_none_of_the_file() -> None:
    later = datetime(2026, 11, 21, 9, 0, 0)  # noqa: DTZ001
    end = datetime(2026, 11, 21, 11, 0, 0)  # noqa: DTZ001
    first, second = discs(rec.log(rec.FAILED) + rec.log(begin=later, end=end))
    assert first.result is Result.FAILED
    assert "failed-elsewhere" in {sign.code for sign in second.against}


def test_a_cut_run_does_not_lean_on_the_next() -> None:
    cut = rec.log().split("[SUCCESS] Blanked")[0] + "\n"
    first, second = discs(cut + rec.log(SDB))
    assert {first.serial, second.serial} == {"ZFA0TEST1", "ZFA0TEST2"}
    assert {d.serial for d in (first, second) if d.succeeded} == {"ZFA0TEST2"}


def test_a_serial_left_out_on_purpose_is_no_serial() -> None:
    for hidden in ("XXXXXXXXXXXXXXX", "", "Unknown", "???????"):
        disc = only(rec.log(replace(SDA, serial=hidden)))
        assert (disc.serial, disc.serial_keys) == ("", frozenset())


def test_a_report_of_two_discs_in_pdf() -> None:
    first, second = discs(rec.pdf())
    assert first.succeeded, first.why
    assert second.succeeded
    assert (first.serial, second.serial) == ("ZFA0TEST1", "ZFA0TEST2")
    assert first.ended == rec.END
    failed = discs(rec.pdf(SDA, replace(SDB, word="-FAILED-")))
    assert [disc.result for disc in failed] == [Result.SUCCESS, Result.FAILED]


def test_a_report_of_one_disc_of_an_old_version() -> None:
    disc = only(rec.old_pdf())
    assert disc.succeeded, disc.why
    assert (disc.serial, disc.method) == ("ZFA0TEST1", "overwrite_multi")
    assert only(rec.old_pdf(rec.ABORTED)).result is Result.ABORTED


def test_a_pdf_worked_on_after_nwipe_is_refused() -> None:
    whole = rec.pdf()
    for forged in (whole + b"\n%%EOF\n", whole[:-400], whole.replace(b"/Title", b"/Annots")):
        with pytest.raises(Unreadable):
            read(forged)


def test_a_pdf_whose_pages_disagree_is_no_success() -> None:
    told = rec.pdf(SDA, SDB)
    swapped = rec.pdf(SDA, replace(SDB, word="-FAILED-"))
    assert discs(told)[1].succeeded
    assert not discs(swapped)[1].succeeded


def test_sanitize_and_ereuse() -> None:
    done = only(other.sanitize())
    assert done.succeeded, done.why
    assert (done.serial, done.method) == ("WXTEST12345", "overwrite")
    assert not only(other.sanitize(result=False)).succeeded
    assert not only(other.sanitize(method="shred").replace("Pass completed", "")).succeeded
    assert only(other.snapshot()).succeeded
    assert only(other.snapshot(severity="Error")).result is Result.FAILED
    assert not only(other.snapshot(action="EraseBasic")).succeeded


def test_transcripts_need_the_reading_after() -> None:
    done = only(other.HDPARM)
    assert done.succeeded, done.why
    assert (done.serial, done.method) == ("S2TEST0X123456", "ata_secure_erase")
    assert done.ended == datetime.fromisoformat("2026-11-20T10:30:00+01:00")
    for lost in ("cmp: EOF on /dev/sda", " Issuing SECURITY_ERASE", "\tnot\tenabled", "10:30:00"):
        assert not only(other.HDPARM.replace(lost, "")).succeeded, lost
    assert not only(other.HDPARM.replace("cmp: EOF on /dev/sda", "/dev/zero differ")).succeeded
    assert only(other.HDPARM.replace("user=user\n", "user=user\nSG_IO: bad/missing\n")).result is (
        Result.FAILED
    )


def test_what_the_kernel_says_counts_wherever_it_stands() -> None:
    """The error of the erasure may be printed late, beside another command."""
    for at in ("Security:\n", "ATA device, with", "cmp: EOF"):
        moved = other.HDPARM.replace(at, f"SG_IO: bad/missing sense data\n{at}", 1)
        assert only(moved).result is Result.FAILED, at


def test_absurd_hours_are_no_hours() -> None:
    for year in ("0001", "9999", "1970"):
        disc = only(rec.log().replace("[2026/", f"[{year}/"))
        assert not disc.succeeded and disc.ended is None


def test_nvme_transcripts() -> None:
    for text, method in (
        (other.NVME_FORMAT, "nvme_format"),
        (other.NVME_SANITIZE, "sanitize_block_erase"),
    ):
        disc = only(text)
        assert disc.succeeded, disc.why
        assert (disc.serial, disc.method) == ("S4TEST0N654321", method)
    assert not only(other.NVME_SANITIZE.replace("0x101", "0x103")).succeeded
    assert not only(other.NVME_SANITIZE.replace("0x101", "0x2")).succeeded
    for state in ("0x1", "0x301", "0x501", "0x8101", "0x105", "257257"):
        assert not only(other.NVME_SANITIZE.replace("0x101", state)).succeeded, state
    for state in ("0x104", "257", "0x109"):
        assert only(other.NVME_SANITIZE.replace("0x101", state)).succeeded, state
    assert not only(other.NVME_SANITIZE.replace(":  65535", ":  65534")).succeeded
    assert not only(other.NVME_SANITIZE.replace(":  65535", ":")).succeeded
    assert not only(other.NVME_SANITIZE.replace("(SCDW10) :  0x2", "(SCDW10) :  0x4")).succeeded
    assert not only(other.NVME_SANITIZE.replace("0x101", "0x1" + "0" * 40)).succeeded
    assert not only(other.NVME_FORMAT.replace("--ses=1", "--ses=0")).succeeded
    assert not only(other.NVME_FORMAT.replace("cmp: EOF on", "cmp: error")).succeeded


def test_the_json_of_nwipe_alone_proves_nothing() -> None:
    disc = only(other.NWIPE_JSON)
    assert not disc.succeeded
    assert "le journal ou le PDF" in disc.why


def test_what_is_no_wipe_log_says_so() -> None:
    for raw in (b"hello", b"%PDF-1.4 certificate", b"{}", b"[2026/01/01 10:00:00] hello"):
        with pytest.raises(Unreadable):
            read(raw)


@pytest.mark.skipif(not REAL.exists(), reason="no corpus: set FILIERE_SHARED")
def test_real_files_say_what_their_names_say() -> None:
    said = {}
    for file in sorted(REAL.iterdir()):
        said[file.name] = [disc.result.value for disc in read(file.read_bytes()).discs]
    logs = {name: results for name, results in said.items() if name.endswith(".log")}
    assert logs == {
        "nwipe042_abort.log": ["aborted"],
        "nwipe042_fail.log": ["failed"],
        "nwipe042_ok.log": ["success"],
        "nwipe042_truncated_killed.log": [],
        "nwipe_debian_fail.log": ["failed"],
    }
    assert sorted(one for name, [*r] in said.items() for one in r if name.endswith(".pdf")) == (
        ["aborted", "failed", "success", "success", "success"]
    )
