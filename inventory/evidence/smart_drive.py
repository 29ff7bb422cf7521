"""One drive as smartctl tells it, in JSON or in text: the same facts, the same judgement.

A fact travels with its place. The exit status is a mask of bits (smartctl(8), "EXIT STATUS").
"""

import re
from dataclasses import dataclass, field
from typing import Any

from inventory.evidence import medium_kinds
from inventory.evidence.serials import is_placeholder

EXIT_BITS: dict[int, tuple[str, str]] = {
    0: ("smartctl_usage", "smartctl a refusé sa ligne de commande."),
    1: ("not_opened", "Le disque n'a pas répondu à smartctl : lisez-le branché autrement."),
    2: ("smart_command_failed", "Le disque a refusé une commande SMART : lecture incomplète."),
    3: ("failing_now", "Le disque annonce sa panne : ne le remettez pas en service."),
    4: ("prefail_now", "Un indicateur de panne du disque est passé sous son seuil."),
    5: ("below_threshold_before", "Un indicateur du disque est passé sous son seuil autrefois."),
    6: ("errors_logged", "Le journal d'erreurs du disque n'est pas vide."),
    7: ("self_test_failed", "Un autotest du disque a échoué."),
}
"""Bit → code of the note, and its sentence."""

_LIFE_LEFT = re.compile(
    r"^(?:SSD_Life_Left|Media_Wearout_Indicator|Wear_Leveling_Count|Percent_Lifetime_Remain(?:ing)?"
    r"|Percent_Lifetime_Used|Perc(?:ent)?_Rated_Life_(?:Remain(?:ing)?|Used)|Perc_Rated_Life_\w+"
    r"|Remaining_Lifetime_Perc|Lifetime_(?:Remaining|Left)\w*|Drive_Life_Remaining\w*"
    r"|Remaining_Life\w*|Life_Curve_Status|Wear_Range_Delta_Left)$",
    re.IGNORECASE,
)
_HOURS = re.compile(r"^(\d{1,9})h\+")
_FIRST_NUMBER = re.compile(r"^(\d{1,18})")
_NO_MEDIUM = frozenset({"CD/DVD", "ENCLOSURE", "TAPE", "PROCESSOR", "MEDIUM CHANGER", "PRINTER"})
_CARD = re.compile(r"^(?:M\.2|m-?SATA)", re.IGNORECASE)
_RAID = re.compile(r"RAID|LOGICAL VOLUME|VIRTUAL DISK|PERC|MEGARAID", re.IGNORECASE)


@dataclass(frozen=True)
class Attribute:
    """A line of the ATA table: its value of 1 to 253, its threshold, its raw text."""

    number: int
    name: str
    value: int | None
    threshold: int | None
    raw: str
    failed: str
    path: str


@dataclass
class Drive:
    """What one drive says: facts by name, each with its place, and its ATA attributes."""

    path: str
    facts: dict[str, tuple[Any, str]] = field(default_factory=dict)
    attributes: list[Attribute] = field(default_factory=list)

    def put(self, name: str, value: Any, path: str) -> None:
        """Keep a fact once; silence is no fact."""
        if value not in (None, "", [], {}) and name not in self.facts:
            self.facts[name] = (value, path)

    def get(self, name: str) -> Any:
        """Return the fact, None when the drive is silent."""
        return self.facts.get(name, (None, ""))[0]

    @property
    def model(self) -> str:
        """The name of the drive, with its vendor when SCSI says it apart."""
        name = str(self.get("model") or self.get("product") or "")
        vendor = str(self.get("vendor") or "")
        if not name or is_placeholder(name):
            return vendor
        plain = vendor.upper() in {"", "ATA", "NVME", "USB"} or name.upper().startswith(
            vendor.upper()
        )
        return name if plain else f"{vendor} {name}"

    @property
    def is_medium(self) -> bool:
        """False for an optical drive, an enclosure, a tape: nothing to erase there."""
        said = str(self.get("device_type") or "").upper()
        return not any(said.startswith(word) for word in _NO_MEDIUM)

    @property
    def opened(self) -> bool:
        """False when smartctl could not read anything of the drive."""
        mask = self.get("exit_status")
        silent = not self.facts.keys() & {"model", "product", "serial", "smart_passed"}
        return not (silent and (mask is None or mask & 0b11))

    @property
    def on_usb(self) -> bool:
        """True when a USB bridge stands between: a disk in a dock as much as a USB disk."""
        how = f"{self.get('dev_type') or ''} {self.get('info_name') or ''}".lower()
        return "usb" in how or str(self.get("transport") or "").upper().startswith("USB")

    @property
    def name(self) -> str:
        """The name the system gives the drive: `/dev/sda`, '' in a text."""
        return str(self.get("name") or "")

    @property
    def rotation_rpm(self) -> int | None:
        """The speed of rotation, None for what does not turn or does not say."""
        speed = self.get("rotation")
        turns = isinstance(speed, int) and speed > 1 and self.kind[0] == "hdd"
        return speed if turns else None

    @property
    def bus(self) -> str:
        """The bus the drive itself speaks: `nvme`, `sas`, `sata`, `ata` or ''."""
        said = f"{self.get('protocol') or ''} {self.get('transport') or ''}".upper()
        if "NVME" in said or "nvme" in str(self.get("dev_type") or ""):
            return "nvme"
        if self.get("sata_version"):
            return "sata"
        return "sas" if "SAS" in said else "ata" if "ATA" in said else ""

    @property
    def is_raid_volume(self) -> bool:
        """True for a volume that a RAID controller makes of disks that it hides."""
        return bool(_RAID.search(self.model))

    @property
    def kind(self) -> tuple[str, str]:
        """The kind of medium, and how it is known."""
        transport = f"{self.get('protocol') or ''} {self.get('dev_type') or ''}".lower()
        if "nvme" in transport:
            return "nvme", "bus"
        rotation = self.get("rotation")
        if _CARD.search(str(self.get("form_factor") or "")):
            return "ssd", "rotation"  # a bridge may print a speed; no disk turns on a card
        if isinstance(rotation, int) and not isinstance(rotation, bool):
            return ("hdd", "rotation") if rotation > 1 else ("ssd", "rotation")
        if self.get("trim") is True:
            return "ssd", "rotation"
        words = {a.name for a in self.attributes}
        if words & {"Spin_Up_Time", "Seek_Error_Rate", "Spin_Retry_Count"}:
            return "hdd", "rotation"
        return medium_kinds.guess(self.model)

    @property
    def smart_status(self) -> str:
        """`failed` when the drive or the exit status says so, `passed`, or '' unknown."""
        mask = self.get("exit_status")
        if self.get("smart_passed") is False or (isinstance(mask, int) and mask & 0b1000):
            return "failed"
        return "passed" if self.get("smart_passed") is True else ""

    @property
    def exit_codes(self) -> list[tuple[str, str]]:
        """The notes that the bits of the exit status call for."""
        mask = self.get("exit_status")
        if not isinstance(mask, int):
            return []
        return [said for bit, said in EXIT_BITS.items() if mask >> bit & 1]

    def health(self) -> dict[str, tuple[Any, str]]:
        """Return the health facts by name of field, each with its place."""
        found: dict[str, tuple[Any, str]] = {
            name: self.facts[name]
            for name in (
                *("power_on_hours", "power_cycles", "wear_percent", "media_errors"),
                *("reallocated", "pending", "uncorrectable", "spare_percent", "exit_status"),
                *("critical_warning", "temperature_c"),
            )
            if name in self.facts
        }
        for number, name in ((5, "reallocated"), (197, "pending"), (198, "uncorrectable")):
            attribute = self._attribute(number)
            if (
                name not in found
                and attribute
                and (count := first_number(attribute.raw)) is not None
            ):
                found[name] = (count, attribute.path)
        if "power_on_hours" not in found and (attribute := self._attribute(9)):
            hours = _hours(attribute)
            found |= {"power_on_hours": (hours, attribute.path)} if hours is not None else {}
        if "power_cycles" not in found and (attribute := self._attribute(12)):
            cycles = first_number(attribute.raw)
            found |= {"power_cycles": (cycles, attribute.path)} if cycles is not None else {}
        if "wear_percent" not in found and self.kind[0] == "ssd":
            for attribute in self.attributes:
                if _LIFE_LEFT.match(attribute.name) and 1 <= (attribute.value or 0) <= 100:
                    found["wear_percent"] = (100 - (attribute.value or 0), attribute.path)
                    break
        for number in (194, 190):
            attribute = self._attribute(number)
            degrees = first_number(attribute.raw) if attribute else None
            if attribute and degrees is not None and 0 < degrees < 120:
                found.setdefault("temperature_c", (degrees, attribute.path))
        return found

    def _attribute(self, number: int) -> Attribute | None:
        return next((a for a in self.attributes if a.number == number), None)


def first_number(text: str) -> int | None:
    """Return the count that opens a raw value: 3 for `3`, `3 (0 17)`; None for `12h+4m`."""
    match = _FIRST_NUMBER.match(text.strip())
    return int(match[1]) if match and not _HOURS.match(text.strip()) else None


def _hours(attribute: Attribute) -> int | None:
    raw = attribute.raw.strip()
    if match := _HOURS.match(raw):
        return int(match[1])
    count = first_number(raw)
    if count is None:
        return None
    name = attribute.name.lower()
    per_hour = (
        3600 if "second" in name else 120 if "half_min" in name else 60 if "minute" in name else 1
    )
    hours = count // per_hour
    return hours if hours < 500_000 else None
