"""One upload, several outputs: archives, a pasted terminal, documents one after another."""

import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from inventory.evidence.material import Material
from inventory.evidence.opening import open_file, read_file
from inventory.evidence.split import pieces
from inventory.evidence.unreadable import Unreadable

DATA = Path(__file__).parents[2] / "data" / "lshw"
LAPTOP = (DATA / "laptop_nvme_fr.json").read_bytes()
DESKTOP = (DATA / "desktop_hdd_en.json").read_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def names(data: bytes) -> list[str]:
    return [piece.name for piece in pieces(Material(data))]


@pytest.mark.parametrize(
    "packed",
    [
        zipped({"a/lshw.json": LAPTOP, "__MACOSX/a/._lshw.json": b"x"}),
        tarred({"a/lshw.json": LAPTOP}),
        gzip.compress(tarred({"a/lshw.json": LAPTOP})),
        lzma.compress(tarred({"a/lshw.json": LAPTOP})),
        gzip.compress(LAPTOP),
        zipped({"b.tar.gz": gzip.compress(tarred({"lshw.json": LAPTOP}))}),
    ],
    ids=["zip", "tar", "tar.gz", "tar.xz", "gz", "tar.gz in zip"],
)
def test_a_reading_is_found_in_an_archive(packed: bytes) -> None:
    assert read_file(packed).serial == "PF0FILI1"


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (gzip.compress(b"\0" * (70 * 1024 * 1024)), "archive_too_large"),
        (zipped({"a": b"\0" * (21 * 1024 * 1024)}), "archive_too_large"),
        (zipped({f"{n}": b"x" for n in range(600)}), "archive_too_large"),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(LAPTOP)))), "nested_archive"),
        (zipped({"a": LAPTOP})[:-30], "broken_archive"),
        (gzip.compress(LAPTOP)[:200], "broken_archive"),
        (tarred({"a": LAPTOP})[:900], "broken_archive"),
        (zipped({}), "empty"),
    ],
    ids=["bomb", "large", "many", "nested", "cut zip", "cut gz", "cut tar", "nothing"],
)
def test_a_bomb_or_a_broken_archive_is_refused(packed: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        open_file(packed)
    assert caught.value.code == code


LONG = 2 * 1024 * 1024
DMI = (
    b"# dmidecode 3.3\n"
    + b"Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tA: b\n" * 60_000
)


@pytest.mark.parametrize(
    "raw",
    [
        b"x\n[ \n" * (LONG // 5),
        b"root@a:~# \n" * (LONG // 11),
        b"===== lshw" + b" " * LONG + b"\n",
        b"[root@" + b"a" * LONG,
        b"# " * (LONG // 2),
        b"\x1b]0;" * (LONG // 4),
        b"C:\\" * (LONG // 3) + b">\n",
        b"{}\n" * (LONG // 3),
        b"{}\nx\n" * (LONG // 5),
        DMI,
        DMI * 4,
        b"<a>" * (LONG // 3),
        b"smartctl 7.3 2022\n" * (LONG // 18),
    ],
    ids=range(13),
)
def test_no_text_is_long_to_split(raw: bytes) -> None:
    start = time.process_time()
    with suppress(Unreadable):
        read_file(raw)
    assert time.process_time() - start < 2


def test_a_pasted_terminal_keeps_its_outputs_and_loses_its_prompts() -> None:
    paste = (
        b"\x1b[01;32muser@debian\x1b[00m:\x1b[01;34m~\x1b[00m$ sudo lshw -json\r\n"
        + LAPTOP.replace(b"\n", b"\r\n")
        + b"user@debian:~$ date\r\nsam. 21 nov. 2026\r\nuser@debian:~$ \r\n"
    )
    laptop = read_file(paste)
    assert (laptop.serial, laptop.notes) == ("PF0FILI1", ())
    assert laptop.media_complete


def test_utf_16_and_windows_line_ends_are_read() -> None:
    text = LAPTOP.decode().replace("\n", "\r\n")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert read_file(text.encode(encoding)).serial == "PF0FILI1"


def test_documents_one_after_another_are_as_many_pieces() -> None:
    both = json.dumps({"smartctl": 1}).encode() + b"\n" + LAPTOP
    assert names(both) == ["ligne 1", "ligne 2"]
    assert [bool(one.description) for one in open_file(both)] == [False, True]


def test_one_tool_s_output_is_one_piece_and_its_nodes_stay_together() -> None:
    for name in ("laptop_nvme_fr.json", "nodes_without_list.json", "old_without_commas.json"):
        assert names((DATA / name).read_bytes()) == [""]


def test_two_machines_in_one_upload_never_stand_for_one() -> None:
    other = LAPTOP.replace(b"PF0FILI1", b"PF0FILI2")
    read = read_file(zipped({"a.json": LAPTOP, "b.json": other}))
    assert "several_devices" in [note.code for note in read.notes]
    assert not read.media_complete


def test_a_piece_that_nobody_reads_is_told() -> None:
    read = read_file(zipped({"lshw.json": LAPTOP, "photo.txt": b"bonjour " * 20}))
    assert [note.code for note in read.notes] == ["piece_unread"]


def test_an_upload_of_too_many_readings_says_to_send_those_of_one_device() -> None:
    with pytest.raises(Unreadable, match="d'un seul appareil à la fois") as refused:
        open_file((LAPTOP + b"\n") * 201)
    assert refused.value.code == "too_many"
