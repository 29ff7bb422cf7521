"""What Windows prints of itself: made up in the shape of its tools, in several languages."""

import json

import pytest

from inventory.evidence.description import Description
from inventory.evidence.readers import read

ENGLISH = """
Host Name:                 ATELIER-7
OS Name:                   Microsoft Windows 10 Pro
OS Version:                10.0.19045 N/A Build 19045
System Manufacturer:       Acme
System Model:              Rapide 5
System Type:               x64-based PC
Processor(s):              1 Processor(s) Installed.
                           [01]: Intel64 Family 6 Model 142 Stepping 10 GenuineIntel ~1800 Mhz
BIOS Version:              Acme 1.2.3, 12/25/2019
Original Install Date:     2/16/2021, 11:20:27 AM
Total Physical Memory:     32,503 MB
"""
FRENCH = """
Nom de l’hôte:                              ATELIER-7
Nom du système d’exploitation:              Microsoft Windows 10 Professionnel
Version du système:                         10.0.19045 N/A version 19045
Fabricant du système d’exploitation:        Microsoft Corporation
Fabricant du système:                       Acme
Modèle du système:                          Rapide 5
Type du système:                            x64-based PC
Processeur(s):                              1 processeur(s) installé(s).
                                            [01] : Intel64 Family 6 Model 61 ~1900 MHz
Version du BIOS:                            Acme 1.2.3, 25/12/2019
Date d’installation originale:              16/02/2021, 11:20:27
Mémoire physique totale:                    32 503 Mo
Mémoire physique disponible:                8 572 Mo
"""
WMIC = (
    "\r\r\n\r\r\nCreationClassName=Win32_DiskDrive\r\r\nIndex=0\r\r\n"
    "InterfaceType=IDE\r\r\nMediaType=Fixed hard disk media\r\r\nModel=ST500LM999 ATA Device\r\r\n"
    "SerialNumber={serial}\r\r\nSize=500105249280\r\r\n\r\r\n"
)
BATTERY_HTML = """<!DOCTYPE html><html><head><title>Battery report</title></head><body>
<table><tr><td class="label">COMPUTER NAME</td><td>ATELIER-7</td></tr>
<tr><td class="label">SYSTEM PRODUCT NAME</td><td>Acme Rapide 5</td></tr></table>
<h2>Installed batteries</h2><table>
<thead><tr><td> </td><td>BATTERY 1</td><td>BATTERY 2</td></tr></thead>
<tr><td><span class="label">NAME</span></td><td>BAT-9</td><td>BAT-10</td></tr>
<tr><td><span class="label">DESIGN CAPACITY</span></td><td>57{dot}532 mWh
      </td><td>24{dot}000 mWh</td></tr>
<tr><td><span class="label">FULL CHARGE CAPACITY</span></td><td>41{dot}004 mWh</td><td>-</td></tr>
<tr><td><span class="label">CYCLE COUNT</span></td><td>841</td><td>-</td></tr></table>
<h2>Battery capacity history</h2><table><tr><td>DESIGN CAPACITY</td><td>1 mWh</td></tr></table>
</body></html>"""


def part(device: Description, kind: str) -> dict[str, object]:
    return {value.field: value.value for value in next(device.of(kind)).values}


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode(),
        ENGLISH.replace("\n", "\r\n").encode("utf-16"),
        FRENCH.encode(),
        FRENCH.encode("cp1252"),
        FRENCH.replace("’", "'").replace("32 503", "32\u00a0503").encode("cp850"),
    ],
    ids=["english", "utf-16", "french", "french cp1252", "french console"],
)
def test_systeminfo_reads_in_both_languages_and_any_encoding(data: bytes) -> None:
    device = read(data)
    assert (device.brand, device.model, device.memory_mb) == ("Acme", "Rapide 5", 32503)
    assert part(device, "firmware")["date"] == "2019-12-25"
    system = part(device, "system")
    assert (system["build"], system["installed"]) == ("19045", "2021-02-16")
    assert part(device, "processor")["mhz"] in {1800, 1900}
    assert not device.media_complete


IN_OTHER_WORDS = {
    "de": """Hostname:                      ATELIER-7
Betriebssystemname:            Microsoft Windows 10 Pro
Betriebssystemversion:         10.0.19045 Nicht zutreffend Build 19045
Betriebssystemhersteller:      Microsoft Corporation
Ursprüngliches Installationsdatum: 06.02.2021, 17:20:27
Systemhersteller:              Acme
Systemmodell:                  Rapide 5
Prozessor(en):                 1 Prozessor(en) installiert.
                               [01]: Intel64 Family 6 Model 85 ~1800 MHz
BIOS-Version:                  Acme 1.2.3, 05.12.2019
Gesamter physischer Speicher:  32.503 MB
""",
    "es": """Nombre de host:                ATELIER-7
Nombre del sistema operativo:  Microsoft Windows 10 Pro
Versión del sistema operativo: 10.0.19045 N/D Compilación 19045
Fabricante del sistema operativo: Microsoft Corporation
Fecha de instalación original: 06/02/2021, 05:30:55 p. m.
Fabricante del sistema:        Acme
Modelo el sistema:             Rapide 5
Procesador(es):                1 Procesadores instalados.
                               [01]: Intel64 Family 6 Model 85 ~1800 Mhz
Versión del BIOS:              Acme 1.2.3, 05/12/2019
Cantidad total de memoria física: 32.503 MB
""",
    "it": """Nome host:                     ATELIER-7
Nome SO:                       Microsoft Windows 10 Pro
Versione SO:                   10.0.19045 N/D build 19045
Produttore SO:                 Microsoft Corporation
Data di installazione originale: 06/02/2021, 09:30:00
Produttore sistema:            Acme
Modello sistema:               Rapide 5
Processore(i):                 1 processore(i) installati.
                               [01]: Intel64 Family 6 Model 85 ~1800 Mhz
Versione BIOS:                 Acme 1.2.3, 05/12/2019
Memoria fisica totale:         32.503 MB
""",
    "pt": """Nome do host:                  ATELIER-7
Nome do sistema operacional:   Microsoft Windows 10 Pro
Versão do sistema operacional: 10.0.19045 N/A compilação 19045
Data da instalação original:   06/02/2021, 11:03:21
Fabricante do sistema:         Acme
Modelo do sistema:             Rapide 5
Processador(es):               1 processador(es) instalado(s).
                               [01]: Intel64 Family 6 Model 85 ~1800 Mhz
Versão do BIOS:                Acme 1.2.3, 05/12/2019
Memória física total:          32.503 MB
""",
    "en-gb": """Host Name:                 ATELIER-7
OS Name:                   Microsoft Windows 10 Pro
OS Version:                10.0.19045 N/A Build 19045
Original Install Date:     06/02/2021, 11:20:27
System Manufacturer:       Acme
System Model:              Rapide 5
Processor(s):              1 Processor(s) Installed.
                           [01]: Intel64 Family 6 Model 142 ~1800 Mhz
BIOS Version:              Acme 1.2.3, 05/12/2019
System Locale:             en-gb;English (United Kingdom)
Total Physical Memory:     32,503 MB
""",
}


@pytest.mark.parametrize("language", IN_OTHER_WORDS)
def test_systeminfo_reads_in_the_languages_around(language: str) -> None:
    device = read(IN_OTHER_WORDS[language].encode("cp1252"))
    assert (device.brand, device.model, device.memory_mb) == ("Acme", "Rapide 5", 32503)
    assert part(device, "firmware")["date"] == "2019-12-05"
    system = part(device, "system")
    assert (system["build"], system["installed"]) == ("19045", "2021-02-06")
    assert part(device, "processor")["mhz"] == 1800


def test_systeminfo_as_csv_reads_as_its_list() -> None:
    rows = [line.split(":", 1) for line in ENGLISH.strip().split("\n") if not line.startswith(" ")]
    data = "\n".join(
        ",".join(f'"{cell.strip()}"' for cell in column) for column in zip(*rows, strict=True)
    )
    device = read(data.encode())
    assert (device.model, device.memory_mb) == ("Rapide 5", 32503)


def test_get_computerinfo_reads_as_printed_and_as_json() -> None:
    printed = """
WindowsProductName          : Windows 11 Pro
BiosManufacturer            : Acme
BiosSeralNumber             : ZX81-0042
BiosReleaseDate             : 5/29/2023 7:00:00 PM
CsManufacturer              : Acme
CsModel                     : Rapide 5
CsPCSystemType              : Mobile
CsProcessors                : {Cortex 9000}
CsPhyicallyInstalledMemory  : 16777216
"""
    document = {
        "WindowsProductName": "Windows 11 Pro",
        "BiosManufacturer": "Acme",
        "BiosSeralNumber": "ZX81-0042",
        "BiosReleaseDate": "/Date(1685318400000)/",
        "CsManufacturer": "Acme",
        "CsModel": "Rapide 5",
        "CsPCSystemType": 2,
        "CsProcessors": [{"Name": "Cortex 9000", "NumberOfCores": 4}],
        "CsPhyicallyInstalledMemory": 16777216,
    }
    for data in (printed, json.dumps(document)):
        device = read(data.encode())
        assert (device.serial, device.kind_hint, device.memory_mb) == ("ZX81-0042", "laptop", 16384)
        assert device.cpu == "Cortex 9000"
        assert part(device, "firmware")["date"] == "2023-05-29"


@pytest.mark.parametrize(
    ("written", "serial"),
    [("W0X1-77", "W0X1-77"), ("0000_A5B0_0000_0010_0008_0E02_0037_E465.", "")],
)
def test_wmic_in_utf16_tells_its_disk_and_an_identifier_is_no_serial(
    written: str, serial: str
) -> None:
    device = read(WMIC.format(serial=written).encode("utf-16"))
    (medium,) = device.media
    assert (medium.kind, medium.model, medium.size_gb) == ("hdd", "ST500LM999", 500)
    assert medium.serial == serial
    assert device.media_complete


def test_a_serial_in_hexadecimal_with_swapped_pairs_is_put_right() -> None:
    swapped = "".join(a + b for a, b in zip("0X77W1"[1::2], "0X77W1"[0::2], strict=True))
    written = swapped.rjust(20).encode().hex()
    (medium,) = read(WMIC.format(serial=written).encode()).media
    assert medium.serial == "0X77W1"


def test_cim_objects_as_json_make_one_device() -> None:
    document = {
        "Win32_ComputerSystem": {
            "Manufacturer": "LENOVO",
            "Model": "20X",
            "SystemFamily": "ThinkPad Z",
        },
        "Win32_PhysicalMemory": [
            {"Capacity": 8589934592, "SMBIOSMemoryType": 26, "FormFactor": 12, "Speed": 2400},
            {"Capacity": 8589934592, "SMBIOSMemoryType": 26},
        ],
        "Win32_SystemEnclosure": {"ChassisTypes": [10]},
        "Win32_DiskDrive": {"Model": "Disque A", "SerialNumber": "S1", "Size": 256060514304},
        "MSFT_PhysicalDisk": {
            "FriendlyName": "Disque A",
            "SerialNumber": "S1",
            "Size": 256060514304,
            "MediaType": 4,
            "BusType": 11,
            "HealthStatus": 0,
        },
        "Win32_EncryptableVolume": {"DriveLetter": "C:", "ProtectionStatus": 1},
    }
    device = read(json.dumps(document).encode())
    assert (device.model, device.kind_hint, device.memory_mb) == (
        "ThinkPad Z (20X)",
        "laptop",
        16384,
    )
    assert part(device, "memory")["type"] == "DDR4"
    (medium,) = device.media
    assert (medium.kind, medium.kind_from, medium.smart_status) == ("ssd", "rotation", "passed")
    assert part(device, "system")["encrypted"] is True


def test_a_volume_is_no_disk() -> None:
    device = read(b"BlockSize=4096\r\nBootVolume=TRUE\r\nCapacity=510462619648\r\nDeviceID=C:\r\n")
    assert device.media == ()
    assert not device.media_complete


@pytest.mark.parametrize("dot", [",", ".", " ", "\u00a0", "\u202f"])
def test_a_battery_report_is_read_with_any_thousands(dot: str) -> None:
    device = read(BATTERY_HTML.format(dot=dot).encode())
    first, second = device.of("battery")
    assert (first.get("design_mwh"), first.get("full_mwh"), first.get("cycles")) == (
        57532,
        41004,
        841,
    )
    assert (second.get("design_mwh"), second.get("full_mwh"), second.get("cycles")) == (
        24000,
        None,
        None,
    )


def test_a_battery_report_in_xml_reads_alike() -> None:
    device = read(
        b'<?xml version="1.0" encoding="utf-8"?><BatteryReport xmlns="http://schemas.microsoft.com/'
        b'battery/2012"><SystemInformation><SystemManufacturer>Acme</SystemManufacturer>'
        b"</SystemInformation><Batteries><Battery><Id>BAT-9</Id><DesignCapacity>57532</DesignCapacity>"
        b"<FullChargeCapacity>41004</FullChargeCapacity><CycleCount>0</CycleCount></Battery>"
        b"</Batteries><RuntimeEstimates><DesignCapacity><Capacity>1</Capacity></DesignCapacity>"
        b"</RuntimeEstimates></BatteryReport>"
    )
    (battery,) = device.of("battery")
    assert (battery.get("design_mwh"), battery.get("full_mwh"), battery.get("cycles")) == (
        *(57532, 41004),
        None,
    )


def test_a_key_alone_never_stands_for_all_the_media() -> None:
    device = read(
        b"__CLASS=Win32_DiskDrive\nDeviceID=x\nModel=Clef USB Device\nInterfaceType=USB\n"
        b"MediaType=Removable Media\nSize=8000000000\n"
    )
    assert [medium.removable for medium in device.media] == [True]
    assert not device.media_complete


def test_a_cim_object_as_printed_is_read_though_most_of_it_is_empty() -> None:
    device = read(
        b"""

Caption              : Physical Memory
InstallDate          :
Status               :
CreationClassName    : Win32_PhysicalMemory
Manufacturer         : Acme
Model                :
OtherIdentifyingInfo :
PartNumber           : AC-DDR4
PoweredOn            :
SKU                  :
Removable            :
Replaceable          :
Capacity             : 4294967296
PositionInRow        :
Speed                : 2667
DeviceLocator        : ChannelA-DIMM0

"""
    )
    assert (part(device, "memory")["size_mib"], device.memory_mb) == (4096, 4096)


def test_some_properties_of_get_computerinfo_are_read() -> None:
    device = read(
        b"""
BiosSystemBiosMajorVersion : 1
CsPCSystemType             : Mobile
CsSystemFamily             : Rapide
CsSystemSKUNumber          : 1AB23EA#ABF
CsSystemType               : x64-based PC
OsSystemDrive              : C:
"""
    )
    assert (device.kind_hint, device.get("sku")) == ("laptop", "1AB23EA#ABF")


def test_wmic_in_columns_tells_what_it_tells_in_a_list() -> None:
    device = read(
        b"Capacity    DeviceLocator   Manufacturer  Speed  \r\r\n"
        b"4294967296  ChannelA-DIMM0  SK Acme       2667   \r\r\n"
        b"4294967296  ChannelB-DIMM0                2667   \r\r\n\r\r\n"
    )
    first, second = device.of("memory")
    assert (first.text("brand"), second.text("brand"), device.memory_mb) == ("SK Acme", "", 8192)
    (disk,) = read(
        b"Model              SerialNumber  Size           \r\r\n"
        b"ST1000LM999-1RK172      WL1ABC   1000202273280  \r\r\n\r\r\n"
    ).media
    assert (disk.serial, disk.size_gb, disk.model) == ("WL1ABC", 1000, "ST1000LM999-1RK172")
