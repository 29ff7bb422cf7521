"""The parts of a macOS report: the machine, memory, battery, screens, network, system."""

import re

from inventory.evidence import apple_models
from inventory.evidence.apple_tree import Node
from inventory.evidence.description import Sure
from inventory.evidence.finding import Finding, Telling
from inventory.evidence.quantities import decimal, mib, size_bytes, whole

_ASCII = re.compile(r"^0x(?:[0-9A-Fa-f]{2}){4,60}$")
_PIXELS = re.compile(r"(\d{3,5}) ?x ?(\d{3,5})")
_VOLUMES = frozenset({"volumes"})


def _copy(node: Node, to: Telling, sure: Sure = Sure.TOLD, **fields: tuple[str, ...]) -> None:
    for field, names in fields.items():
        value, path = node.said(*names)
        to.tell(field, value, path=path, sure=sure)


def hardware(found: Finding, top: Node) -> None:
    """Tell the machine, its processor and its firmware."""
    node = next(
        (
            one
            for one in top.walk()
            if one.text("machine_model", "model identifier", "machine model")
        ),
        None,
    )
    if node is None:
        return
    model, path = node.said("machine_model", "model identifier", "machine model")
    name = node.text("machine_name", "model name", "machine name")
    found.tell("brand", "Apple", path=path, sure=Sure.DERIVED)
    found.tell("model", model, path=path)
    found.tell("kind_hint", apple_models.kind_of(model, name), path=path, sure=Sure.DERIVED)
    _copy(
        node,
        found,
        family=("machine_name", "model name", "machine name"),
        serial=("serial_number", "serial number (system)", "serial number"),
        uuid=("platform_uuid", "hardware uuid"),
        sku=("model_number", "model number"),
        cpu=("chip_type", "chip", "cpu_type", "processor name", "cpu type"),
    )
    value, path = node.said("physical_memory", "memory")
    found.tell("memory_mib", mib(size_bytes(value)), path=path, sure=Sure.DERIVED)
    part = found.component("processor", path=node.path)
    _copy(node, part, model=("chip_type", "chip", "cpu_type", "processor name", "cpu type"))
    value, path = node.said("current_processor_speed", "processor speed", "cpu speed")
    part.tell("mhz", _mhz(value), path=path, sure=Sure.DERIVED)
    value, path = node.said("number_processors", "total number of cores", "number of cpus")
    cores = re.search(r"\d+", value)
    part.tell("cores", int(cores[0][:4]) if cores else None, path=path)
    firmware = found.component("firmware", path=node.path)
    _copy(
        node, firmware, version=("boot_rom_version", "system firmware version", "boot rom version")
    )
    value, path = node.said("activation_lock_status", "activation lock status")
    lock = {"enabled": True, "activation_lock_enabled": True}.get(value.lower())
    if lock or value.lower() in {"disabled", "activation_lock_disabled"}:
        found.tell("locked", bool(lock), path=path)
    if lock:
        found.note(
            "activation_lock",
            "Verrouillage d'activation : le donateur doit retirer ce Mac de son compte iCloud.",
        )


def memory(found: Finding, top: Node) -> None:
    """Tell each module; Apple silicon says one size for the whole."""
    for node in top.walk():
        value, path = node.said("dimm_size", "size", "spmemorydatatype")
        if node is top and not value:
            value, path = node.said("memory")
        size = mib(size_bytes(value)) if value[:1].isdecimal() else None
        if not size:
            continue
        part = found.component("memory", path=node.path)
        part.tell("size_mib", size, path=path)
        _copy(
            node,
            part,
            type=("dimm_type", "type"),
        )
        value, path = node.said("dimm_manufacturer", "manufacturer")
        part.tell("brand", "" if value.startswith("0x") else value, path=path)
        for field, names in (
            ("model", ("dimm_part_number", "part number")),
            ("serial", ("dimm_serial_number", "serial number")),
        ):
            value, path = node.said(*names)
            part.tell(field, _readable(value), path=path)
        value, path = node.said("dimm_speed", "speed")
        part.tell("mhz", _mhz(value), path=path)
        part.tell("slot", "" if node is top else node.name, path=node.path)


def power(found: Finding, top: Node) -> None:
    """Tell the battery, whose values lie under several headings."""
    keys = {key for node in top.walk() for key in node.values}
    if not any(
        "full charge capacity" in key or "battery_" in key or key == "cycle count" for key in keys
    ):
        return
    part = found.component("battery", path=top.path)
    for node in top.walk():
        _copy(
            node,
            part,
            brand=("sppower_battery_manufacturer", "manufacturer"),
            model=("sppower_battery_device_name", "device name"),
            serial=("sppower_battery_serial_number",),
            cycles=("sppower_battery_cycle_count", "cycle count"),
            health=("sppower_battery_health", "condition"),
            full_mah=("sppower_battery_max_capacity", "full charge capacity (mah)"),
            design_mah=("sppower_battery_design_capacity", "design capacity (mah)"),
            voltage_mv=("sppower_current_voltage", "voltage (mv)"),
            percent=("sppower_battery_state_of_charge", "state of charge (%)"),
        )
        if node.name.lower() == "model information":
            _copy(node, part, serial=("serial number",))
        value, path = node.said("sppower_battery_health_maximum_capacity", "maximum capacity")
        part.tell("health_percent", whole(value) if value.endswith("%") else None, path=path)


def displays(found: Finding, top: Node) -> None:
    """Tell graphics cards and the screens on them."""
    for card in top.below:
        part = found.component("graphics", path=card.path)
        _copy(
            card,
            part,
            model=("sppci_model", "chipset model"),
            brand=("spdisplays_vendor", "vendor"),
        )
        value, path = card.said(
            *("spdisplays_vram", "_spdisplays_vram", "vram (total)", "vram (dynamic, max)"),
            *("spdisplays_vram_shared",),
        )
        part.tell("memory_mib", mib(size_bytes(value)), path=path)
        for node in card.walk():
            _screen(found, card, node)


def _screen(found: Finding, card: Node, node: Node) -> None:
    value, path = node.said(
        "_spdisplays_pixels", "spdisplays_resolution", "resolution", "_spdisplays_resolution"
    )
    match = _PIXELS.search(value)
    if node is card or match is None:
        return
    part = found.component("display", path=node.path)
    part.tell("model", node.name, path=node.path)
    _copy(node, part, serial=("_spdisplays_display-serial-number", "display serial number"))
    part.tell("width_px", int(match[1]), path=path)
    part.tell("height_px", int(match[2]), path=path)
    value, path = node.said("spdisplays_connection_type", "connection type")
    if value:
        part.tell("internal", "internal" in value.lower(), path=path)


def software(found: Finding, top: Node) -> None:
    """Tell the system."""
    for node in top.walk():
        value, path = node.said("os_version", "system version")
        match = re.match(r"^(.*?) ?(\d+(?:\.\d+)+) ?(?:\((\w+)\))?", value)
        if match:
            part = found.component("system", path=path)
            for field, said in (("name", match[1]), ("version", match[2]), ("build", match[3])):
                part.tell(field, said, path=path)
            _copy(node, part, kernel=("kernel_version", "kernel version"))
            return


def network(found: Finding, top: Node) -> None:
    """Tell the cards that have an address of their own."""
    done: set[str] = set()
    for node in top.walk():
        value, path = node.said("mac address", "spnetwork_mac_address")
        if value and len(value) == 17 and value.lower() not in done:
            done.add(value.lower())
            part = found.component("network", path=node.path)
            part.tell("mac", value.lower(), path=path)


def fibre_channel(found: Finding, top: Node) -> None:
    """Tell the ports of Fibre Channel cards; the disks behind are no part of the Mac."""
    for node in top.below:
        if node.text("product"):
            part = found.component("controller", path=node.path)
            _copy(node, part, brand=("vendor",), model=("product",))


def card_readers(found: Finding, top: Node) -> None:
    """Tell the readers of cards; a card in one is a medium, told with the disks."""
    for node in top.below:
        part = found.component("reader", path=node.path)
        _copy(node, part, serial=("spcardreader_serialnumber", "serial number"))
        part.tell("type", "SD", path=node.path, sure=Sure.DERIVED)


def _mhz(text: str) -> int | None:
    """Return a speed in MHz: `2,4 GHz`, `667 MHz`."""
    value = decimal(text)
    if value is None or ("hz" not in text.lower() and "mt/s" not in text.lower()):
        return None
    return round(value * 1000) if "ghz" in text.lower() else round(value)


def _readable(text: str) -> str:
    """Return a part number that the firmware gives in hexadecimal as its letters."""
    if not _ASCII.match(text):
        return "" if text.lower() in {"empty", "-"} else text
    raw = bytes.fromhex(text[2:]).strip(b"\0 \xff")
    printable = all(32 <= byte < 127 for byte in raw)
    return raw.decode("ascii") if raw and printable else ""
