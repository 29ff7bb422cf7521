"""Serials: one key whatever the spelling, nothing for what makers leave unfilled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.evidence.finding import Finding
from inventory.evidence.serials import clean_serial, is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Not Specified",
        "NOT SPECIFIED",
        "To Be Filled By O.E.M.",
        "SerNum00",
        "ModulePartNumber01",
        "Array1_Manufacturer0",
        "EeePC-0123456789",
        "0x00000000",
        "to be filled by O.E.M",
        "Default string",
        "System Serial Number",
        "Chassis Serial Number",
        "0",
        "000000000000",
        "0000-0000-0000",
        "XXXX",
        "xxxxxxxxxx",
        "INVALID",
        "None",
        "N/A",
        "Unknown",
        "FFFFFFFF",
        "........",
        "--------",
        "1111 1111",
        "123456789",
        "0123456789",
        "SN 123456789ABC",
        "\0\0\0",
        "12",
    ],
)
def test_a_placeholder_is_no_serial(text: str) -> None:
    assert clean_serial(text) == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("WD-WCAV2U856544", "WDWCAV2U856544"),
        (" wd-wcav2u856544 ", "WDWCAV2U856544"),
        ("S3.FIL_I E", "S3FILIE"),
        ("5CD7314HDY", "5CD7314HDY"),
        ("000123", "000123"),
        ("1234ABCD", "1234ABCD"),
    ],
)
def test_a_serial_has_one_key_whatever_its_spelling(text: str, key: str) -> None:
    assert clean_serial(text) == key
    assert not is_placeholder(text)


@given(st.text(max_size=200))
def test_a_key_is_its_own_key(text: str) -> None:
    key = clean_serial(text)
    assert clean_serial(key) in {key, ""}
    assert len(key) <= 80
    assert not set(key) & set("-_. \0")


@pytest.mark.parametrize("version", ["9", "11", "1.1", "2.2.2", "33", "A00"])
def test_a_version_of_one_digit_again_and_again_is_a_version(version: str) -> None:
    found = Finding("one", 1)
    part = found.component("system", path="")
    assert part.tell("version", version, path="line 1")
    assert part.told("version") == version


@pytest.mark.parametrize("filler", ["0", "0.0", "00000", "xxxx", "Not Specified", "11111111"])
def test_a_filler_is_no_version(filler: str) -> None:
    assert not Finding("one", 1).component("firmware", path="").tell("version", filler, path="")
