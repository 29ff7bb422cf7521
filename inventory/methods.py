"""Erasure methods: which fits which medium, and the level it reaches. Pure data.

Levels are those of NIST SP 800-88 (clear, purge, destroy). Revision 2 (2025) sends to
IEEE 2883-2022 for the technique of each medium; revision 1 (2014), appendix A, still
has the public tables. Where sources differ or we could not read one, the lower level is
kept and `source` says so. What is not in the table does not fit: no level, no proof.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inventory.vocabulary import ErasureLevel, MediumKind

HDD, SSD, NVME = MediumKind.HDD, MediumKind.SSD, MediumKind.NVME
EMMC, UFS, SD, SIM = MediumKind.EMMC, MediumKind.UFS, MediumKind.SD, MediumKind.SIM
CLEAR, PURGE, DESTROY = ErasureLevel.CLEAR, ErasureLevel.PURGE, ErasureLevel.DESTROY

NIST = "NIST SP 800-88 r1, annexe A"
DELL = "Dell 000186133 (correspondance NIST 800-88 r1 et IEEE 2883-2022)"

_RANK = {CLEAR: 1, PURGE: 2, DESTROY: 3}


@dataclass(frozen=True)
class Method:
    """One way to erase or destroy, with the level it reaches on each kind it fits."""

    key: str
    label: str
    levels: Mapping[str, ErasureLevel]
    source: str


def _method(key: str, label: str, levels: dict[MediumKind, ErasureLevel], source: str) -> Method:
    return Method(key, label, MappingProxyType({str(k): v for k, v in levels.items()}), source)


_ALL = (
    _method(
        "overwrite",
        "Écrasement en une passe",
        {HDD: CLEAR, SSD: CLEAR, NVME: CLEAR, EMMC: CLEAR, UFS: CLEAR},
        f"{NIST}, tableaux A-5 et A-8 : Clear, une passe. Les cellules de réserve d'une mémoire "
        "flash ne sont pas atteintes. Carte mémoire : deux passes demandées, donc non admis.",
    ),
    _method(
        "overwrite_multi",
        "Écrasement en plusieurs passes",
        {HDD: CLEAR, SSD: CLEAR, NVME: CLEAR, EMMC: CLEAR, UFS: CLEAR, SD: CLEAR},
        f"{NIST} : Clear quel que soit le nombre de passes ; carte mémoire : deux au moins.",
    ),
    _method(
        "ata_secure_erase",
        "Commande ATA Security Erase (normale)",
        {HDD: CLEAR, SSD: CLEAR},
        f"{NIST} : Purge pour un disque dur en mode renforcé seulement, Clear pour un SSD ; "
        "le mode normal ignore les secteurs réalloués : niveau le plus bas retenu.",
    ),
    _method(
        "ata_secure_erase_enhanced",
        "Commande ATA Security Erase (renforcée)",
        {HDD: PURGE, SSD: CLEAR},
        f"{NIST}, tableau A-5, et {DELL} : Purge pour un disque dur. SSD : absente des Purge du "
        "tableau A-8, niveau le plus bas retenu.",
    ),
    _method(
        "sanitize_overwrite",
        "Commande Sanitize, écrasement (ATA, SCSI, NVMe)",
        {HDD: PURGE, SSD: CLEAR, NVME: CLEAR},
        f"{NIST}, tableau A-5 : Purge pour un disque dur. Mémoire flash : un écrasement vaut au "
        "plus Clear, niveau le plus bas retenu.",
    ),
    _method(
        "sanitize_block_erase",
        "Commande Sanitize, effacement des blocs (ATA, SCSI, NVMe)",
        {SSD: PURGE, NVME: PURGE},
        f"{NIST}, tableau A-8 : Purge ; NVMe : {DELL}.",
    ),
    _method(
        "crypto_erase",
        "Effacement cryptographique (Sanitize, TCG Opal, PSID)",
        {HDD: PURGE, SSD: PURGE, NVME: PURGE},
        f"{NIST}, tableaux A-5 et A-8 : Purge, si le disque chiffre tout depuis l'origine.",
    ),
    _method(
        "nvme_format",
        "Commande NVMe Format, données utilisateur (SES=1)",
        {NVME: CLEAR},
        f"{NIST}, tableau A-8 : Purge ; IEEE 2883-2022 réserve, à notre connaissance, Purge à "
        "Sanitize : texte non consulté, niveau le plus bas retenu.",
    ),
    _method(
        "nvme_format_crypto",
        "Commande NVMe Format, cryptographique (SES=2)",
        {NVME: PURGE},
        f"{NIST}, tableau A-8 : Purge par destruction de la clé.",
    ),
    _method(
        "emmc_sanitize",
        "Commandes eMMC Erase et Sanitize",
        {EMMC: CLEAR},
        f"{DELL} : Clear pour l'eMMC.",
    ),
    _method("ufs_purge", "Commandes UFS Erase et Purge", {UFS: PURGE}, f"{DELL} : Purge."),
    _method(
        "factory_reset",
        "Réinitialisation d'usine (chiffrement non vérifié)",
        {EMMC: CLEAR, UFS: CLEAR},
        f"{NIST}, tableaux des téléphones : Clear au plus quand rien ne prouve le chiffrement.",
    ),
    _method(
        "factory_reset_encrypted",
        "Réinitialisation d'usine d'un appareil chiffré",
        {EMMC: PURGE, UFS: PURGE, NVME: PURGE, SSD: PURGE},
        f"{NIST}, tableaux des téléphones : la clé est détruite (effacement cryptographique), "
        "Purge. Appareil chiffré dès l'origine : Apple, Android 10 et suivants.",
    ),
    _method(
        "degauss",
        "Démagnétisation",
        {HDD: PURGE},
        f"{NIST}, tableau A-5 : Purge ; le disque ne peut plus servir. Sans effet sur la flash.",
    ),
    _method(
        "shredding",
        "Broyage",
        dict.fromkeys(MediumKind, DESTROY),
        f"{NIST} : Destroy. IEEE 2883-2022 demande des particules très fines ou la fusion : "
        "joindre le bordereau avec la classe ISO/IEC 21964 (DIN 66399).",
    ),
    _method(
        "disintegration",
        "Désintégration",
        dict.fromkeys(MediumKind, DESTROY),
        f"{NIST} : Destroy.",
    ),
    _method(
        "incineration",
        "Incinération ou fusion",
        dict.fromkeys(MediumKind, DESTROY),
        f"{NIST} : Destroy, en installation autorisée.",
    ),
    _method(
        "cut_chip",
        "Puce coupée en deux",
        {SIM: DESTROY},
        "Choix de la filière : aucune commande n'efface une carte SIM, seule la puce détruite "
        "compte. Une carte mémoire se broie.",
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({method.key: method for method in _ALL})

# Names that tools and people give to the same thing.
_ALIASES = {
    "zero": "overwrite",
    "zero_fill": "overwrite",
    "zeros": "overwrite",
    "random": "overwrite",
    "prng": "overwrite",
    "overwrite_1": "overwrite",
    "overwrite_once": "overwrite",
    "overwrite_zero": "overwrite",
    "overwrite_random": "overwrite",
    "overwrite_2": "overwrite_multi",
    "overwrite_3": "overwrite_multi",
    "multi_pass": "overwrite_multi",
    "dod_short": "overwrite_multi",
    "dod_522022m": "overwrite_multi",
    "dod_5220_22_m": "overwrite_multi",
    "gutmann": "overwrite_multi",
    "secure_erase": "ata_secure_erase",
    "security_erase_unit": "ata_secure_erase",
    "ata_security_erase": "ata_secure_erase",
    "enhanced_secure_erase": "ata_secure_erase_enhanced",
    "secure_erase_enhanced": "ata_secure_erase_enhanced",
    "ata_enhanced_secure_erase": "ata_secure_erase_enhanced",
    "ata_security_erase_enhanced": "ata_secure_erase_enhanced",
    "ata_sanitize_overwrite": "sanitize_overwrite",
    "scsi_sanitize_overwrite": "sanitize_overwrite",
    "nvme_sanitize_overwrite": "sanitize_overwrite",
    "block_erase": "sanitize_block_erase",
    "ata_sanitize_block_erase": "sanitize_block_erase",
    "scsi_sanitize_block_erase": "sanitize_block_erase",
    "nvme_sanitize_block": "sanitize_block_erase",
    "nvme_sanitize_block_erase": "sanitize_block_erase",
    "cryptographic_erase": "crypto_erase",
    "sanitize_crypto": "crypto_erase",
    "sanitize_crypto_erase": "crypto_erase",
    "ata_sanitize_crypto": "crypto_erase",
    "ata_sanitize_crypto_scramble": "crypto_erase",
    "nvme_sanitize_crypto": "crypto_erase",
    "nvme_sanitize_crypto_erase": "crypto_erase",
    "tcg_crypto_erase": "crypto_erase",
    "tcg_opal": "crypto_erase",
    "psid_revert": "crypto_erase",
    "nvme_format_ses1": "nvme_format",
    "nvme_format_user_data": "nvme_format",
    "nvme_secure_erase": "nvme_format",
    "nvme_format_ses2": "nvme_format_crypto",
    "mmc_sanitize": "emmc_sanitize",
    "emmc_secure_erase": "emmc_sanitize",
    "encrypted_factory_reset": "factory_reset_encrypted",
    "degaussing": "degauss",
    "disintegrate": "disintegration",
    "incinerate": "incineration",
}

# Names often given that erase nothing, or say too little: why, in French.
NOT_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "quick_format": "Un formatage rapide laisse les données sur le support.",
        "format": "Un formatage laisse les données sur le support.",
        "delete": "Supprimer des fichiers laisse les données sur le support.",
        "partition": "Refaire les partitions laisse les données sur le support.",
        "reinstall": "Réinstaller le système laisse des données sur le support.",
        "trim": "La commande TRIM ne garantit pas l'effacement.",
        "discard": "La commande TRIM (discard) ne garantit pas l'effacement.",
        "blkdiscard": "La commande TRIM (blkdiscard) ne garantit pas l'effacement.",
        "drilling": "Un support percé reste lisible en partie : faites-le broyer.",
        "bending": "Un support plié reste lisible en partie : faites-le broyer.",
        "shred": "« shred » désigne un logiciel ou un broyeur : dites « overwrite » "
        "ou « shredding ».",
        "sanitize": "Dites quelle commande Sanitize : « sanitize_block_erase », « crypto_erase » "
        "ou « sanitize_overwrite ».",
        "nvme_sanitize": "Dites quelle commande Sanitize : « sanitize_block_erase », "
        "« crypto_erase » ou « sanitize_overwrite ».",
    }
)


def normalise(name: str) -> str:
    """Return the key of a method named in any case, with spaces or hyphens, or by an alias."""
    key = re.sub(r"[\W_]+", "_", name[:80].casefold()).strip("_")
    return _ALIASES.get(key, key)


def find(name: str) -> Method | None:
    """Return the method of that name, or None when we know none."""
    return METHODS.get(normalise(name))


def level(method: str, medium_kind: str) -> ErasureLevel | None:
    """Return the level `method` reaches on this kind of medium; None: it does not fit."""
    found = find(method)
    return found.levels.get(medium_kind) if found else None


def fits(method: str, medium_kind: str) -> bool:
    """True when `method` erases or destroys this kind of medium at some level."""
    return level(method, medium_kind) is not None


def satisfies(level: str | None, policy: str) -> bool:
    """True when `level` is at least `policy`; an unknown word on either side never satisfies."""
    if level not in _RANK or policy not in _RANK:
        return False
    return _RANK[ErasureLevel(level)] >= _RANK[ErasureLevel(policy)]


def fitting(medium_kind: str, policy: str = CLEAR) -> list[Method]:
    """Return the methods that fit this medium and reach the policy, gentlest first."""
    kept = [m for m in _ALL if satisfies(m.levels.get(medium_kind), policy)]
    return sorted(kept, key=lambda method: _RANK[method.levels[medium_kind]])


def why_not(method: str, medium_kind: str) -> str | None:
    """Return in French why `method` does not fit this medium, or None when it does."""
    if fits(method, medium_kind):
        return None
    key = normalise(method)
    if key in NOT_METHODS:
        return NOT_METHODS[key]
    found = METHODS.get(key)
    if found is None:
        return "Cette méthode d'effacement n'est pas dans la liste de la filière."
    if medium_kind not in set(MediumKind):
        return "Ce type de support est inconnu."
    kind = MediumKind(medium_kind).label
    if medium_kind == SIM:
        return "Une carte SIM ne s'efface pas : elle se détruit."
    return f"La méthode « {found.label} » ne convient pas à ce support : {kind}."
