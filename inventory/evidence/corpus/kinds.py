"""Each kind of file: which fields its reading must give. Each file left out: why.

A requirement is a field of the device (`memory_mib`), a component (`battery`), a field of
one (`battery.design_mwh`), `media`, a field of a medium (`media.serial`), or the note by
which a reader says why there is no more (`note.no_battery`); `a|b` asks for one of them.
The readers' authors keep their rows; `docs/releves.md` shows the table.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: the tool that writes it, and what must be read in it."""

    tool: str
    required: tuple[str, ...]


_ONE_TOOL = "board|processor|memory|graphics|media|brand|kind_hint"
_A_PART_OF_A_MAC = (
    "brand|media|optical|graphics|memory|battery|system|network|camera|controller|reader"
)
_A_PART = "brand|cpu|memory|board|media|graphics|firmware|system|serial|battery|network|sound|tpm"

KINDS: dict[str, Kind] = {
    "lshw_json": Kind(
        "lshw -json", ("brand", "model", "cpu", "memory_mib", "media|note.no_internal_medium")
    ),
    "dmidecode_text": Kind(
        "dmidecode",
        (
            "brand|model|board.brand|board.model|note.table_partial|note.unnamed",
            "firmware|processor|memory|note.table_partial",
        ),
    ),
    "smartctl_json": Kind(
        "smartctl -j",
        (
            "media.model|media.smart_status|media.name|note.not_opened|note.list_only|note.not_a_disk",
        ),
    ),
    "smartctl_text": Kind(
        "smartctl", ("media.model|media.smart_status|note.not_opened|note.not_a_disk",)
    ),
    "nvme_list_json": Kind(
        "nvme list -o json", ("media.serial|note.no_nvme", "media.model|note.no_nvme")
    ),
    "hwinfo_text": Kind("hwinfo", ("cpu", "memory_mib", "media|note.no_internal_medium")),
    "battery_text": Kind("upower, acpi, acpiconf", ("battery|note.no_battery",)),
    "edid": Kind("EDID", ("display.width_mm|display.width_px", "display.brand|display.model")),
    "linux_storage_dump": Kind(
        "lsblk, hdparm, smartctl", ("media.model|media.serial", "media.size_bytes")
    ),
    "hw_probe_local": Kind(
        "hw-probe",
        ("media|processor|controller|network|system|memory_mib|camera|reader|note.no_media",),
    ),
    "ereuse_snapshot": Kind(
        "eReuse Workbench", ("brand|model|cpu", "cpu|media|note.rough|note.no_internal_medium")
    ),
    "peracotta_set": Kind(
        "peracotta (dmidecode, lscpu, lspci, glxinfo, decode-dimms, smartctl)",
        (_ONE_TOOL + "|note.no_module|note.no_media|note.table_partial",),
    ),
    "glpi_inventory_json": Kind(
        "GLPI Agent (JSON)",
        ("brand|note.partial", "media|note.partial|note.no_internal_medium"),
    ),
    "glpi_inventory_xml": Kind(
        "GLPI Agent, FusionInventory, OCS (XML)",
        (
            "brand|model|system|note.network|note.partial",
            "media|note.partial|note.no_internal_medium",
        ),
    ),
    "windows_systeminfo": Kind("systeminfo", ("brand", "model", "memory_mib", "system.name")),
    "windows_get_computerinfo": Kind("Get-ComputerInfo", ("system|brand|firmware|cpu",)),
    "windows_wmi": Kind(
        "wmic, Get-CimInstance",
        (_A_PART + "|note.volumes|note.virtual_machines|note.nothing",),
    ),
    "macos_system_profiler": Kind(
        "system_profiler",
        (_A_PART_OF_A_MAC + "|note.nothing",),
    ),
    "android_getprop": Kind("getprop", ("brand", "model", "system.version")),
}

# What hw-probe also keeps (its own list of logs, 1.6.5): the running system, and other tools.
HW_PROBE_STATE = (
    *("amixer", "aplay", "arecord", "avahi", "boot.log", "boot_efi", "build", "cpupower", "debs"),
    *("cups_access_log", "cups_error_log", "df", "dkms_status", "dmesg.1", "efibootmgr", "efivar"),
    *("findmnt", "firmware", "fstab", "gpu-manager.log", "grub", "grub.cfg", "hciconfig"),
    *("hciconfig", "hddtemp", "input_devices", "interrupts", "iomem", "ioports", "iostat", "issue"),
    *("ip_addr", "iw_list", "iwconfig", "locale", "lsb-release", "lsb_release", "lsinitrd"),
    *("lsmod", "mcelog", "modinfo", "modprobe.d", "mount", "nm-tool", "nmcli", "pkglist", "pstree"),
    *("rfkill", "route", "rpms", "sensors", "slabtop", "sysctl", "systemctl", "systemd-analyze"),
    *("system-release", "top", "top_head", "uname", "update-alternatives", "uptime", "vmstat"),
    *("xinput", "xorg.conf", "xorg.conf.d", "xorg.log", "xorg.log.1", "xrandr_providers"),
)
HW_PROBE_OTHERS = (
    *("biosdecode", "cpuid", "dmi_id", "fdisk", "hp-probe", "i2cdetect", "lspnp", "numactl"),
    *("nvidia-smi", "sane-find-scanner", "scanimage", "scsi", "sdio", "usb-devices", "vainfo"),
    *("vdpauinfo", "vulkaninfo", "x86info", "xdpyinfo", "xrandr", "xvinfo"),
)

# Not a tool's reading of a machine: pattern of the path, reason in French.
EXCLUDED: dict[str, str] = {
    "manifest.csv": "liste des fichiers",
    "glpi_schema/*": "schéma JSON, pas un relevé",
    "*README*": "notice",
    "hw_probe_local/dmesg": "journal du noyau",
    "hw_probe_local/dev": "noms des fichiers de /dev, rien de l'appareil",
    "*2008-Enterprise-Win32_OperatingSystem.wmi": "une seule ligne, la lettre du disque système",
    "macos_system_profiler/*system_profiler_datatypes": "noms des sections, rien de l'appareil",
    "macos_system_profiler/*.yaml": "ce qu'un test en attend, pas une sortie de l'outil",
    "macos_system_profiler/*.results.txt": "ce qu'un test en attend, pas une sortie de l'outil",
    "hw_probe_local/ifconfig": "adresses du réseau, rien de l'appareil",
    **dict.fromkeys(
        (f"hw_probe_local/{name}" for name in HW_PROBE_STATE),
        "état du système au moment du relevé, rien de l'appareil",
    ),
    **dict.fromkeys(
        (f"hw_probe_local/{name}" for name in HW_PROBE_OTHERS),
        "sortie d'un outil hors de la liste",
    ),
}


def excluded(path: str) -> str:
    """Return why a file of the corpus is left out, '' when it is not."""
    return next((why for pattern, why in EXCLUDED.items() if fnmatchcase(path, pattern)), "")
