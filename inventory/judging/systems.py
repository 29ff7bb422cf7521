"""Which systems a device can still run, until when, and why not the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inventory.judging.figures import Row, day, table
from inventory.judging.hardware import Hardware
from inventory.judging.mobiles import MOBILE, mobile
from inventory.judging.processors import Processor, processor

COMPUTERS = frozenset({"laptop", "desktop", "all_in_one"})
X86 = frozenset({"Intel", "AMD", "VIA"})
"""Makers of the processors that the Linux and ChromeOS of our table are made for."""
YES, MAYBE, NO = "yes", "maybe", "no"
ANDROID_ALONE = "Modèle absent de notre table : le fabricant peut s'arrêter avant Android."
MAC_PAGE = "https://support.apple.com/109033"


@dataclass(frozen=True, slots=True)
class Runs:
    """One system on one device. ``until_is``: published, derived, last_seen, none, over.

    ``verdict``: yes, no, or maybe when something that decides is not known; ``why`` says it.
    """

    key: str
    name: str
    verdict: str
    why: tuple[str, ...]
    until: date | None
    until_is: str
    comfortable: bool = True
    remark: str = ""
    source: str = ""

    def served(self, on: date) -> bool:
        """Whether its maker still mends it on that day."""
        return self.until_is != "over" and (self.until is None or self.until >= on)


def systems(hardware: Hardware, on: date) -> tuple[Runs, ...]:
    """Every system that may be thought of for this device, those it can run first."""
    if hardware.kind in MOBILE:
        found = _mobile(hardware)
        return (found,) if found else ()
    if hardware.kind not in COMPUTERS:
        return ()
    mac = _mac(hardware)
    if not (mac or hardware.cpu or hardware.memory_mib or hardware.bits):
        return ()
    bits = str(_bits(hardware) or "")
    rows = (row for row in table("systems") if row["bits"] != "32" or bits != "64")
    told = [_run(row, hardware, on) for row in rows]
    if mac or hardware.brand.lower().startswith("apple"):
        told = [one for one in told if not one.key.startswith("windows")]
    told += [mac] if mac else []
    return tuple(sorted(told, key=_easiest_first))


def _easiest_first(one: Runs) -> tuple[int, bool]:
    return (YES, MAYBE, NO).index(one.verdict), one.key != "macos"


def _run(row: Row, hardware: Hardware, on: date) -> Runs:
    cpu = processor(hardware.cpu)
    against, doubts = _against(row, hardware, cpu)
    until = day(row["until"])
    if until and until < on:
        against.append("Ce système n'est plus suivi.")
    verdict = NO if against else MAYBE if doubts else YES
    return Runs(
        row["key"],
        row["name"],
        verdict,
        tuple(against or doubts),
        until,
        row["until_is"],
        (hardware.memory_mib or 0) >= int(row["comfort_mib"]) * 0.9,
        row["remark"],
        row["source"],
    )


def _against(row: Row, hardware: Hardware, cpu: Processor | None) -> tuple[list[str], list[str]]:
    """What forbids this system, and what is not known that could. A little memory is shared."""
    against: list[str] = []
    doubts: list[str] = []
    bits = _bits(hardware)
    if bits is None:
        doubts.append("Processeur inconnu.")
    elif bits < int(row["bits"]):
        against.append("Le processeur est en 32 bits.")
    if cpu and cpu.vendor not in X86 and not (row["processors"] and cpu.windows11):
        against.append(f"Ce système ne s'installe pas sur ce processeur ({cpu.family}).")
    asked = int(row["memory_mib"])
    if hardware.memory_mib is None:
        doubts.append("Mémoire inconnue.")
    elif hardware.memory_mib < asked * 0.9:
        against.append(f"Il faut {asked / 1024:g} Go de mémoire.")
    if hardware.storage_gb is None:
        doubts.append("Aucun disque connu : en prévoir un.")
    elif hardware.storage_gb < int(row["storage_gb"]) * 0.9:
        against.append(f"Il faut un disque de {row['storage_gb']} Go.")
    if row["processors"]:
        _microsoft(hardware, cpu, against, doubts)
    return against, doubts


def _bits(hardware: Hardware) -> int | None:
    cpu = processor(hardware.cpu)
    return hardware.bits or (cpu.bits if cpu else None)


def _microsoft(
    hardware: Hardware, cpu: Processor | None, against: list[str], doubts: list[str]
) -> None:
    if cpu is None:
        doubts.append("Processeur inconnu de notre table : voir la liste de Microsoft.")
    elif not cpu.windows11:
        against.append(f"Le processeur ({cpu.family}) n'est pas sur la liste de Microsoft.")
    if hardware.tpm and not hardware.tpm.startswith("2"):
        against.append(f"Le module TPM est en version {hardware.tpm}, il faut la 2.0.")
    elif not hardware.tpm and cpu and cpu.windows11:
        doubts.append("TPM 2.0 à vérifier : ce processeur en a un, à activer dans le BIOS.")
    if hardware.uefi is False and not against:
        doubts.append("Démarré en BIOS : passez le micrologiciel en UEFI.")


def _mac(hardware: Hardware) -> Runs | None:
    """The last macOS of this Mac: by its identifier, as tools print it."""
    name = hardware.model.replace(" ", "")
    last = next(
        (row["last_version"] for row in table("macs") if re.fullmatch(row["pattern"], name)), ""
    )
    version = next(
        (row for row in table("versions") if (row["family"], row["version"]) == ("macos", last)),
        None,
    )
    if version is None:
        return None
    remark = "Dernière version que ce Mac accepte sans détour."
    until = day(version["until"])
    return Runs(
        "macos", version["name"], YES, (), until, version["until_is"], True, remark, MAC_PAGE
    )


def _mobile(hardware: Hardware) -> Runs | None:
    """By its model; else by the Android that it runs, which another maker may stop earlier."""
    if known := mobile(hardware):
        name = known.last_version or "Android"
        remark = f"Dernière version : {name}." if known.last_version else ""
        return Runs("maker", name, YES, (), known.until, known.until_is, True, remark, known.source)
    version = installed(f"{hardware.system} {hardware.system_version}")
    if version is None or not version.name.startswith("Android"):
        return None
    patched = _patch_day(hardware.patched)
    remark = f"Dernier correctif installé : {patched:%m/%Y}." if patched else ""
    return Runs(
        "android",
        version.name,
        YES,
        (),
        version.until,
        version.until_is,
        remark=" ".join(filter(None, (remark, ANDROID_ALONE))),
        source=version.source,
    )


def _patch_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def installed(system: str) -> Runs | None:
    """The system named here, « Linux Mint 22.3 » or « Windows 10 Pro », and its end."""
    text = " ".join(system.lower().replace("gnu/linux", "").split())
    found = None
    for row in table("versions"):
        name = re.escape(row["name"].lower())
        pattern = rf"(?<![\w.]){name}(?![\d]|\.\d{{2}})" if row["version"] else name
        if re.search(pattern, text) and (found is None or len(row["name"]) > len(found["name"])):
            found = row
    if found is None:
        return None
    until, until_is = day(found["until"]), found["until_is"]
    return Runs(found["family"], found["name"], YES, (), until, until_is, source=found["source"])


ORDER = ("macos", "mint22", "mint22xfce", "debian13", "debian12i386")
"""What we install, the first that is easy on the device; macOS while Apple still serves it."""


def advised(hardware: Hardware, on: date) -> Runs | None:
    """What to install; None when nothing that is served fits, or nothing is known."""
    told = {one.key: one for one in systems(hardware, on) if one.verdict == YES and one.served(on)}
    if hardware.kind in MOBILE:
        return next(iter(told.values()), None)
    easy = [told[key] for key in ORDER if key in told and told[key].comfortable]
    return easy[0] if easy else next((told[key] for key in ORDER if key in told), None)
