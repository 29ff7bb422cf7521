"""Serial numbers as makers print them: compared by a key, placeholders recognised."""

import re

LONGEST_KEY = 80
SHORTEST_KEY = 3

_DROPPED = re.compile(r"[-_.\s\x00-\x1f\x7f]+")

# Keys of what makers leave when nobody filled the field in.
_PLACEHOLDERS = frozenset(
    {
        *(
            "ASSET",
            "ASSETTAG",
            "NOASSETTAG",
            "BASEBOARDSERIALNUMBER",
            "BASEBOARDVERSION",
            "BASEBOARDMANUFACTURER",
            "CHASSISMANUFACTURE",
            "CHASSISMANUFACTURER",
            "CHASSISSERIALNUMBER",
            "CHASSISVERSION",
        ),
        *("MBSERIALNUMBER", "MODULESERIALNUMBER", "NOSERIAL", "NOSERIALNUMBER", "SERIAL"),
        *("SERIALNUMBER", "SERNUM", "SN", "SYSSERIALNUMBER", "SYSTEMSERIALNUMBER"),
        *("SYSTEMMANUFACTURER", "SYSTEMNAME", "SYSTEMPRODUCTNAME", "SYSTEMVERSION"),
        *("DEFAULT", "DEFAULTSTRING", "EMPTY", "FILLBYOEM", "TOBEFILLED", "TOBEFILLEDBYOEM"),
        *("INVALID", "N/A", "NA", "NIL", "NONE", "NOTAPPLICABLE", "NOTAVAILABLE", "NOTDEFINED"),
        *("NOTPRESENT", "NOTPROVIDED", "NOTSET", "NOTSPECIFIED", "NULL", "OEM", "STANDARD"),
        *("UNDEFINED", "UNKNOWN", "UNKNOWNPRODUCT", "UNSPECIFIED"),
        *("SYSTEMSKU", "SYSTEMSKU#", "SYSTEMSKUNUMBER", "TYPE1FAMILY"),
    }
)
# What a firmware numbers itself: SerNum00, ModulePartNumber01, A1_Manufacturer0, 0x00000000.
_NUMBERED = re.compile(
    r"^(?:(?:A|ARRAY|DIMM)\d)?(?:MANUFACTURER|SERNUM|SERIALNUM(?:BER)?|(?:MODULE)?PARTNUM(?:BER)?"
    r"|ASSETTAGNUM)\d{1,2}$|^0X0+$"
)
_COUNTED = re.compile(r"^[A-Z]{0,5}(?:0?123456789|01234567|12345678)[0-9A-F]*$")


def serial_key(text: str) -> str:
    """Return the text in upper case without `-_.`, spaces or control characters."""
    if text.isalnum() and text.isascii():
        return text.upper()[:LONGEST_KEY]
    plain = text[:400]
    if not (plain.isascii() and plain.isprintable()):
        plain = _DROPPED.sub("", plain)
    else:
        plain = plain.replace(" ", "").replace("-", "").replace("_", "").replace(".", "")
    return plain.upper()[:LONGEST_KEY]


def is_placeholder(text: str) -> bool:
    """True when the text says nothing: empty, a maker's filler, one character repeated."""
    key = serial_key(text)
    return (
        not key
        or key in _PLACEHOLDERS
        or (key[0] == key[-1] and key == key[0] * len(key))
        or ("1234567" in key and _COUNTED.match(key) is not None)
        or (("NU" in key or "0X" in key) and _NUMBERED.match(key) is not None)
    )


def clean_serial(text: str) -> str:
    """Return the key to compare serials by, or '' when it identifies nothing."""
    key = serial_key(text)
    return "" if len(key) < SHORTEST_KEY or is_placeholder(key) else key
