"""What eReuse's workbench for Android (since 2026) says of a phone or a tablet."""

from inventory.evidence.description import Sure
from inventory.evidence.finding import Finding
from inventory.evidence.quantities import mib, whole
from inventory.evidence.sections import Section


def tell(found: Finding, android: Section, usage: Section) -> None:
    """Tell the parts; memory is what the system leaves to apps, so it is to be confirmed."""
    processor = android.one("cpu")
    processor.copy(found, cpu="soc_model")
    processor.copy(
        found.component("processor", path=processor.path), model="soc_model", cores="cores"
    )
    size, path = android.one("memory").said("total_bytes")
    found.tell("memory_mib", mib(whole(size)), path=path, sure=Sure.GUESSED)
    android.one("storage").copy(
        found.component("phone", path=android.path), storage_bytes="total_bytes"
    )
    screen = android.one("display")
    screen.copy(
        found.component("display", path=screen.path), width_px="width_px", height_px="height_px"
    )
    battery, part = android.one("battery"), found.component("battery", path=android.path)
    battery.copy(part, percent="level_percent", chemistry="technology", voltage_mv="voltage_mv")
    usage.copy(part, cycles="battery_cycle_count")
    system = found.component("system", path=android.path)
    version, path = android.said("android_version")
    system.tell("name", "Android" if version else "", path=path)
    android.copy(system, version="android_version", patched="security_patch")
    found.note("rough", "Instantané Android d'eReuse : mémoire et stockage sont à confirmer.")
