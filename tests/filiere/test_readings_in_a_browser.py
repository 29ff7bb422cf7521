"""Ten files dropped on a device: what they say together, what they dispute, accepted."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.build.tree import ROOT
from tests.filiere.visits import AXE, RUN, TOO_WIDE, Stage
from tests.inventory.evidence import test_batteries, test_small_tools

pytestmark = [pytest.mark.xdist_group("readings"), pytest.mark.engineless]

LSHW = (ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json").read_text(encoding="utf-8")
DISK = {"name": "nvme0n1", "type": "disk", "size": 512110190592, "model": "ACME PM981 512GB"}
LSBLK = {"blockdevices": [DISK | {"serial": "S3FILIERE00512", "tran": "nvme", "rota": False}]}
NVME = {
    "Devices": [
        {
            "DevicePath": "/dev/nvme0n1",
            "ModelNumber": "ACME PM981 512GB",
            "SerialNumber": "S3FILIERE00512",
            "PhysicalSize": 512110190592,
        }
    ]
}
SMART = {
    "json_format_version": [1, 0],
    "smartctl": {"version": [7, 3], "exit_status": 0},
    "device": {"name": "/dev/nvme0", "type": "nvme", "protocol": "NVMe"},
    "model_name": "ACME PM981 512GB",
    "serial_number": "S3FILIERE00512",
    "user_capacity": {"bytes": 512110190592},
    "smart_status": {"passed": True},
    "nvme_smart_health_information_log": {"percentage_used": 7, "power_on_hours": 4321},
}
DMI = """\
# dmidecode 3.3
Getting SMBIOS data from sysfs.
SMBIOS 3.1.1 present.

Handle 0x000E, DMI type 1, 27 bytes
System Information
	Manufacturer: LENOVO
	Product Name: 20ZZCTO1WW
	Version: ThinkPad T490
	Serial Number: PF0FILI1
	UUID: 4c4c4544-0031-5210-8035-c7c04f4a3232

"""
TERMINAL = (
    "root@live:~# cat /etc/os-release\n"
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n'
    "ID=debian\nroot@live:~# date\nsam. 21 nov. 2026\n"
)
FILES = [
    *(LSHW, json.dumps(LSBLK), json.dumps(NVME), json.dumps(SMART), DMI, TERMINAL),
    *(test_batteries.UPOWER, test_small_tools.LSCPU, test_small_tools.LSPCI),
    LSHW.replace("17179869184", "8589934592"),
]
DROP = """async ([place, files]) => {
    const carried = new DataTransfer();
    files.forEach((one, number) => carried.items.add(
        new File([Uint8Array.from(atob(one), (c) => c.charCodeAt(0))], `releve-${number}`)));
    place.dispatchEvent(new DragEvent("drop",
        {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def stage(browser: Any, ground: Path, engine: str) -> Iterator[Stage]:
    from tests.running import running_site

    with running_site(ground, postgres=engine, workers=1) as site:
        yield Stage(site, browser)


def test_ten_files_dropped_on_a_device_audit_it_once_accepted(stage: Stage) -> None:
    carried = [base64.b64encode(one.encode()).decode() for one in FILES]
    with stage.visitor("operator", 390, bypass_csp=True) as page:
        page.goto(stage.address("/appareils/{collected}/"))
        page.get_by_role("link", name="Relevés de l'appareil").click()
        place = page.locator("[data-drop]").element_handle()
        with page.expect_navigation():
            page.evaluate(DROP, [place, carried])
        said = page.locator("main").inner_text()
        assert "10 fichiers gardés" in page.content(), said
        assert "désaccord" in said
        assert "Ailleurs :" in said and "À rang égal" in said
        assert "4321" in said and "Debian GNU/Linux" in page.content()
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
        assert page.evaluate(RUN) == []
        assert page.evaluate(TOO_WIDE) <= 0
        page.get_by_role("button", name="Retenir et auditer").click()
        page.wait_for_url("**/appareils/*/")
        said = page.locator("main").inner_text()
        assert "Audité" in page.content()
        assert "ThinkPad" in said and "S3FILIERE00512" in said
        assert "n'a pas de preuve d'effacement" in said or "effacement" in said.lower()
