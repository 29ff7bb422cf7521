"""A machine of paper: a root with /proc and /sys, and tools that print recordings."""

import os
import pty
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inventory.agents import shell

CODE = "7KQ2MDX44"
PROGRAMS = (
    *(
        "sh",
        "awk",
        "sed",
        "tr",
        "cat",
        "cut",
        "cp",
        "df",
        "ln",
        "mkdir",
        "mv",
        "rm",
        "rmdir",
        "mktemp",
        "head",
        "tail",
        "grep",
    ),
    *("id", "od", "readlink", "sleep", "sort", "sync", "date", "stty", "wc"),
)
LSBLK = """{"blockdevices": [
 {"name": "sda", "type": "disk", "size": 500107862016, "rota": true, "tran": "sata", "rm": false,
  "model": "TEST HDD 500", "serial": "PAPER001"}]}"""
LSHW = """{"id": "papier", "class": "system", "product": "Latitude TEST", "vendor": "Dell Inc.",
 "serial": "PAPERSN1", "configuration": {"chassis": "notebook", "uuid": "u-1"}, "children": [
 {"id": "core", "class": "bus", "children": [
  {"id": "firmware", "class": "memory", "vendor": "Dell", "version": "1"},
  {"id": "memory", "class": "memory", "size": 8589934592, "units": "bytes"},
  {"id": "cpu", "class": "processor", "product": "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz"},
  {"id": "disk", "class": "disk", "logicalname": "/dev/sda", "product": "TEST HDD 500",
   "serial": "PAPER001", "size": 500107862016, "units": "bytes",
   "capabilities": {"7200rpm": "7200 rotations per minute"}}]}]}"""
TOOLS = {
    "lsblk": ("lsblk from util-linux 2.38.1", LSBLK),
    "lshw": ("B.02.19", LSHW),
    "dmidecode": ("3.4", "# dmidecode 3.4\n=== filiere piege 1\n"),
}


@dataclass
class Machine:
    """The root of a machine, its key, and the last thing the agent said."""

    root: Path
    busybox: bool = False
    said: str = ""
    code: int = 0

    @property
    def key(self) -> Path:
        """Where the USB key is mounted."""
        return self.root / "media" / "cle"

    def written(self) -> dict[str, str]:
        """Return every file the agent left, by its path in the machine."""
        before = {"proc", "sys", "bin"}
        return {
            str(path.relative_to(self.root)): path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.relative_to(self.root).parts[0] not in before
        }

    def audit_by_pipe(self, *answers: str, site: str = "http://127.0.0.1:9") -> str:
        """Run the agent as `curl … | sh` does, on a terminal; what the terminal showed."""
        script = self.root / "bin" / "audit.sh"
        script.write_text(shell.script(site), encoding="utf-8")
        child, terminal = pty.fork()
        if child == 0:
            os.execve(
                shutil.which("sh") or "/bin/sh",
                ["sh", "-c", f"cat '{script}' | sh"],
                {"PATH": str(self.root / "bin"), "FILIERE_ROOT": str(self.root)},
            )
        waiting = list(answers)
        shown = b""
        with suppress(OSError):
            while piece := os.read(terminal, 4096):
                shown += piece
                if piece.strip() and shown.rstrip().endswith((b":", b"?", b"]")):
                    if not waiting:
                        break
                    os.write(terminal, waiting.pop(0).encode() + b"\n")
                    shown += b"\n"
        os.close(terminal)
        self.code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return shown.decode()

    def plays(self, name: str, script: str) -> None:
        """Put a program on the machine's PATH, in place of the one that was there."""
        program = self.root / "bin" / name
        program.unlink(missing_ok=True)
        program.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        program.chmod(0o755)

    def audit(
        self,
        answers: str,
        *,
        site: str = "http://127.0.0.1:9",
        interpreter: str = "dash",
        **settings: str,
    ) -> None:
        """Run the agent under an interpreter, answering its questions."""
        script = self.root / "bin" / "audit.sh"
        script.write_text(shell.script(site), encoding="utf-8")
        env = {"PATH": str(self.root / "bin"), "FILIERE_ROOT": str(self.root), "LC_ALL": "C.UTF-8"}
        env |= settings
        program, *rest = interpreter.split()
        done = subprocess.run(
            [shutil.which(program) or program, *rest, str(script)],
            env=env,
            input=answers.encode(),
            capture_output=True,
            timeout=120,
            check=False,
            start_new_session=True,
        )
        self.code = done.returncode
        self.said = done.stderr.decode()
        assert done.stdout == b""


def make(
    root: Path,
    *,
    tools: dict[str, tuple[str, str]],
    key: bool = True,
    memory: bool = True,
    sender: str = "curl",
    busybox: bool = False,
) -> Machine:
    """Build a machine whose key is /dev/sdb1, whose disk is /dev/sda, whose /tmp is in memory.

    With ``busybox`` every program is its applet, as on the smallest live systems.
    """
    programs = root / "bin"
    programs.mkdir(parents=True)
    for name in (*PROGRAMS, sender):
        if real := shutil.which("busybox" if busybox and name != "curl" else name):
            (programs / name).symlink_to(real)
    for name, (version, output) in tools.items():
        recording = root / "bin" / f"{name}.recorded"
        recording.write_text(output, encoding="utf-8")
        tool = programs / name
        asked = "case \"$1\" in -version|--version|-V|version) echo '%s'; exit 0 ;; esac"
        tool.write_text(f"#!/bin/sh\n{asked % version}\ncat '{recording}'\n", encoding="utf-8")
        tool.chmod(0o755)
    for folder in ("proc", "tmp", "media/cle", "mnt/disque", "sys/block", "sys/class/block"):
        (root / folder).mkdir(parents=True)
    plug(root, "pci0000:00/ata1/host0/block/sda", "sda1", size=976773168)
    plug(root, "pci0000:00/usb1/1-1/host1/block/sdb", "sdb1", size=31116288)
    mounts = [
        "overlay / overlay rw 0 0",
        "/dev/sda1 /mnt/disque ext4 rw,relatime 0 0",
        *(["/dev/sdb1 /media/cle vfat rw,relatime 0 0"] if key else []),
        *(["tmpfs /tmp tmpfs rw,nosuid 0 0"] if memory else []),
    ]
    (root / "proc/mounts").write_text("\n".join(mounts) + "\n")
    (root / "proc/meminfo").write_text("MemTotal:        8009876 kB\n")
    (root / "proc/cpuinfo").write_text("model name\t: Intel(R) Core(TM) i5 TEST\n")
    dmi = root / "sys/class/dmi/id"
    dmi.mkdir(parents=True)
    for name, value in (("sys_vendor", "Dell Inc."), ("product_name", "Latitude TEST")):
        (dmi / name).write_text(value + "\n")
    return Machine(root, busybox)


def plug(root: Path, place: str, part: str, *, size: int) -> None:
    """Add a disk to a machine's /sys, with one part."""
    device = root / "sys/devices" / place
    (device / part).mkdir(parents=True)
    (device / "size").write_text(f"{size}\n")
    (device / part / "size").write_text(f"{size - 2048}\n")
    (device / "removable").write_text("0\n")
    (device / "device").mkdir()
    (device / "device/model").write_text("PAPER DISK\n")
    (root / "sys/block" / device.name).symlink_to(device)
    (root / "sys/class/block" / device.name).symlink_to(device)
    (root / "sys/class/block" / part).symlink_to(device / part)
