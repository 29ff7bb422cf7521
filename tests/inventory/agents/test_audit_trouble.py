"""The audit agent where things go wrong: tools that hang, keys that fill, sites that are not ours.

One machine of paper a case; what is recorded is a tool's own words, or a few lines that play it.
"""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from inventory.agents import shell
from inventory.evidence.opening import read_file
from tests.inventory.agents.machine import CODE, TOOLS, Machine, make

FILE = f"media/cle/filiere-{CODE}.txt"
IN_MEMORY = f"tmp/filiere-{CODE}.txt"
WITHOUT_TOKEN = f"{CODE}\n\nO\n"
HANGS = 'case "$1" in --version) echo smartctl 7.3; exit ;; esac\ntrap "" TERM\nsleep 60\n'
BRIDGED = """case "$*" in
*version*) echo smartctl 7.3 ;;
*"-d sat"*) echo '{"serial_number": "BEHIND1"}' ;;
*) echo '/dev/sdb: Unknown USB bridge [0x152d:0x0578 (0x1402)]' ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return make(tmp_path / "machine", tools=TOOLS)


@pytest.mark.parametrize("interpreter", ["dash -u", "bash --posix -u", "busybox sh"])
def test_a_tool_that_nothing_ends_is_left_and_named(tmp_path: Path, interpreter: str) -> None:
    if not shutil.which(interpreter.split(maxsplit=1)[0]):
        pytest.skip(f"{interpreter} absent")
    machine = make(tmp_path / "machine", tools=TOOLS, busybox=interpreter.startswith("busybox"))
    machine.plays("smartctl", HANGS)
    machine.plays("hdparm", 'case "$1" in -V) ;; *) echo "$2" ;; esac\n')
    (machine.root / "sys/block/sdb").unlink()
    machine.audit(WITHOUT_TOKEN, interpreter=interpreter, FILIERE_PATIENCE="1")
    assert "sda Sans réponse : /dev/sda." in machine.said
    assert "hdparm" not in machine.written()[FILE], "a disk that hung is not asked again"
    assert "Killed" not in machine.said
    assert read_file((machine.root / FILE).read_bytes()).model == "Latitude TEST"


def test_a_tool_that_prints_without_end_or_garbage_spoils_nothing(machine: Machine) -> None:
    machine.plays("smartctl", "exec head -c 50000000 /dev/zero\n")
    machine.plays("inxi", "exec head -c 3000 /dev/urandom\n")
    machine.audit(WITHOUT_TOKEN)
    assert "réponse trop longue, laissée" in machine.said
    assert (machine.root / FILE).stat().st_size < 10_000
    assert read_file((machine.root / FILE).read_bytes()).model == "Latitude TEST"


def test_behind_a_usb_bridge_smartctl_is_told_how_to_speak(machine: Machine) -> None:
    machine.plays("smartctl", BRIDGED)
    machine.audit(WITHOUT_TOKEN)
    assert "BEHIND1" in machine.written()[FILE]
    assert "Unknown USB" not in machine.written()[FILE]


def test_a_bay_that_says_removable_still_holds_a_disk_of_the_machine(tmp_path: Path) -> None:
    """Hot-plug SATA says so; its disk is never written on."""
    machine = make(tmp_path / "machine", key=False, tools={})
    (machine.root / "sys/block/sda/removable").write_text("1\n")
    machine.audit(WITHOUT_TOKEN + "o\n")
    assert set(machine.written()) == {IN_MEMORY}
    found = read_file(machine.written()[IN_MEMORY].encode())
    assert [(m.name, m.removable) for m in found.media] == [("/dev/sda", False), ("/dev/sdb", True)]


def test_a_key_that_fills_up_keeps_no_half_of_a_report(machine: Machine) -> None:
    real = shutil.which("cp")
    machine.plays(
        "cp", f'case "$2" in */media/*) echo cut >"$2"; exit 1 ;; esac\nexec {real} "$@"\n'
    )
    machine.audit(WITHOUT_TOKEN + "n\n")
    assert "pleine, protégée ou retirée" in machine.said
    assert set(machine.written()) == {IN_MEMORY}
    assert machine.code == 1


def test_a_key_that_nothing_mounted_is_opened_for_who_says_yes_then_let_go(tmp_path: Path) -> None:
    """ShredOS and SystemRescue mount nothing by themselves."""
    machine = make(tmp_path / "machine", key=False, tools=TOOLS)
    (machine.key / "a-photo.jpg").write_text("not ours")
    machine.plays("mount", f'rmdir "$2" && ln -s "{machine.key}" "$2"\n')
    machine.plays("umount", 'rm "$1" && mkdir "$1"\n')
    machine.plays("id", "echo 0\n")
    machine.audit(f"{CODE}\no\n\n")
    assert "sdb1 (PAPER DISK, 16 Go)" in machine.said
    assert set(machine.written()) == {FILE, "media/cle/a-photo.jpg"}
    assert list((machine.root / "tmp").iterdir()) == []


def test_a_code_typed_on_the_other_keyboard_is_understood(machine: Machine) -> None:
    for typed in ("7ka2;dx44", "èka)é,d)x''"):
        machine.audit(f"{typed}\no\n\nn\n")
        assert "vouliez-vous 7KQ-2MD-X44 ?" in machine.said


def test_without_the_rights_sudo_that_asks_nothing_is_taken(machine: Machine) -> None:
    machine.plays("id", "echo 1000\n")
    machine.audit(WITHOUT_TOKEN)
    assert "relevé sera incomplet" in machine.said
    machine.plays(
        "sudo", '[ "$1" = -n ] && shift\necho "$1" >>"$FILIERE_ROOT/proc/sudo"\nexec "$@"\n'
    )
    machine.audit(WITHOUT_TOKEN)
    assert "relevé sera incomplet" not in machine.said
    assert "dmidecode" in (machine.root / "proc/sudo").read_text()


class Other(BaseHTTPRequestHandler):
    """A site that is not ours: it answers what it was told to, and counts who comes."""

    status, body = 200, b""
    seen: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.do_GET()

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "/portail")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[tuple[str, type[Other]]]:
    handler = type("Told", (Other,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler
        server.shutdown()


@pytest.mark.parametrize(
    ("sender", "status", "body", "sentence"),
    [
        ("curl", 200, b"<html>Bienvenue</html>", "Ce n'est pas lui qui répond"),
        ("wget", 302, b"", "Ce n'est pas lui qui répond"),
        ("curl", 500, b"<h1>Server Error</h1>", "Attendez une minute, puis réessayez"),
    ],
)
def test_what_is_not_the_site_s_answer_is_never_taken_for_success(
    tmp_path: Path,
    other: tuple[str, type[Other]],
    sender: str,
    status: int,
    body: bytes,
    sentence: str,
) -> None:
    """A portal's page is no audit, and where it sends us the token does not follow."""
    if not shutil.which(sender):
        pytest.skip(f"{sender} absent")
    site, handler = other
    handler.status, handler.body = status, body
    machine = make(tmp_path / "machine", tools=TOOLS, sender=sender)
    machine.audit(f"{CODE}\njeton\no\nn\no\n", site=site)
    assert sentence in machine.said
    assert "Relevé gardé" not in machine.said
    assert handler.seen == [f"/api/devices/{CODE}/snapshots?removable=ours"]
    assert FILE in machine.written()


def test_a_clock_of_1970_is_named_as_what_keeps_the_site_unverified(
    machine: Machine, other: tuple[str, type[Other]]
) -> None:
    machine.plays("date", "echo 1970\n")
    machine.audit(f"{CODE}\njeton\no\nn\no\n", site=other[0].replace("http:", "https:"))
    assert "L'horloge de cet appareil dit l'année 1970" in machine.said
    assert "date -s" in machine.said


@pytest.mark.parametrize("sender", ["curl", "wget"])
def test_a_site_that_nobody_vouches_for_hears_nothing_whatever_a_user_set(
    tmp_path: Path, certified: ssl.SSLContext, sender: str
) -> None:
    if not shutil.which(sender):
        pytest.skip(f"{sender} absent")
    machine = make(tmp_path / "machine", tools={}, sender=sender)
    home = machine.root / "proc"
    (home / ".curlrc").write_text("insecure\n")
    (home / ".wgetrc").write_text("check_certificate = off\n")
    handler = type("Told", (Other,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = certified.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        site = f"https://127.0.0.1:{server.server_port}"
        machine.audit(f"{CODE}\njeton\no\nn\no\n", site=site, HOME=str(home))
        server.shutdown()
    assert "Site non vérifié : son certificat ne convient pas" in machine.said
    assert handler.seen == []


@pytest.fixture
def certified(tmp_path: Path) -> ssl.SSLContext:
    """A certificate for this machine that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    alone = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alone, critical=False)
        .sign(key, hashes.SHA256())
    )
    both = tmp_path / "both.pem"
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    both.write_bytes(key.private_bytes(pem, form, plain) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


def test_busybox_wget_that_verifies_nothing_runs_nothing() -> None:
    if not shutil.which("busybox"):
        pytest.skip("busybox absent")
    line = shell.lines("http://127.0.0.1:9")[1].split(" http")[0]
    done = subprocess.run(
        ["busybox", *line.split(), "http://127.0.0.1:9/audit.sh"], capture_output=True, check=False
    )
    assert b"unrecognized option" in done.stderr
    assert done.stdout == b""


def test_what_a_tool_keeps_for_itself_stays_in_memory_and_goes(machine: Machine) -> None:
    machine.plays("inxi", 'echo x >"$HOME/.kept" && echo y >"$TMPDIR/kept"\n')
    machine.audit(WITHOUT_TOKEN)
    assert set(machine.written()) == {FILE}
    assert list((machine.root / "tmp").iterdir()) == []
