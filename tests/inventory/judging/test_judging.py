"""What is decided of a device: no database, no clock, the figures of the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory.judging import figures
from inventory.judging.age import age
from inventory.judging.capabilities import capabilities
from inventory.judging.hardware import Battery, Disk, Hardware
from inventory.judging.health import battery_health, disk_health
from inventory.judging.imei import read_imei
from inventory.judging.judgement import judge
from inventory.judging.mobiles import mobile
from inventory.judging.processors import processor
from inventory.judging.systems import MAYBE, NO, YES, advised, installed, systems
from inventory.judging.triage import RULES, triage

TODAY = date(2026, 11, 21)
SSD = Disk(kind="ssd", size_gb=256, smart_status="passed")
I5_8 = Hardware(
    kind="laptop", cpu="Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", memory_mib=7864, disks=(SSD,)
)


@pytest.mark.parametrize("name", figures.names())
def test_every_table_is_the_one_its_card_describes(name: str) -> None:
    assert figures.table(name)


# Named by Microsoft's lists of processors (yes), or absent from them (no).
ADMITTED = """i3-8100 i5-8250U i7-7820HQ i3-10110U i5-1035G1 i5-1135G7 i9-7980XE i3-L13G4"""
REFUSED = """i5-7200U i7-7700HQ i5-6300U i5-7Y54 i3-4005U i7-3520M"""


@pytest.mark.parametrize(
    ("name", "admitted"),
    [
        *((f"Intel(R) Core(TM) {one} CPU", True) for one in ADMITTED.split()),
        *((f"Intel(R) Core(TM) {one} CPU", False) for one in REFUSED.split()),
        ("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", True),
        ("Intel(R) Celeron(R) CPU  N3060  @ 1.60GHz", False),
        ("Intel(R) Pentium(R) CPU G4400 @ 3.30GHz", False),
        ("Intel(R) Pentium(R) Gold G5400 CPU @ 3.70GHz", True),
        ("AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx", False),
        ("AMD Ryzen 5 2600 Six-Core Processor", True),
        ("AMD Ryzen 3 3200U with Radeon Vega Mobile Gfx", True),
        ("AMD Athlon 200GE with Radeon Vega Graphics", False),
        ("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", False),
    ],
)
def test_windows_11_takes_the_processors_that_microsoft_lists(name: str, admitted: bool) -> None:
    known = processor(name)
    assert known is not None
    assert known.windows11 is admitted


def _verdicts(hardware: Hardware, on: date = TODAY) -> dict[str, str]:
    return {one.key: one.verdict for one in systems(hardware, on)}


def test_windows_11_needs_the_processor_and_the_security_module() -> None:
    assert _verdicts(I5_8)["windows11"] == MAYBE
    assert _verdicts(replace(I5_8, tpm="2.0"))["windows11"] == YES
    assert _verdicts(replace(I5_8, tpm="1.2"))["windows11"] == NO
    old = replace(I5_8, cpu="Intel(R) Core(TM) i5-6300U", tpm="2.0")
    told = next(one for one in systems(old, TODAY) if one.key == "windows11")
    assert told.verdict == NO
    assert "liste de Microsoft" in told.why[0]


def test_what_is_advised_follows_memory_bits_and_the_day() -> None:
    def name(hardware: Hardware, on: date = TODAY) -> str:
        found = advised(hardware, on)
        return found.name if found else ""

    assert name(I5_8) == "Linux Mint 22"
    assert name(replace(I5_8, memory_mib=2048)) == "Linux Mint 22 Xfce"
    netbook = Hardware(
        kind="laptop", cpu="Intel(R) Atom(TM) CPU N270", memory_mib=2048, disks=(SSD,)
    )
    assert name(netbook) == "Debian 12 (32 bits)"
    assert name(I5_8, date(2029, 5, 1)) == "Debian 13"
    assert name(I5_8, date(2031, 5, 1)) == ""


def test_a_mac_is_offered_its_last_macos_while_apple_serves_it() -> None:
    mac = replace(I5_8, brand="Apple", model="MacBookPro15,1")
    found = advised(mac, TODAY)
    assert found is not None
    assert (found.name, found.until_is) == ("macOS 15", "derived")
    later = advised(mac, date(2028, 1, 1))
    assert later is not None
    assert later.name == "Linux Mint 22"
    assert "windows11" not in _verdicts(mac)


def test_a_processor_that_is_no_x86_is_not_offered_what_cannot_start_on_it() -> None:
    old = Hardware(kind="desktop", brand="Apple", cpu="PowerPC G5 (1.1)", memory_mib=2048)
    assert {one.verdict for one in systems(old, TODAY)} == {NO}
    new = replace(I5_8, brand="Apple", model="MacBookAir10,1", cpu="Apple M1")
    assert [key for key, verdict in _verdicts(new).items() if verdict == YES] == ["macos"]
    arm = replace(I5_8, cpu="Snapdragon (TM) 7c @ 2.40 GHz", tpm="2.0")
    assert [key for key, verdict in _verdicts(arm).items() if verdict == YES] == ["windows11"]
    assert systems(Hardware(kind="laptop"), TODAY) == ()


@pytest.mark.parametrize(
    ("brand", "model", "name", "until_is"),
    [
        ("samsung", "SM-A528B", "Galaxy A52s 5G", "published"),
        ("Samsung", "Galaxy A20e", "Galaxy A20e", "over"),
        ("Apple", "iPhone10,4", "iPhone 8", "last_seen"),
        ("Apple", "iPhone 8", "iPhone 8", "last_seen"),
        ("Apple", "iPhone 11", "iPhone 11", "none"),
        ("Apple", "iPhone SE 2020", "iPhone SE (2e génération)", "none"),
        ("Samsung", "Galaxy A52s", "Galaxy A52s 5G", "published"),
        ("Google", "Pixel 6a", "Pixel 6a", "published"),
    ],
)
def test_a_phone_is_known_by_its_code_or_its_name(
    brand: str, model: str, name: str, until_is: str
) -> None:
    known = mobile(Hardware(kind="smartphone", brand=brand, model=model))
    assert known is not None
    assert (known.model, known.until_is) == (name, until_is)


def test_an_ipad_is_known_as_people_name_it() -> None:
    known = mobile(Hardware(kind="tablet", brand="Apple", model="iPad 6"))
    assert known is not None
    assert known.last_version == "iPadOS 17"
    assert mobile(Hardware(kind="smartphone", brand="Xiaomi", model="Redmi Note 8")) is None


def test_the_installed_system_has_its_own_end() -> None:
    ends = {
        "Linux Mint 22.3": date(2029, 4, 30),
        "Debian GNU/Linux 13 (trixie)": date(2030, 6, 30),
        "Ubuntu 24.04.2 LTS": date(2029, 5, 31),
        "Microsoft Windows 10 Pro 10.0.19045": date(2025, 10, 14),
        "Windows 8.1": date(2023, 1, 10),
    }
    for name, until in ends.items():
        found = installed(name)
        assert found is not None, name
        assert found.until == until, name
    assert installed("PrimTux 8") is None


def test_smartctl_says_by_bits_what_its_words_may_hide() -> None:
    def verdict(**told: object) -> str:
        return disk_health(replace(SSD, **told)).verdict  # type: ignore[arg-type]

    assert verdict() == "good"
    assert verdict(exit_status=0) == "good"
    assert verdict(exit_status=0b1000) == "replace"
    assert verdict(exit_status=0b1000000) == "watch"
    assert disk_health(Disk(kind="hdd", exit_status=0b10)).verdict == "unknown"
    assert verdict(pending=1) == "replace"
    assert verdict(reallocated=3) == "watch"
    assert verdict(wear_percent=100) == "replace"
    assert verdict(smart_status="FAILED!") == "replace"
    assert disk_health(Disk(kind="hdd", power_on_hours=12)).verdict == "unknown"


def test_a_battery_is_judged_by_what_is_left_of_it() -> None:
    verdicts = [battery_health("laptop", Battery(percent=one)).verdict for one in (95, 79, 59)]
    assert verdicts == ["good", "watch", "replace"]
    assert "seuil" in battery_health("laptop", Battery(percent=59)).findings[0]
    assert battery_health("laptop", Battery()).verdict == "unknown"


def test_an_imei_is_checked_by_its_digit_and_only_its_type_is_kept() -> None:
    good, slip = read_imei("49-015420-323751-8"), read_imei("490154203237517")
    assert good is not None
    assert slip is not None
    assert (good.tac, good.valid, slip.valid) == ("49015420", True, False)
    assert "323751" not in repr(good)
    assert read_imei("000000000000000") is None
    assert read_imei("350 FIC") is None


def test_age_says_how_it_is_known() -> None:
    told = age(replace(I5_8, made="2019-W07"), 2026)
    assert told is not None
    assert (told.year, told.sure) == (2019, True)
    told = age(I5_8, 2026)
    assert told is not None
    assert (told.year, told.sure) == (2018, False)
    assert "processeur" in told.method
    told = age(Hardware(kind="laptop", firmware_date="04/12/2011"), 2026)
    assert told is not None
    assert "au plus tard" in told.method
    assert age(Hardware(kind="monitor"), 2026) is None


def test_both_lists_of_rules_are_the_same() -> None:
    assert {row["when"] for row in figures.table("triage_rules")} == set(RULES)


def _proposed(hardware: Hardware) -> str:
    found = triage(hardware, TODAY)
    return found.proposal if found else ""


def test_triage_proposes_and_says_why() -> None:
    assert _proposed(I5_8) == "refurbish"
    assert _proposed(replace(I5_8, tests={"power_on": "fail"})) == "parts"
    assert _proposed(replace(I5_8, tests={"screen": "fail"})) == "parts"
    assert _proposed(replace(I5_8, cpu="Intel(R) Atom(TM) CPU N270")) == "recycle"
    assert _proposed(replace(I5_8, memory_mib=512)) == "recycle"
    assert _proposed(Hardware(kind="smartphone", model="iPhone 6")) == "recycle"
    assert _proposed(Hardware(kind="smartphone", model="iPhone 11")) == "refurbish"
    assert _proposed(Hardware(kind="monitor", tests={"power_on": "pass"})) == "refurbish"
    assert _proposed(Hardware(kind="monitor")) == ""


def test_locks_and_dangers_are_said_first_and_never_decide() -> None:
    locked = triage(replace(I5_8, locks=("firmware_password",)), TODAY)
    assert locked is not None
    assert locked.proposal == "refurbish"
    assert "verrouillé" in locked.first[0]
    worn = replace(I5_8, batteries=(Battery(percent=40),), disks=(replace(SSD, pending=8),))
    told = triage(worn, TODAY)
    assert told is not None
    assert told.first == (
        "Remplacer la batterie.",
        "Remplacer le disque : il annonce une panne.",
    )


def test_what_was_not_tested_is_not_promised() -> None:
    keys = {one.key for one in capabilities(I5_8)}
    assert "video_call" not in keys
    assert {"bits64", "memory", "ssd"} <= keys
    seen = dict.fromkeys(("webcam", "microphone", "sound", "wifi"), "pass")
    assert "video_call" in {one.key for one in capabilities(replace(I5_8, tests=seen))}


def test_one_call_judges_the_whole() -> None:
    told = judge(replace(I5_8, system="Debian 13"), TODAY)
    assert told.support is not None
    assert told.support.until == date(2030, 6, 30)
    assert told.avoided is not None
    assert told.avoided.mean == 27
    assert told.processor is not None
