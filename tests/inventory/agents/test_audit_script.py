"""The audit agent on a machine of paper: what it reads, where it writes, what it says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inventory.agents import shell
from inventory.evidence.opening import open_file, read_file
from inventory.evidence.unreadable import Unreadable
from tests.inventory.agents.machine import CODE, TOOLS, Machine, make, plug

SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} absent"))
    for name in ("dash", "busybox")
]
FILE = f"media/cle/filiere-{CODE}.txt"
WITHOUT_TOKEN = f"{CODE}\n\nO\n"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return make(tmp_path / "machine", tools=TOOLS)


def test_the_script_is_posix_and_shellcheck_finds_nothing(tmp_path: Path) -> None:
    whole = tmp_path / "audit.sh"
    whole.write_text(shell.script("https://exemple.fr"), encoding="utf-8")
    checker = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run(
        [str(checker) if checker.exists() else "shellcheck", "--shell=sh", str(whole)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout + done.stderr == ""


def test_the_script_knows_its_site_and_no_secret() -> None:
    whole = shell.script("https://exemple.fr/")
    assert "SITE='https://exemple.fr'" in whole
    assert "@SITE@" not in whole


@pytest.mark.parametrize("interpreter", SHELLS)
def test_without_network_one_file_lies_on_the_key_and_reads_as_the_device(
    tmp_path: Path, interpreter: str
) -> None:
    machine = make(tmp_path / "machine", tools=TOOLS, busybox=interpreter == "busybox")
    machine.audit(WITHOUT_TOKEN, interpreter="busybox sh" if machine.busybox else interpreter)
    assert machine.code == 0, machine.said
    assert set(machine.written()) == {FILE}
    assert "Relevé écrit" in machine.said
    found = read_file((machine.root / FILE).read_bytes())
    assert (found.brand, found.model, found.serial) == ("Dell Inc.", "Latitude TEST", "PAPERSN1")
    assert found.memory_mb == 8192
    inside = [medium for medium in found.media if not medium.removable]
    assert [medium.serial for medium in inside] == ["PAPER001"]


def test_each_tool_that_is_there_is_a_section_with_its_version(machine: Machine) -> None:
    machine.audit(WITHOUT_TOKEN)
    names = [one.name for one in open_file((machine.root / FILE).read_bytes())]
    assert names[:3] == ["lshw 02.19", "dmidecode 3.4", "lsblk 2.38.1"]
    assert "smartctl absent" in machine.said
    assert "[1/9] Composants... lu." in machine.said


def test_a_machine_without_any_tool_is_still_known_by_its_kernel(tmp_path: Path) -> None:
    bare = make(tmp_path / "machine", tools={})
    bare.audit(WITHOUT_TOKEN)
    found = read_file((bare.root / FILE).read_bytes())
    assert (found.brand, found.model) == ("Dell Inc.", "Latitude TEST")
    assert [(m.name, m.removable) for m in found.media] == [("/dev/sda", False), ("/dev/sdb", True)]


def test_a_tool_cannot_close_the_report_before_its_end(machine: Machine) -> None:
    machine.audit(WITHOUT_TOKEN)
    assert "\n === filiere piege 1\n" in machine.written()[FILE]


def test_a_cut_file_is_refused(machine: Machine) -> None:
    machine.audit(WITHOUT_TOKEN)
    whole = (machine.root / FILE).read_bytes()
    with pytest.raises(Unreadable) as refusal:
        read_file(whole[: len(whole) * 2 // 3])
    assert refusal.value.code == "truncated"


def test_a_wrong_code_is_asked_again_before_anything_is_read(machine: Machine) -> None:
    machine.audit("7KQ-2MD-X45\n7KQ2\nhttps://exemple.fr/D/7kq2mdx44\n\nO\n")
    assert "un caractère est faux" in machine.said
    assert "celui-ci en a 4" in machine.said
    assert "Appareil 7KQ-2MD-X44" in machine.said
    assert FILE in machine.written()


@pytest.mark.parametrize("code", ["ZZZZZZZZ8", "3hf-9tt-obm"])
def test_the_check_character_is_the_site_s_own(machine: Machine, code: str) -> None:
    machine.audit(f"{code}\n\nO\n")
    assert "Relevé écrit" in machine.said


def test_without_a_key_the_report_stays_in_memory_and_the_disk_is_left_alone(
    tmp_path: Path,
) -> None:
    machine = make(tmp_path / "machine", key=False, tools=TOOLS)
    machine.audit(WITHOUT_TOKEN)
    assert set(machine.written()) == {f"tmp/filiere-{CODE}.txt"}
    assert "Rien sur une clé" in machine.said


def test_without_memory_to_write_in_nothing_is_done(tmp_path: Path) -> None:
    machine = make(tmp_path / "machine", memory=False, tools=TOOLS)
    machine.audit(WITHOUT_TOKEN)
    assert machine.code == 1
    assert machine.written() == {}


def test_a_site_that_does_not_answer_leaves_the_report_on_the_key(machine: Machine) -> None:
    machine.audit(f"{CODE}\nun-jeton\nO\nn\nO\n")
    assert "Pas de réseau" in machine.said
    assert FILE in machine.written()


def test_piped_into_a_shell_it_asks_on_the_terminal_and_hides_the_token(machine: Machine) -> None:
    shown = machine.audit_by_pipe(CODE, "jeton-que-nul-ne-voit", "O", "n", "O")
    assert machine.code == 0, shown
    assert CODE in shown
    assert "Relevé écrit" in shown
    assert "jeton-que-nul-ne-voit" not in shown


def test_cut_on_its_way_the_script_does_nothing(machine: Machine) -> None:
    whole = shell.script("http://127.0.0.1:9")
    for part in (3, 2):
        cut = machine.root / "bin" / "cut.sh"
        cut.write_text(whole[: len(whole) * (part - 1) // part], encoding="utf-8")
        subprocess.run(["sh", str(cut)], capture_output=True, check=False, timeout=20)
        assert machine.written() == {}


@pytest.mark.parametrize("answer", ["n\n", "\n\n\n\n\n", "?\n\nNON\n", ""])
def test_a_key_is_written_on_only_for_who_says_yes(machine: Machine, answer: str) -> None:
    """Enter decides nothing: it is asked again, then left alone."""
    machine.audit(f"{CODE}\n\n{answer}")
    assert set(machine.written()) == {f"tmp/filiere-{CODE}.txt"}


def test_of_several_keys_the_one_chosen_is_written_on(machine: Machine) -> None:
    plug(machine.root, "pci0000:00/usb2/2-1/host2/block/sdc", "sdc1", size=31116288)
    (machine.root / "media/autre").mkdir()
    with (machine.root / "proc/mounts").open("a") as mounts:
        mounts.write("/dev/sdc1 /media/autre ext4 rw 0 0\n")
    machine.audit(f"{CODE}\n\n2\n")
    assert set(machine.written()) == {f"media/autre/filiere-{CODE}.txt"}
    assert "2. " in machine.said
