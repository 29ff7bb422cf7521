"""Phones and tablets: made up in the shape of getprop, dumpsys and ideviceinfo."""

import plistlib

import pytest

from inventory.evidence.readers import read

GETPROP = """[persist.radio.imei]: [490154203237518]
[persist.sys.boot.reason.history]: [reboot,1656800870
shutdown,1656800747]
[ro.boot.bootdevice]: [{bus}]
[ro.boot.flash.locked]: [1]
[ro.build.characteristics]: [{kind}]
[ro.build.version.release]: [12]
[ro.build.version.security_patch]: [2022-06-01]
[ro.crypto.state]: [encrypted]
[ro.product.brand]: [Acme]
[ro.product.marketname]: [Un Plus]
[ro.product.model]: [A-100]
[ro.serialno]: [27dc0283]
"""
BATTERY = """Current Battery Service state:
  AC powered: false
  status: 3
  health: 2
  present: true
  level: {level}
  scale: {scale}
  voltage: {voltage}
  temperature: 274
  technology: Li-ion
  mSavedBatteryAsoc: 89
  mSavedBatteryUsage: 48700
"""
IDEVICE = """ActivationState: Activated
BuildVersion: 19H12
DeviceClass: iPhone
DeviceName: iPhone de Jeanne
InternationalMobileEquipmentIdentity: 490154203237518
NonVolatileRAM:
 fm-activation-locked: {lock}
ProductType: iPhone8,1
ProductVersion: 15.7
SerialNumber: F17-ZX81
TotalDiskCapacity: 63978983424
"""


def android(bus: str = "1d84000.ufshc", kind: str = "default") -> str:
    return GETPROP.format(bus=bus, kind=kind)


def test_getprop_tells_the_phone_even_when_a_value_runs_over_lines() -> None:
    phone = read(android().encode())
    assert (phone.brand, phone.model, phone.serial) == ("Acme", "Un Plus (A-100)", "27dc0283")
    assert phone.kind_hint == "smartphone"
    (system,) = phone.of("system")
    assert (system.text("version"), system.get("encrypted")) == ("12", True)
    (part,) = phone.of("phone")
    assert (part.text("imei"), part.get("bootloader_locked")) == ("490154203237518", True)
    assert part.values[0].path == "line 1"


@pytest.mark.parametrize(
    ("bus", "kind"), [("1d84000.ufshc", "ufs"), ("7824900.sdhci", "emmc"), ("", "emmc")]
)
def test_its_soldered_storage_is_a_medium_that_is_never_the_whole(bus: str, kind: str) -> None:
    phone = read(android(bus=bus).encode())
    (medium,) = phone.own_media
    assert (medium.kind, medium.kind_from) == (kind, "bus" if bus else "assumed")
    assert not phone.media_complete


def test_a_tablet_says_so() -> None:
    assert read(android(kind="nosdcard,tablet").encode()).kind_hint == "tablet"


@pytest.mark.parametrize("voltage", ["4152", "4.152", "4152000"])
def test_dumpsys_battery_is_read_in_any_unit(voltage: str) -> None:
    text = BATTERY.format(level=50, scale=200, voltage=voltage)
    (battery,) = read(text.encode()).of("battery")
    said = {value.field: value.value for value in battery.values}
    assert (said["percent"], said["voltage_mv"], said["temperature_c"]) == (25, 4152, 27)
    assert (said["health"], said["status"]) == ("good", "discharging")
    assert (said["health_percent"], said["cycles"]) == (89, 487)


def test_a_paste_of_getprop_then_dumpsys_tells_both() -> None:
    from inventory.evidence.opening import read_file

    text = f"$ adb shell getprop\n{android()}$ adb shell dumpsys battery\n" + BATTERY.format(
        level=50, scale=100, voltage=4000
    )
    phone = read_file(text.encode())
    assert phone.model == "Un Plus (A-100)"
    assert next(phone.of("battery")).get("percent") == 50


@pytest.mark.parametrize(("lock", "locked"), [("WUVT", True), ("Tk8=", None)])
def test_ideviceinfo_tells_the_lock_and_no_owner(lock: str, *, locked: bool | None) -> None:
    phone = read(IDEVICE.format(lock=lock).encode())
    assert (phone.brand, phone.model, phone.kind_hint) == ("Apple", "iPhone8,1", "smartphone")
    assert phone.get("locked") is locked
    assert phone.own_media[0].size_gb == 64
    assert "Jeanne" not in str(phone.as_data())


def test_ideviceinfo_as_a_property_list_reads_alike() -> None:
    phone = read(
        plistlib.dumps(
            {
                "ProductType": "iPad7,5",
                "ProductVersion": "17.1",
                "SerialNumber": "F17-ZX81",
                "UniqueDeviceID": "x",
                "NonVolatileRAM": {"fm-activation-locked": b"YES"},
            }
        )
    )
    assert (phone.kind_hint, phone.serial, phone.get("locked")) == ("tablet", "F17-ZX81", True)
    assert next(phone.of("system")).text("name") == "iPadOS"


def test_the_battery_of_an_iphone_has_its_cycles() -> None:
    (battery,) = read(
        plistlib.dumps(
            {"IORegistry": {"CycleCount": 512, "DesignCapacity": 1715, "AppleRawMaxCapacity": 1480}}
        )
    ).of("battery")
    assert (battery.get("cycles"), battery.get("design_mah"), battery.get("full_mah")) == (
        *(512, 1715),
        1480,
    )


def test_build_prop_says_what_getprop_says() -> None:
    phone = read(
        b"# begin build properties\nro.build.version.release=12\nro.product.brand=Acme\n"
        b"ro.product.model=A-100\nro.build.characteristics=tablet\n"
    )
    assert (phone.brand, phone.model, phone.kind_hint) == ("Acme", "A-100", "tablet")
