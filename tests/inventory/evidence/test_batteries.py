"""Battery reports: four tools, decimal commas, whose battery it is."""

from inventory.evidence.readers import battery_text
from tests.inventory.evidence.reading import codes, parts, read

UPOWER = """\
Device: /org/freedesktop/UPower/devices/battery_BAT0
  native-path:          BAT0
  vendor:               TESTCELL
  model:                DELL TEST01
  serial:               4321
  power supply:         yes
  battery
    present:             yes
    state:               discharging
    energy:              24,645 Wh
    energy-full:         48,5 Wh
    energy-full-design:  57,532 Wh
    voltage:             14,827 V
    charge-cycles:       231
    percentage:          51%
    capacity:            84,3009%
    technology:          lithium-polymer

Device: /org/freedesktop/UPower/devices/mouse_hidpp_battery_0
  native-path:          hidpp_battery_0
  model:                Mouse
  power supply:         no
  mouse
    percentage:          90%

Device: /org/freedesktop/UPower/devices/DisplayDevice
  power supply:         yes
  battery
    present:             yes
    energy:              24,645 Wh
"""


def test_upower_with_decimal_commas_is_told_in_mwh() -> None:
    assert parts(read(battery_text, UPOWER), "battery") == [
        {
            "brand": "TESTCELL",
            "model": "DELL TEST01",
            "serial": "4321",
            "chemistry": "lithium-polymer",
            "design_mwh": 57532,
            "full_mwh": 48500,
            "now_mwh": 24645,
            "voltage_mv": 14827,
            "cycles": 231,
            "percent": 51,
            "health_percent": 84,
            "status": "discharging",
            "present": True,
        }
    ]


def test_decimal_points_say_the_same() -> None:
    points = UPOWER.replace(",", ".")
    assert parts(read(battery_text, points), "battery") == parts(
        read(battery_text, UPOWER), "battery"
    )


def test_a_mouse_has_no_battery_of_the_device() -> None:
    mouse = UPOWER[UPOWER.index("  native-path:          hidpp") :]
    found = read(battery_text, mouse[: mouse.index("Device:")])
    assert not parts(found, "battery")
    assert codes(found) == {"no_battery"}


def test_acpi_tells_capacities_in_mah() -> None:
    text = """\
Battery 0: Discharging, 87%, 03:12:11 remaining
Battery 0: design capacity 4400 mAh, last full capacity 3810 mAh = 86%
Battery 1: Unknown, 0%
"""
    first, second = parts(read(battery_text, text), "battery")
    assert first["design_mah"] == 4400
    assert first["full_mah"] == 3810
    assert (first["health_percent"], first["percent"], first["status"]) == (86, 87, "discharging")
    assert second == {"percent": 0, "status": "unknown", "present": True}


def test_acpiconf_of_freebsd_is_read() -> None:
    text = """\
Design capacity:\t57020 mWh
Last full capacity:\t42765 mWh
Design voltage:\t\t11100 mV
Cycle Count:\t\t310
Model number:\t\tTEST-45N1
Serial number:\t\t 987
Type:\t\t\tLION
OEM info:\t\tTESTOEM
State:\t\t\thigh
Remaining capacity:\t98%
Present voltage:\t12000 mV
"""
    (battery,) = parts(read(battery_text, text), "battery")
    assert (battery["design_mwh"], battery["full_mwh"]) == (57020, 42765)
    assert (battery["health_percent"], battery["cycles"], battery["brand"]) == (75, 310, "TESTOEM")


def test_the_kernel_counts_in_millionths() -> None:
    text = """\
POWER_SUPPLY_NAME=AC
POWER_SUPPLY_TYPE=Mains
POWER_SUPPLY_ONLINE=1
POWER_SUPPLY_NAME=BAT0
POWER_SUPPLY_TYPE=Battery
POWER_SUPPLY_STATUS=Full
POWER_SUPPLY_PRESENT=1
POWER_SUPPLY_TECHNOLOGY=Li-ion
POWER_SUPPLY_CYCLE_COUNT=0
POWER_SUPPLY_ENERGY_FULL_DESIGN=47520000
POWER_SUPPLY_ENERGY_FULL=23760000
POWER_SUPPLY_CAPACITY=100
POWER_SUPPLY_MODEL_NAME=TEST45
POWER_SUPPLY_MANUFACTURER=LGC
"""
    (battery,) = parts(read(battery_text, text), "battery")
    assert (battery["design_mwh"], battery["full_mwh"], battery["health_percent"]) == (
        47520,
        23760,
        50,
    )
    assert "cycles" not in battery


def test_acpi_without_a_battery_says_so() -> None:
    found = read(battery_text, "Adapter 0: on-line\nCooling 0: Processor 0 of 7\n")
    assert codes(found) == {"no_battery"}


def test_acpi_of_old_indents_its_lines() -> None:
    found = read(battery_text, "     Battery 0: Full, 97%\n  AC Adapter 0: off-line\n")
    assert parts(found, "battery") == [{"percent": 97, "status": "full", "present": True}]
