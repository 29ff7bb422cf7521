"""Small recordings of our own, in the shape each erasure tool prints: every serial is made up."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

STARS = "*" * 80
DASHES = "-" * 80
BEGIN = datetime(2026, 11, 20, 9, 0, 0)  # noqa: DTZ001 - nwipe says no zone
END = datetime(2026, 11, 20, 10, 30, 0)  # noqa: DTZ001


@dataclass(frozen=True)
class Disc:
    name: str = "sda"
    serial: str = "ZFA0TEST1"
    model: str = "ST500LM021-1KJ152"
    size: int = 500_107_862_016
    word: str = " Erased "
    bus: str = "ATA"

    @property
    def ok(self) -> bool:
        return self.word.strip() == "Erased"


def _at(moment: datetime) -> str:
    return f"[{moment:%Y/%m/%d %H:%M:%S}]"


def log(
    *discs: Disc,
    version: str = "0.42",
    method: str = "Fill With Zeros",
    begin: datetime = BEGIN,
    end: datetime = END,
    noblank: bool = False,
    verify: str = "VL",
    verdict: str = "",
) -> str:
    """A whole log of one run, as nwipe of this version prints it."""
    discs = discs or (Disc(),)
    last = end + timedelta(seconds=3)
    lines = [f"{_at(begin)}    info: nwipe {version}"]
    for disc in discs:
        gb = f"{disc.size // 10**9} GB"
        lines.append(
            f"{_at(begin)}  notice: Found /dev/{disc.name}, {disc.bus:7}, {disc.model},  {gb}, "
            f"S/N={disc.serial}"
        )
    lines += [
        f"{_at(begin)}  notice: Program options are set as follows...",
        f"{_at(begin)}  notice:   banner       = nwipe {version}",
        f"{_at(begin)}  notice:   method       = {method}",
        f"{_at(begin)}  notice:   rounds       = 1",
        f"{_at(begin)}  notice:   verify       = 1 (last pass)",
    ]
    for disc in discs:
        lines += [
            f"{_at(begin)}  notice: /dev/{disc.name}: Device geometry is as follows...",
            f"{_at(begin)}  notice:   Total device bytes   = {disc.size}",
        ]
    for disc in discs:
        lines += _work(disc, method, begin, end, noblank=noblank, verify=verify)
    lines += ["", *_tables(discs, version, begin, end)]
    blank = "NB" if noblank else "B"
    lines += [
        DASHES,
        f"{_at(last)} Total Throughput  110 MB/s, {method}, 1R+{blank}+{verify}",
        STARS,
        "",
    ]
    if not verdict:
        verdict = "Nwipe successfully completed. See summary table for details."
        if any(disc.word == "UABORTED" for disc in discs):
            verdict = "Nwipe was aborted by the user. Check the summary table for the drive status."
        elif not all(disc.ok for disc in discs):
            verdict = (
                "Nwipe exited with errors, check the log & summary table for individual drive "
                "status."
            )
    lines.append(f"{_at(last)}    info: {verdict}")
    return "\n".join(lines) + "\n"


def _work(
    disc: Disc, method: str, begin: datetime, end: datetime, *, noblank: bool, verify: str
) -> list[str]:
    dev = f"/dev/{disc.name}"
    lines = [
        f"{_at(begin)}  notice: Invoking method '{method}' on {dev}",
        f"{_at(begin)}  notice: Starting round 1 of 1 on {dev}",
        f"{_at(begin)}  notice: Starting pass 1/1, round 1/1, on {dev}",
    ]
    if disc.word == "UABORTED":
        return lines
    if disc.word == "-FAILED-":
        return [
            *lines,
            f"{_at(end)} warning: Buffer flush failure on '{dev}'.",
            f"{_at(end)}  notice: 51200000 bytes written to {dev}",
            f"{_at(end)}   fatal: Nwipe exited with errors on device = {dev}, see log",
        ]
    lines.append(f"{_at(end)}  notice: {disc.size} bytes written to {dev}")
    if noblank and verify != "NV":
        lines += [
            f"{_at(end)}  notice: Verifying pass 1 of 1, round 1 of 1, on {dev}",
            f"{_at(end)}  notice: {disc.size} bytes read from {dev}",
            f"{_at(end)}  notice: Verified pass 1 of 1, round 1 of 1, on '{dev}'.",
        ]
    lines += [
        f"{_at(end)}  notice: Finished pass 1/1, round 1/1, on {dev}",
        f"{_at(end)}  notice: Finished final round 1 of 1 on {dev}",
    ]
    if noblank:
        return lines
    lines += [
        f"{_at(end)}  notice: Blanking device {dev}",
        f"{_at(end)}  notice: {disc.size} bytes written to {dev}",
    ]
    if verify != "NV":
        lines += [
            f"{_at(end)}  notice: Verifying that {dev} is empty.",
            f"{_at(end)}  notice: {disc.size} bytes read from {dev}",
            f"{_at(end)}  notice: [SUCCESS] Verified that {dev} is empty.",
        ]
    return [*lines, f"{_at(end)}  notice: [SUCCESS] Blanked device {dev}"]


def _tables(discs: tuple[Disc, ...], version: str, begin: datetime, end: datetime) -> list[str]:
    took = str(abs(end - begin)).rjust(8, "0")
    lines = [
        f"{'*' * 32} Error Summary {'*' * 33}",
        "!   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors",
        DASHES,
    ]
    for disc in discs:
        failed = disc.word == "-FAILED-"
        lines.append(
            f"{'!' if failed else ' '} {disc.name:>8} |  {int(failed):10} |           {0:10} |"
            f"           {int(failed):10}"
        )
    lines += [STARS, ""]
    if version >= "0.42":
        lines += [
            f"{'*' * 31} Erasure Summary {'*' * 32}",
            "!   Device |      Bytes Erased |      Bytes Total | Percentage Erased",
            DASHES,
        ]
        for disc in discs:
            done = disc.size if disc.ok else 51_200_000
            share = f"{100 * done / disc.size:.2f}%"
            mark = " " if disc.ok else "!"
            lines.append(f"{mark} {disc.name:>8} | {done:17} | {disc.size:16} | {share:>17}")
        lines += [STARS, ""]
    lines += [
        f"{'*' * 33} Drive Status {'*' * 33}",
        "!   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number",
        DASHES,
    ]
    for disc in discs:
        lines.append(
            f"{' ' if disc.ok else '!'} {disc.name:>8} |{disc.word}|  110 MB/s | {took} | "
            f"{disc.model[:17]}/{disc.serial}"
        )
    return lines


def pdf(*discs: Disc, version: str = "0.42", begin: datetime = BEGIN, end: datetime = END) -> bytes:
    """A system report of several discs, in the text shape of nwipe's own PDF since 0.41."""
    discs = discs or (Disc(), Disc("sdb", "ZFA0TEST2"))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, pageCompression=0, invariant=1)
    sheet.setProducer("https://github.com/martijnvanbrummelen/nwipe")
    sheet.setTitle("PDF Disk Erasure Certificate")
    lines = [
        f"Disc Erasure by NWIPE version {version}",
        "System Erasure Report",
        "Page 1 - Erasure Status",
        "Organisation Performing The Disk Erasure",
        "Disk Erasure status",
    ]
    for disc in discs:
        lines += _pdf_disc(disc, begin, end)
    _page(sheet, [*lines, f"Page 1 of {1 + len(discs)}"])
    for number, disc in enumerate(discs, 2):
        _page(
            sheet,
            [
                f"Disc Erasure by NWIPE version {version}",
                f"Disk Model: {disc.model}",
                f"Disk S/N: {disc.serial or 'Unknown'}",
                f"Page {number} - Smart Data",
                f"Erasure Status of this disk: S/N {disc.serial or 'Unknown'}{_word(disc)}",
                f"Page {number} of {1 + len(discs)}",
            ],
        )
    sheet.save()
    return out.getvalue()


def _word(disc: Disc) -> str:
    return {"Erased": "ERASED", "-FAILED-": "FAILED", "UABORTED": "ABORTED"}[disc.word.strip()]


def _pdf_disc(disc: Disc, begin: datetime, end: datetime) -> list[str]:
    gb = disc.size // 10**9
    done = disc.size if disc.ok else 51_200_000
    errors = "1/1/0/0" if disc.word == "-FAILED-" else "0/0/0/0"
    return [
        f"Make:{disc.model} S/N: {disc.serial or 'Unknown'}",
        f"Size(Apparent):  {gb} GB,{disc.size}B Size(Real):  {gb} GB,{disc.size}B",
        f"Start time: {begin:%Y/%m/%d %H:%M:%S} End time: {end:%Y/%m/%d %H:%M:%S}",
        f"Duration: 01:30:00 Errors(pass/sync/verify/retries):{errors}",
        f"*Bytes Erased: {done}, ({100 * done / disc.size:.2f}%) Throughput: 110 MB/sec",
        "Method: Fill With Zeros PRNG algorithm: N/A to method",
        "Blanking Pass: Zeros Verify(Last/All/None): Last",
        "HPA/DCO: No hidden sectors HPA/DCO Size: No hidden sectors",
        f"Rounds(completed/requested):{int(disc.ok)}/1",
        _word(disc),
    ]


def _page(sheet: canvas.Canvas, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        sheet.drawString(50, 800 - 12 * place, line)
    sheet.showPage()


def old_pdf(disc: Disc | None = None) -> bytes:
    """A report of one disc, in the text shape of 0.35: no page count, one size."""
    disc = disc or Disc()
    done = disc.size if disc.ok else 51_200_000
    share = f"{100 * done / disc.size:.1f}%"
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, pageCompression=0, invariant=1)
    sheet.setProducer("https://github.com/martijnvanbrummelen/nwipe")
    _page(
        sheet,
        [
            "Disc Erasure by NWIPE version 0.35",
            "Disk Erasure Report",
            "Page 1 - Erasure Status",
            f"Make/Model: {disc.model} Serial: {disc.serial or 'Unknown'}",
            f"Size: 500 GB, {disc.size} bytes Bus: {disc.bus}",
            f"Start time: {BEGIN:%Y/%m/%d %H:%M:%S} End time: {END:%Y/%m/%d %H:%M:%S}",
            f"Duration: 01:30:00 Status: {_word(disc)}",
            "Method: DoD Short PRNG algorithm: Isaac64",
            "Final Pass(Zeros/Ones/None): Zeros Verify Pass(Last/All/None): Verify Last",
            f"*Bytes Erased: {done} ({share}) Rounds(completed/requested): {int(disc.ok)}/1",
            "Errors(pass/sync/verify): 0/0/0",
        ],
    )
    sheet.save()
    return out.getvalue()


FAILED = replace(Disc(), word="-FAILED-")
ABORTED = replace(Disc(), word="UABORTED")
