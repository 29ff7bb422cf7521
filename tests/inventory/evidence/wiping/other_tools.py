"""Recordings of our own of the other erasure tools: every serial is made up."""

from __future__ import annotations

import json


def sanitize(*, result: bool = True, serial: str = "WXTEST12345", method: str = "badblocks") -> str:
    """One erasure of usody sanitize, by badblocks, which reads again what it wrote."""
    start, end = 1_795_168_800.5, 1_795_175_000.25
    command = {
        "command": f"{method} -wv -p 1 -t random /dev/sda",
        "stdout": "",
        "stderr": "Pass completed, 0 bad blocks found. (0/0/0 errors)" if result else "",
        "return_code": 0 if result else 1,
        "success": result,
        "start_time": start,
        "end_time": end,
    }
    step = {
        "step_number": 1,
        "start_time": start,
        "end_time": end,
        "commands": [command],
        "success": result,
    }
    told = {
        "steps": [step],
        "validation": {"result": None, "commands": [], "data": {}},
        "device_info": {
            "model": "WDC WD2500AAKX",
            "serial_number": serial,
            "size": "232.9G",
            "storage_medium": "HDD",
            "export_data": {
                "smart": {
                    "model_name": "WDC WD2500AAKX-001CA0",
                    "serial_number": serial,
                    "user_capacity": {"bytes": 250_059_350_016},
                }
            },
        },
        "method": {
            "name": "Baseline Erasure",
            "verification_enabled": False,
            "overwriting_steps": [{"tool": method, "pattern": "random"}],
        },
        "result": result,
        "version": "0.1.1",
    }
    return json.dumps(told, indent=2)


def snapshot(*, severity: str = "Info", action: str = "EraseSectors") -> str:
    """An eReuse snapshot with one disk and one erasure."""
    step = {
        "type": "StepRandom",
        "severity": severity,
        "startTime": "2026-11-20T09:00:00+00:00",
        "endTime": "2026-11-20T10:00:00+00:00",
    }
    erase = {**step, "type": action, "steps": [step], "endTime": "2026-11-20T10:00:01+00:00"}
    disk = {
        "type": "HardDrive",
        "model": "HGST HTS545050A7",
        "serialNumber": "TE85TEST77",
        "size": 476_940,
        "actions": [erase],
    }
    told = {
        "type": "Snapshot",
        "software": "Workbench",
        "version": "11.0b11",
        "device": {"type": "Laptop"},
        "components": [disk],
    }
    return json.dumps(told, indent=2)


HDPARM = """\
root@shredos:~# hdparm -I /dev/sda

/dev/sda:

ATA device, with non-removable media
\tModel Number:       SAMSUNG MZ7TEST256
\tSerial Number:      S2TEST0X123456
\tdevice size with M = 1000*1000:      256060 MBytes (256 GB)
Security:
\tMaster password revision code = 65534
\t\tsupported
\t\tenabled
\tnot\tlocked
\tnot\tfrozen
root@shredos:~# date -Is
2026-11-20T09:00:00+01:00
root@shredos:~# hdparm --user-master u --security-erase p /dev/sda
security_password: "p"

/dev/sda:
 Issuing SECURITY_ERASE command, password="p", user=user
root@shredos:~# hdparm -I /dev/sda

/dev/sda:

ATA device, with non-removable media
\tModel Number:       SAMSUNG MZ7TEST256
\tSerial Number:      S2TEST0X123456
Security:
\tMaster password revision code = 65534
\t\tsupported
\tnot\tenabled
\tnot\tlocked
\tnot\tfrozen
root@shredos:~# cmp /dev/zero /dev/sda
cmp: EOF on /dev/sda
root@shredos:~# date -Is
2026-11-20T10:30:00+01:00
"""

HDPARM_FAILED = (
    HDPARM.replace("user=user\n", "user=user\nSG_IO: bad/missing sense data, sb[]: 70 00 0b\n")
    .replace("\tnot\tenabled", "\t\tenabled")
    .replace("cmp: EOF on /dev/sda", "/dev/zero /dev/sda differ: char 1, line 1")
)
"""A drive that refused: it stays locked by its password, and its data are still there."""

NVME_SANITIZE = """\
root@debian:~# nvme id-ctrl /dev/nvme0
NVME Identify Controller:
sn        : S4TEST0N654321
mn        : SAMSUNG MZVTEST512
tnvmcap   : 512110190592
root@debian:~# nvme sanitize -a start-block-erase /dev/nvme0
root@debian:~# nvme sanitize-log /dev/nvme0
Sanitize Progress                      (SPROG) :  32000
Sanitize Status                        (SSTAT) :  0x2
Sanitize Command Dword 10 Information (SCDW10) :  0x2
root@debian:~# nvme sanitize-log /dev/nvme0
Sanitize Progress                      (SPROG) :  65535
Sanitize Status                        (SSTAT) :  0x101
Sanitize Command Dword 10 Information (SCDW10) :  0x2
root@debian:~# date
Fri Nov 20 10:30:00 UTC 2026
"""

NVME_FORMAT = """\
root@debian:~# nvme id-ctrl /dev/nvme0
sn        : S4TEST0N654321
mn        : SAMSUNG MZVTEST512
root@debian:~# nvme format /dev/nvme0n1 --ses=1
Success formatting namespace:1
root@debian:~# cmp /dev/zero /dev/nvme0n1
cmp: EOF on /dev/nvme0n1
root@debian:~# date -Is
2026-11-20T10:30:00+01:00
"""

NWIPE_JSON = json.dumps(
    {
        "report_metadata": {"generated_at": "2026-11-20", "software": "nwipe", "version": "0.42"},
        "device": {"name": "/dev/sda", "model": "ST500", "serial_no": "ZFA0TEST1"},
        "wipe_result": {
            "status": "success",
            "pass_errors": 0,
            "verify_errors": 0,
            "start_time": 1_795_168_800,
            "end_time": 1_795_175_000,
        },
    },
    indent=2,
)
