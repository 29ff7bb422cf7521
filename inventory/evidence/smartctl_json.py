"""The drives in what `smartctl --json` prints: one object, a list of them, or lists in lists."""

from typing import Any

from inventory.evidence.plain_text import clean_text
from inventory.evidence.smart_drive import Attribute, Drive

MOST_DRIVES = 200
_READ = frozenset({3, 5, 7, 9, 10, 12, 197, 198, 202, *range(160, 185), *range(209, 250)})
"""Numbers of the attributes that tell a kind, a wear or a failure."""


def is_smartctl(document: Any) -> bool:
    """Tell one drive of smartctl by its keys, whether or not its header was kept."""
    if not isinstance(document, dict):
        return False
    if isinstance(document.get("smartctl"), dict):
        return True
    return isinstance(document.get("device"), dict) and (
        "protocol" in document["device"] or "info_name" in document["device"]
    )


def objects(document: Any, pointer: str = "") -> list[tuple[dict[str, Any], str]]:
    """Return each drive's object with its pointer."""
    if is_smartctl(document):
        return [(document, pointer)]
    if not isinstance(document, list):
        return []
    return [
        (item, f"{pointer}/{i}")
        for i, item in enumerate(document[:MOST_DRIVES])
        if is_smartctl(item)
    ]


def drive(data: dict[str, Any], pointer: str) -> Drive:
    """Return the facts of one drive, each with its JSON pointer."""
    made = Drive(path=pointer or "/")

    def fact(name: str, *keys: str, kind: type = str) -> None:
        value: Any = data
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if kind is str:
            value = clean_text(value)
        elif not (_is_count(value) if kind is int else isinstance(value, bool)):
            value = None
        made.put(name, value, f"{pointer}/{'/'.join(keys)}")

    fact("name", "device", "name")
    fact("info_name", "device", "info_name")
    fact("dev_type", "device", "type")
    fact("protocol", "device", "protocol")
    for key in ("model_name", "scsi_model_name", "product", "scsi_product"):
        fact("model", key)
    fact("vendor", "vendor")
    fact("vendor", "scsi_vendor")
    fact("serial", "serial_number")
    fact("firmware", "firmware_version")
    fact("firmware", "scsi_revision")
    fact("firmware", "revision")
    fact("sata_version", "sata_version", "string")
    fact("device_type", "device_type", "name")
    fact("transport", "scsi_transport_protocol", "name")
    for keys in (("user_capacity", "bytes"), ("nvme_total_capacity",)):
        fact("size_bytes", *keys, kind=int)
    _first_namespace(made, data, pointer)
    fact("rotation", "rotation_rate", kind=int)
    fact("trim", "trim", "supported", kind=bool)
    fact("form_factor", "form_factor", "name")
    fact("smart_passed", "smart_status", "passed", kind=bool)
    fact("exit_status", "smartctl", "exit_status", kind=int)
    fact("power_on_hours", "power_on_time", "hours", kind=int)
    fact("power_cycles", "power_cycle_count", kind=int)
    environment = ("scsi_environmental_reports", "temperature_1", "current")
    fact("temperature_c", *environment, kind=int)  # a SAS disk may print 0 under `temperature`
    fact("temperature_c", "temperature", "current", kind=int)
    fact("reallocated", "scsi_grown_defect_list", kind=int)
    fact("wear_percent", "endurance_used", "current_percent", kind=int)
    fact("wear_percent", "scsi_percentage_used_endurance_indicator", kind=int)
    log = "nvme_smart_health_information_log"
    fact("wear_percent", log, "percentage_used", kind=int)
    fact("media_errors", log, "media_errors", kind=int)
    fact("spare_percent", log, "available_spare", kind=int)
    fact("critical_warning", log, "critical_warning", kind=int)
    fact("power_on_hours", log, "power_on_hours", kind=int)
    fact("power_cycles", log, "power_cycles", kind=int)
    made.attributes = _attributes(data, pointer)
    return made


def _first_namespace(made: Drive, data: dict[str, Any], pointer: str) -> None:
    """Take the size of the only namespace when the drive does not say its whole."""
    spaces = data.get("nvme_namespaces")
    if isinstance(spaces, list) and len(spaces) == 1 and isinstance(spaces[0], dict):
        size = spaces[0].get("size")
        value = size.get("bytes") if isinstance(size, dict) else None
        if _is_count(value):
            made.put("size_bytes", value, f"{pointer}/nvme_namespaces/0/size/bytes")


def _attributes(data: dict[str, Any], pointer: str) -> list[Attribute]:
    table = data.get("ata_smart_attributes")
    rows = table.get("table") if isinstance(table, dict) else None
    found = []
    for i, row in enumerate(rows[:256] if isinstance(rows, list) else []):
        number = row.get("id") if isinstance(row, dict) else None
        if not isinstance(number, int) or number not in _READ:
            continue
        raw = row.get("raw")
        raw = raw if isinstance(raw, dict) else {}
        said = clean_text(raw.get("string")) or clean_text(raw.get("value"))
        value, threshold = row.get("value"), row.get("thresh")
        found.append(
            Attribute(
                number=number,
                name=clean_text(row.get("name")),
                value=value if _is_count(value) else None,
                threshold=threshold if _is_count(threshold) else None,
                raw=said,
                failed=clean_text(row.get("when_failed")),
                path=f"{pointer}/ata_smart_attributes/table/{i}/raw",
            )
        )
    return found


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**62
