"""What each of Windows' CIM classes tells of the device and its components; disks apart."""

import re
from collections.abc import Callable

from inventory.evidence import windows_words
from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Sure
from inventory.evidence.finding import Finding
from inventory.evidence.naming import full_model
from inventory.evidence.quantities import decimal, mib
from inventory.evidence.sections import Section

_TYPES = dict(
    zip(
        ("20", "21", "22", "24", "26", "27", "28", "29", "30", "34", "35"),
        (
            *("DDR", "DDR2", "DDR2", "DDR3", "DDR4"),
            *("LPDDR", "LPDDR2", "LPDDR3", "LPDDR4", "DDR5", "LPDDR5"),
        ),
        strict=True,
    )
)
_FORMS = {"8": "DIMM", "12": "SODIMM", "7": "SIMM", "13": "SRIMM", "11": "RIMM"}
_ARCHITECTURES = {"0": "x86", "9": "x64", "5": "ARM", "12": "ARM64", "6": "ia64"}
SMALLEST_MODULE = 32
_PASSWORD = {"0": "disabled", "1": "enabled"}
_KINDS = {"1": "desktop", "2": "laptop", "3": "desktop", "8": "tablet", "mobile": "laptop"}
_NO_CARD = re.compile(r"remote display|basic (?:display|render)|mirror|virtual display", re.I)
_SOFT_NETWORK = re.compile(
    r"virtual|miniport|vpn|tap-|loopback|teredo|isatap|tunnel|wi-fi direct", re.I
)


def computer_system(found: Finding, told: Section) -> None:
    brand = told.text("manufacturer")
    model, path = told.said("model")
    found.tell("model", full_model(brand, model, told.text("systemfamily")), path=path)
    told.copy(found, brand="manufacturer", family="systemfamily", sku="systemskunumber")
    if windows_words.is_virtual(brand, model):
        found.tell("virtual", value=True, path=path, sure=Sure.GUESSED)
    value, path = told.said("pcsystemtype", "pcsystemtypeex")
    found.tell("kind_hint", _KINDS.get(value.lower()), path=path, sure=Sure.DERIVED)
    value, path = told.said("totalphysicalmemory")
    found.tell("memory_mib", mib(windows_words.count(value)), path=path, sure=Sure.DERIVED)
    value, path = told.said("adminpasswordstatus")
    firmware = found.only("firmware", path=told.path)
    firmware.tell("password", _PASSWORD.get(value), path=path)


def product(found: Finding, told: Section) -> None:
    name, path = told.said("name")
    version = told.text("version")
    found.tell("model", full_model(told.text("vendor"), name, version), path=path)
    told.copy(found, brand="vendor", serial="identifyingnumber", uuid="uuid", sku="skunumber")


def bios(found: Finding, told: Section) -> None:
    told.copy(found, serial="serialnumber")
    part = found.only("firmware", path=told.path)
    told.copy(part, brand="manufacturer", version="smbiosbiosversion version")
    value, path = told.said("releasedate")
    part.tell("date", _date(value), path=path)


def board(found: Finding, told: Section) -> None:
    part = found.only("board", path=told.path)
    told.copy(part, brand="manufacturer", model="product", serial="serialnumber", version="version")


def enclosure(found: Finding, told: Section) -> None:
    value, path = told.said("chassistypes")
    found.tell("kind_hint", kind_of(value.strip("{}[] ").split(",")[0]), path=path)
    told.copy(found, asset_tag="smbiosassettag", serial="serialnumber", sure=Sure.DERIVED)


def processor(found: Finding, told: Section) -> None:
    told.copy(found, cpu="name")
    part = found.component("processor", path=told.path)
    told.copy(
        part,
        brand="manufacturer",
        model="name",
        cores="numberofcores",
        threads="numberoflogicalprocessors",
        socket="socketdesignation",
        signature="caption description",
        mhz="maxclockspeed currentclockspeed",
        bits="datawidth addresswidth",
    )
    value, path = told.said("architecture")
    part.tell("architecture", _ARCHITECTURES.get(value), path=path)


def capacity(told: Section) -> int:
    """Return a module's size in MiB, 0 for the chip that holds the firmware."""
    size = mib(windows_words.count(told.text("capacity"))) or 0
    return size if size >= SMALLEST_MODULE else 0


def memory(found: Finding, told: Section) -> None:
    size, path = capacity(told), told.said("capacity")[1]
    if not size:
        return
    part = found.component("memory", path=told.path)
    part.tell("size_mib", size, path=path)
    told.copy(
        part,
        brand="manufacturer",
        model="partnumber",
        serial="serialnumber",
        slot="devicelocator banklabel",
        mhz="configuredclockspeed speed",
    )
    value, path = told.said("smbiosmemorytype", "memorytype")
    part.tell("type", _TYPES.get(value), path=path)
    value, path = told.said("formfactor")
    part.tell("form", _FORMS.get(value), path=path)


def memory_array(found: Finding, told: Section) -> None:
    part = found.only("board", path=told.path)
    told.copy(part, memory_slots="memorydevices")
    value, path = told.said("maxcapacityex", "maxcapacity")
    most = windows_words.count(value)
    part.tell("memory_max_mib", (most or 0) // 1024 or None, path=path)


def video(found: Finding, told: Section) -> None:
    name = told.text("name", "caption")
    if _NO_CARD.search(name):
        return
    part = found.component("graphics", path=told.path)
    told.copy(part, brand="adaptercompatibility", model="name caption", driver="driverversion")
    value, path = told.said("adapterram")
    part.tell("memory_mib", mib(windows_words.count(value)), path=path)


def operating_system(found: Finding, told: Section) -> None:
    part = found.only("system", path=told.path)
    told.copy(
        part,
        name="caption",
        version="version",
        build="buildnumber",
        architecture="osarchitecture",
    )
    value, path = told.said("installdate")
    part.tell("installed", _date(value), path=path)


def battery(found: Finding, told: Section) -> None:
    part = found.component("battery", path=told.path)
    told.copy(
        part,
        brand="manufacturename manufacturer",
        model="devicename name",
        serial="serialnumber",
        cycles="cyclecount",
        percent="estimatedchargeremaining",
    )
    for field, keys in (
        ("design_mwh", ("designedcapacity", "designcapacity")),
        ("full_mwh", ("fullchargedcapacity", "fullchargecapacity")),
    ):
        value, path = told.said(*keys)
        part.tell(field, windows_words.count(value) or None, path=path)
    value, path = told.said("chemistry")
    part.tell("chemistry", _chemistry(value), path=path)


def network(found: Finding, told: Section) -> None:
    mac, path = told.said("macaddress")
    name = told.text("name", "productname", "description")
    physical = told.text("physicaladapter").lower()
    if not mac or physical == "false" or (not physical and _SOFT_NETWORK.search(name)):
        return
    part = found.component("network", path=told.path)
    part.tell("mac", mac.lower().replace("-", ":"), path=path)
    told.copy(part, brand="manufacturer", model="name productname description", type="adaptertype")


def net_adapter(found: Finding, told: Section) -> None:
    """Tell an adapter of MSFT_NetAdapter that is hardware, its address without marks."""
    digits, path = told.said("permanentaddress")
    if told.text("virtual").lower() == "true" or not re.fullmatch(r"[0-9A-Fa-f]{12}", digits):
        return
    if told.text("hardwareinterface").lower() == "false":
        return
    part = found.component("network", path=told.path)
    part.tell("mac", ":".join(re.findall("..", digits.lower())), path=path)
    told.copy(part, model="interfacedescription driverdescription")


def tpm(found: Finding, told: Section) -> None:
    part = found.only("tpm", path=told.path)
    value, path = told.said("specversion", "tpmversion")
    part.tell("version", value.split(",")[0], path=path)
    told.copy(
        part,
        brand="manufactureridtxt manufacturerid",
        enabled="isenabled_initialvalue tpmenabled",
    )
    if not value:
        told.copy(part, version="manufacturerversion")


def volume_lock(found: Finding, told: Section) -> None:
    """Tell that a volume is locked by BitLocker; one that is not tells nothing of others."""
    value, path = told.said("protectionstatus")
    if value.lower() in {"1", "on"}:
        part = found.only("system", path=told.path)
        part.tell("encrypted", value=True, path=path)
        found.note("encrypted", "Un volume est chiffré par BitLocker.")


def sound(found: Finding, told: Section) -> None:
    told.copy(
        found.component("sound", path=told.path), brand="manufacturer", model="name productname"
    )


def optical(found: Finding, told: Section) -> None:
    told.copy(found.component("optical", path=told.path), model="name caption", type="mediatype")


def guests(found: Finding, told: Section) -> None:
    found.note(
        "virtual_machines", "Ce relevé liste des machines virtuelles : il ne décrit pas d'appareil."
    )


def volumes(found: Finding, told: Section) -> None:
    found.note("volumes", "Ce relevé liste des volumes : il ne dit pas quels disques les portent.")


def firmware_state(found: Finding, told: Section) -> None:
    """Tell what our own script asks of the firmware, which no class says."""
    part = found.only("firmware", path=told.path)
    value, path = told.said("firmwaretype")
    part.tell("uefi", {"uefi": True, "legacy": False}.get(value.lower()), path=path)
    told.copy(part, secure_boot="secureboot")


def _date(text: str) -> str:
    if match := re.search(r"Date\((\d{9,14})\)", text):
        return windows_words.of_epoch(int(match[1]))
    return windows_words.iso_date(text, day_first=not re.search(r"[AP]M\b", text))


def _chemistry(text: str) -> str:
    """Return the chemistry: four letters as a number (BatteryStaticData), or a word."""
    number = decimal(text)
    if number is None:
        return text
    letters = int(number).to_bytes(8, "little", signed=True).strip(b"\0")
    return letters.decode("ascii", "ignore") if letters.isalnum() and len(letters) > 1 else ""


TELLERS: dict[str, Callable[[Finding, Section], None]] = {
    "win32_computersystem": computer_system,
    "win32_computersystemproduct": product,
    "win32_bios": bios,
    "win32_baseboard": board,
    "win32_systemenclosure": enclosure,
    "win32_processor": processor,
    "win32_physicalmemory": memory,
    "win32_physicalmemoryarray": memory_array,
    "win32_videocontroller": video,
    "win32_operatingsystem": operating_system,
    "win32_battery": battery,
    "batterystaticdata": battery,
    "batteryfullchargedcapacity": battery,
    "batterycyclecount": battery,
    "win32_networkadapter": network,
    "msft_netadapter": net_adapter,
    "win32_tpm": tpm,
    "win32_encryptablevolume": volume_lock,
    "win32_sounddevice": sound,
    "win32_cdromdrive": optical,
    "filiere_firmware": firmware_state,
    "msvm_computersystem": guests,
    "msvm_settingdata": guests,
    "win32_volume": volumes,
    "win32_logicaldisk": volumes,
}
