"""Reads dmidecode: the whole table or some types of it, all versions since 2.2."""

import re

from inventory.evidence import dmi_batteries
from inventory.evidence.chassis import kind_in_name, kind_of
from inventory.evidence.description import Description, Sure
from inventory.evidence.dmi_table import Structure, structures
from inventory.evidence.finding import Finding, Part, Telling
from inventory.evidence.material import Material
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import mib, size_bytes, whole
from inventory.evidence.unreadable import Unreadable

NAME = "dmidecode"
VERSION = 3
OPENS = re.compile(r"# dmidecode \d")

_HANDLE = re.compile(r"^[ \t]*Handle 0x[0-9A-Fa-f]{2,8}(?:, DMI type \d|\s{0,4}$)", re.MULTILINE)
_OPENING = re.compile(r"^# dmidecode \d|^(?:SMBIOS|Legacy DMI|DMI) \d[\d.]{1,8} present", re.M)
_VIRTUAL = re.compile(r"VMware|VirtualBox|QEMU|\bKVM\b|Virtual Machine|Bochs|\bXen\b|Parallels")
_SMALLEST_MODULE = 32 * 2**20
"""Bytes. Below, what is called memory is the chip that holds the firmware."""
_CHASSIS_TYPE = ("Type", "Chassis Type")
_SPEED = re.compile(r"^(\d{2,6}) (?:MHz|MT/s)")


def recognises(material: Material) -> bool:
    """Tell dmidecode by its handles, or by its opening when it found nothing to print."""
    head = material.head
    if not any(word in head for word in ("Handle 0x", "# dmidecode", " present")):
        return False
    return _HANDLE.search(head) is not None or _OPENING.search(head) is not None


def describe(material: Material) -> Description:
    """Return the device that a dmidecode table tells of; raise Unreadable."""
    table = structures(material.lines)
    if not table:
        raise Unreadable(
            "no_device",
            "dmidecode n'a rien pu lire : relancez-le avec « sudo », sur la machine elle-même.",
        )
    found = Finding(NAME, VERSION)
    by_type: dict[int, list[Structure]] = {}
    for structure in table:
        by_type.setdefault(structure.type, []).append(structure)
    _identity(found, by_type)
    for structure in by_type.get(0, [])[:1]:
        firmware = found.component("firmware", path=f"line {structure.line}")
        _copy(firmware, structure, brand=("Vendor",), version=("Version",))
        value, path = structure.said("Release Date", "Release")
        firmware.tell("date", dmi_batteries.iso_date(value), path=path)
        if structure.uefi_line:
            firmware.tell("uefi", True, path=f"line {structure.uefi_line}")
        _password(firmware, by_type.get(24, []))
    boards = [_board(found, structure) for structure in by_type.get(2, [])[:4]]
    _processors(found, by_type.get(4, []))
    _memory(found, by_type)
    _room_for_memory(boards[0] if boards else found.component("board", path=""), by_type)
    dmi_batteries.tell(found, by_type.get(22, []))
    if 22 in by_type and not found.parts("battery"):
        found.note("no_battery", "Cette table ne décrit aucune batterie.")
    if 43 in by_type:
        _tpm(found, by_type[43][0])
    if 1 not in by_type:
        found.note("table_partial", "Table partielle : relancez « sudo dmidecode » sans option.")
    elif not (found.told("brand") or found.told("model")):
        found.note("unnamed", "Cette table ne nomme ni la marque ni le modèle.")
    return found.description()


def _password(firmware: Part, securities: list[Structure]) -> None:
    """Tell whether a password guards the setup or the start; « not implemented » tells nothing."""
    for word in ("Enabled", "Disabled"):
        for structure in securities:
            for key in ("Power-On Password Status", "Administrator Password Status"):
                value, path = structure.said(key)
                firmware.tell("password", word.lower() if value == word else "", path=path)


def _identity(found: Finding, by_type: dict[int, list[Structure]]) -> None:
    """Tell brand, model, serial and kind: the system, else the board, else the chassis."""
    system = by_type.get(1, [])[:1]
    board = by_type.get(2, [])[:1]
    chassis = by_type.get(3, [])[:1]
    for structure in [*system, *board, *chassis]:
        value, path = structure.said("Manufacturer", "Vendor")
        found.tell("brand", value, path=path, sure=_sure(structure))
    for structure in [*system, *board]:
        product, path = structure.said("Product Name", "Product")
        name = full_model(
            structure.text("Manufacturer", "Vendor"),
            product,
            structure.text("Version"),
            structure.text("SKU Number"),
        )
        found.tell("model", name, path=path, sure=_sure(structure))
    for structure in [*system, *chassis]:
        value, path = structure.said("Serial Number")
        found.tell("serial", value, path=path, sure=_sure(structure))
    for structure in system:
        name = " ".join(structure.text(key) for key in ("Manufacturer", "Product Name"))
        if _VIRTUAL.search(name):
            found.tell("virtual", True, path=f"line {structure.line}", sure=Sure.DERIVED)
        for name, key in (("sku", "SKU Number"), ("family", "Family"), ("uuid", "UUID")):
            value, path = structure.said(key)
            found.tell(name, value, path=path)
    _kind(found, system, chassis, by_type.get(22, []))


def _kind(
    found: Finding, system: list[Structure], chassis: list[Structure], batteries: list[Structure]
) -> None:
    """Tell the kind: the chassis's; the name's where the chassis was left « Desktop » or silent."""
    kinds = [(kind_of(value), path) for value, path in (s.said(*_CHASSIS_TYPE) for s in chassis)]
    if not kinds or kinds[0][0] in {"", "desktop"}:
        for structure in system:
            value, path = structure.said("Product Name", "Product")
            named = kind_in_name(f"{structure.text('Manufacturer', 'Vendor')} {value}")
            found.tell("kind_hint", named, path=path, sure=Sure.DERIVED)
    for kind, path in kinds:
        found.tell("kind_hint", kind, path=path)
    for structure in chassis:
        value, path = structure.said("Asset Tag")
        found.tell("asset_tag", value, path=path)
    if batteries and dmi_batteries.is_there(batteries[0]):
        found.tell("kind_hint", "laptop", path=f"line {batteries[0].line}", sure=Sure.GUESSED)


def _sure(structure: Structure) -> Sure:
    """Return how sure it is: what the board or the case says stands for the machine."""
    return Sure.TOLD if structure.type == 1 else Sure.DERIVED


def _copy(part: Telling, structure: Structure, **names: tuple[str, ...]) -> None:
    """Tell the component the fields that say something, each from its line."""
    for name, keys in names.items():
        value, path = structure.said(*keys)
        part.tell(name, value, path=path)


def _processors(found: Finding, sockets: list[Structure]) -> None:
    for structure in sockets:
        status = structure.text("Status")
        if status and not status.startswith("Populated"):
            continue
        name, path = structure.said("Version", "Processor Version")
        if not name.strip("0"):
            name, path = structure.said("Family", "Processor Family")
        if not name:
            continue
        found.tell("cpu", name, path=path)
        processor = found.component("processor", path=f"line {structure.line}")
        processor.tell("model", name, path=path)
        _copy(
            processor,
            structure,
            brand=("Manufacturer", "Processor Manufacturer"),
            socket=("Socket Designation",),
            signature=("Signature",),
        )
        for field, key in (
            ("cores", "Core Count"),
            ("threads", "Thread Count"),
            ("mhz", "Max Speed"),
        ):
            value, path = structure.said(key)
            processor.tell(field, whole(value) or None, path=path)


def _memory(found: Finding, by_type: dict[int, list[Structure]]) -> None:
    """Tell each module and their sum; old firmware lists modules under type 6."""
    arrays = list(filter(None, (s.text("Use") for s in by_type.get(16, []))))
    only_other = bool(arrays) and "System Memory" not in arrays
    total, place = 0, ""
    modules = [one for one in by_type.get(17, []) if one.fields] or by_type.get(6, [])
    for structure in modules:
        if only_other or structure.text("Type") == "Flash":
            continue
        said, path = structure.said("Size", "Installed Size")
        size = size_bytes(said)
        if size is None or size < _SMALLEST_MODULE:
            continue
        total, place = total + size, place or path
        _module(found, structure, size, path)
    found.tell("memory_mib", mib(total), path=place, sure=Sure.DERIVED)


def _room_for_memory(board: Part, by_type: dict[int, list[Structure]]) -> None:
    """Tell how many modules the board takes, and how much memory in all."""
    for structure in by_type.get(16, []):
        if structure.text("Use") in {"", "System Memory"}:
            value, path = structure.said("Maximum Capacity")
            board.tell("memory_max_mib", mib(size_bytes(value)), path=path)
            value, path = structure.said("Number Of Devices")
            board.tell("memory_slots", whole(value), path=path)


def _board(found: Finding, structure: Structure) -> Part:
    board = found.component("board", path=f"line {structure.line}")
    _copy(
        board,
        structure,
        brand=("Manufacturer", "Vendor"),
        model=("Product Name", "Product"),
        version=("Version",),
        serial=("Serial Number",),
    )
    return board


def _module(found: Finding, structure: Structure, size: int, path: str) -> None:
    module = found.component("memory", path=f"line {structure.line}")
    part, place = structure.said("Part Number")
    module.tell("model", _part_number(part), path=place)
    module.tell("size_mib", mib(size), path=path)
    _copy(
        module,
        structure,
        brand=("Manufacturer",),
        serial=("Serial Number",),
        type=("Type",),
        form=("Form Factor",),
        slot=("Locator", "Socket Designation", "Socket"),
    )
    value, path = structure.said(
        "Configured Memory Speed", "Configured Clock Speed", "Speed", "Current Speed"
    )
    speed = _SPEED.match(value)
    mhz = int(speed[1]) if speed else None
    module.tell("mhz", mhz, path=path)
    if structure.fields.get("Type", ("",))[0] == "<OUT OF SPEC>" and 1066 <= (mhz or 0) < 2133:
        module.tell("type", "DDR3", path=path, sure=Sure.GUESSED)  # older than dmidecode 2.10


def _part_number(text: str) -> str:
    """Return a part number, read from its bytes where a firmware leaves them as `0x4D33…`."""
    if re.fullmatch(r"0x(?:[0-9A-Fa-f]{2}){6,40}", text):
        letters = bytes.fromhex(text[2:]).strip(b"\0\xff ").decode("latin-1")
        return letters if letters.isascii() and letters.isprintable() else ""
    return text.rstrip("-. ")


def _tpm(found: Finding, structure: Structure) -> None:
    tpm = found.component("tpm", path=f"line {structure.line}")
    _copy(tpm, structure, brand=("Vendor ID",), version=("Specification Version",))
