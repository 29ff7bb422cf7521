"""The script for Windows. No PowerShell runs here: what can be checked without it is.

What it may write, its letters, its strings and its classes are checked in its text; what it
would send is made up in its form, and read.
"""

import re

import pytest

from inventory.agents import powershell, shell
from inventory.evidence import cim_parts
from inventory.evidence.opening import open_file, read_file

SITE = "https://filiere.example"
SOURCE = powershell.SCRIPT.read_text(encoding="utf-8")
CODE = "\n".join(line for line in SOURCE.split("\n") if not line.lstrip().startswith("#"))
TOKEN = re.compile(r'"(?:[^"`\n]|`.|"")*"|\'[^\'\n]*\'')
REPORT = """=== filiere releve 1
code: 7KQ2MDX44

=== filiere wmi 5

__CLASS=Win32_ComputerSystem
Manufacturer=Acme
Model=Rapide 5
PCSystemType=2
TotalPhysicalMemory=8438939648

__CLASS=Win32_BIOS
SerialNumber=ZX81-0042
ReleaseDate=2019-12-25

__CLASS=Win32_DiskDrive
DeviceID=\\\\.\\PHYSICALDRIVE0
Model=ST500LM999
SerialNumber=W0X1-77
Size=500105249280

__CLASS=Win32_EncryptableVolume
DriveLetter=C:
ProtectionStatus=1

__CLASS=Filiere_Firmware
FirmwareType=UEFI
SecureBoot=True

=== filiere fin 1
"""


def test_what_is_served_is_ascii_and_names_the_site() -> None:
    served = powershell.script(SITE)
    assert served.isascii()
    assert f'$Site = "{SITE}"' in served
    assert powershell.PLACE not in served
    assert powershell.command(SITE).endswith(f"DownloadString('{SITE}/audit.ps1'))")


def test_neither_agent_has_an_answer_by_default_and_the_command_asks_for_tls_1_2() -> None:
    for source in (SOURCE, shell.script(SITE)):
        assert not re.search(r"\[(?:O/n|o/N)\]", source)
    assert len(re.findall(r"\(?Test-Yes \"", SOURCE)) == 4
    assert shell.script(SITE).count("if ask_yes ") == 2
    assert "SecurityProtocol = 3072; iex" in powershell.command(SITE)
    assert powershell.command("http://localhost:8000").startswith("iex ")


def test_every_accent_is_within_a_double_quoted_string() -> None:
    outside = TOKEN.sub(lambda found: "" if found[0][0] == '"' else found[0], CODE)
    assert outside.isascii()


def test_strings_and_brackets_are_closed() -> None:
    bare = TOKEN.sub("", CODE)
    assert '"' not in bare and "'" not in bare
    open_ = []
    for letter in bare:
        if letter in "({[":
            open_.append(letter)
        elif letter in ")}]":
            assert open_ and open_.pop() + letter in {"()", "{}", "[]"}
    assert not open_


def test_it_writes_only_on_the_key_chosen() -> None:
    forbidden = (
        r"Out-File|(?:Set|Add)-Content|New-Item|Start-Transcript|Tee-Object|Export-|Copy-Item"
    )
    assert not re.search(forbidden, CODE)
    assert not re.search(r"(?<![-=2])>(?!&|=)", TOKEN.sub("", CODE)), "a redirection to a file"
    writes = re.findall(r"\[System\.IO\.File\]::(?:Write|Append|Create|Open)\w*\((\$\w+)", CODE)
    assert writes == ["$path"]
    assert set(re.findall(r'\$path = "([^"]*)"', CODE)) == {
        r"$Key\$name",
        r"$Key\filiere-batterie.xml",
    }
    assert "DriveType -eq 2" in CODE and "-ne $env:SystemDrive" in CODE


def test_it_never_lowers_the_guard_of_tls_nor_takes_a_token_as_argument() -> None:
    assert "ServerCertificateValidationCallback" not in CODE
    assert "SkipCertificateCheck" not in CODE
    assert not re.search(r"(?im)^\s*param\s*\(", CODE)


@pytest.mark.parametrize("cmdlet", ["ConvertTo-Json", "Invoke-WebRequest", "Invoke-RestMethod"])
def test_nothing_that_powershell_2_lacks_is_needed(cmdlet: str) -> None:
    assert cmdlet not in CODE
    assert "Get-WmiObject" in CODE, "what PowerShell 2 has instead of Get-CimInstance"


def test_what_only_tells_of_the_donor_is_not_asked_for() -> None:
    """`systeminfo` names the owner and the network; a battery report, when one was there."""
    assert "systeminfo" not in CODE
    cut = re.search(r'\[regex\]::Replace\(\$text, "([^"]*)"', CODE)
    assert cut is not None
    report = "<A><ComputerName>PC-DE-MARIE</ComputerName><B/><RecentUsage>\n18:04</RecentUsage></A>"
    assert re.sub(cut[1], "", report) == "<A><B/></A>"


@pytest.mark.parametrize("sentence", ["Réessayer l'envoi ?", "un portail Wi-Fi ?", "l'année"])
def test_both_agents_say_the_same_of_what_fails(sentence: str) -> None:
    assert sentence in SOURCE
    assert sentence in shell.script(SITE).replace("""'"'"'""", "'")


def test_every_class_asked_for_is_one_that_a_reader_knows() -> None:
    asked = {name.lower() for name in re.findall(r'@\("(\w+)", "root', CODE)}
    assert len(asked) > 15
    assert asked <= {*cim_parts.TELLERS, "win32_diskdrive", "msft_physicaldisk"}


def test_what_it_would_send_reads_whole() -> None:
    assert [piece.refusal for piece in open_file(REPORT.encode())] == [None]
    device = read_file(REPORT.encode())
    assert (device.brand, device.model, device.serial) == ("Acme", "Rapide 5", "ZX81-0042")
    assert (device.kind_hint, device.memory_mb) == ("laptop", 8048)
    assert [medium.serial for medium in device.media] == ["W0X1-77"]
    firmware = next(device.of("firmware"))
    assert (firmware.get("uefi"), firmware.get("secure_boot")) == (True, True)
    assert firmware.get("date") == "2019-12-25"
