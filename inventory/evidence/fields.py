"""The fields a reader may fill: one unit each, a type, a French label.

A name ends with its unit when it has one: `_mib`, `_bytes`, `_mm`, `_px`, `_mwh`, `_mv`,
`_mhz`, `_hours`, `_percent`. A new field is one line here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, its French label, its unit.

    An `identity` names something: what makers print when nobody filled it in (« To Be Filled
    By O.E.M. », 0000) says nothing there.
    """

    type: type
    label: str
    unit: str = ""
    identity: bool = False


def _name(label: str) -> Field:
    return Field(str, label, identity=True)


def _text(label: str) -> Field:
    return Field(str, label)


def _count(label: str, unit: str = "") -> Field:
    return Field(int, label, unit)


def _yes(label: str) -> Field:
    return Field(bool, label)


_MADE = {"brand": _name("Marque"), "model": _name("Modèle"), "serial": _name("N° de série")}

DEVICE: dict[str, Field] = {
    **_MADE,
    "kind_hint": _text("Type d'appareil"),
    "asset_tag": _name("N° d'inventaire"),
    "sku": _name("Référence du fabricant"),
    "family": _name("Gamme"),
    "uuid": _name("UUID"),
    "manufactured": _text("Fabriqué le"),
    "memory_mib": _count("Mémoire vive", "Mio"),
    "cpu": _name("Processeur"),
    "virtual": _yes("Machine virtuelle"),
    "locked": _yes("Verrouillé"),
}
"""Of the device itself. `kind_hint` is a `vocabulary.DeviceKind`."""

COMPONENTS: dict[str, tuple[str, dict[str, Field]]] = {
    "processor": (
        "Processeur",
        {
            **_MADE,
            "cores": _count("Cœurs"),
            "threads": _count("Fils d'exécution"),
            "mhz": _count("Fréquence maximale", "MHz"),
            "bits": _count("Largeur", "bits"),
            "architecture": _text("Architecture"),
            "signature": _text("Famille, modèle, révision"),
            "socket": _text("Support"),
        },
    ),
    "memory": (
        "Barrette mémoire",
        {
            **_MADE,
            "size_mib": _count("Taille", "Mio"),
            "type": _text("Type"),
            "form": _text("Format"),
            "mhz": _count("Vitesse", "MHz"),
            "slot": _text("Emplacement"),
            "soldered": _yes("Soudée"),
        },
    ),
    "board": (
        "Carte mère",
        {
            **_MADE,
            "version": _name("Version"),
            "memory_slots": _count("Emplacements mémoire"),
            "memory_max_mib": _count("Mémoire possible", "Mio"),
        },
    ),
    "firmware": (
        "Micrologiciel",
        {
            "brand": _name("Éditeur"),
            "version": _name("Version"),
            "date": _text("Date"),
            "uefi": _yes("UEFI"),
            "secure_boot": _yes("Démarrage sécurisé"),
            "password": _text("Mot de passe"),
        },
    ),
    "graphics": (
        "Carte graphique",
        {
            **_MADE,
            "memory_mib": _count("Mémoire", "Mio"),
            "integrated": _yes("Intégrée"),
            "driver": _text("Pilote"),
        },
    ),
    "display": (
        "Écran",
        {
            **_MADE,
            "width_mm": _count("Largeur", "mm"),
            "height_mm": _count("Hauteur", "mm"),
            "width_px": _count("Largeur", "px"),
            "height_px": _count("Hauteur", "px"),
            "year": _count("Année"),
            "week": _count("Semaine"),
            "internal": _yes("Intégré"),
            "connector": _text("Connecteur"),
        },
    ),
    "battery": (
        "Batterie",
        {
            **_MADE,
            "chemistry": _text("Chimie"),
            "design_mwh": _count("Capacité d'origine", "mWh"),
            "full_mwh": _count("Capacité actuelle", "mWh"),
            "now_mwh": _count("Charge", "mWh"),
            "design_mah": _count("Capacité d'origine", "mAh"),
            "full_mah": _count("Capacité actuelle", "mAh"),
            "voltage_mv": _count("Tension", "mV"),
            "design_mv": _count("Tension nominale", "mV"),
            "cycles": _count("Cycles"),
            "percent": _count("Charge", "%"),
            "health_percent": _count("Santé", "%"),
            "health": _text("Santé dite"),
            "status": _text("État"),
            "temperature_c": _count("Température", "°C"),
            "manufactured": _text("Fabriquée le"),
            "present": _yes("Présente"),
        },
    ),
    "network": (
        "Carte réseau",
        {
            **_MADE,
            "type": _text("Type"),
            "mac": _name("Adresse MAC"),
            "speed_mbps": _count("Débit", "Mbit/s"),
            "driver": _text("Pilote"),
        },
    ),
    "sound": ("Carte son", {**_MADE, "driver": _text("Pilote")}),
    "camera": ("Caméra", dict(_MADE)),
    "optical": ("Lecteur optique", {**_MADE, "type": _text("Type")}),
    "controller": (
        "Contrôleur de stockage",
        {**_MADE, "driver": _text("Pilote"), "mode": _text("Mode")},
    ),
    "reader": ("Lecteur de cartes ou d'empreintes", {**_MADE, "type": _text("Type")}),
    "printer": (
        "Imprimante",
        {**_MADE, "pages": _count("Pages imprimées"), "status": _text("État")},
    ),
    "tpm": (
        "Module de sécurité (TPM)",
        {**_MADE, "version": _text("Version"), "enabled": _yes("Activé")},
    ),
    "system": (
        "Système",
        {
            "name": _name("Nom"),
            "version": _name("Version"),
            "build": _text("Numéro de construction"),
            "architecture": _text("Architecture"),
            "kernel": _text("Noyau"),
            "installed": _text("Installé le"),
            "patched": _text("Correctifs du"),
            "encrypted": _yes("Chiffré"),
            "live": _yes("Système de passage"),
        },
    ),
    "phone": (
        "Téléphone ou tablette",
        {
            "imei": _name("IMEI"),
            "imei2": _name("IMEI 2"),
            "meid": _name("MEID"),
            "code_name": _name("Nom de code"),
            "sim": _text("Carte SIM"),
            "storage_bytes": _count("Stockage", "octets"),
            "account_lock": _yes("Compte du propriétaire encore lié"),
            "enrolled": _yes("Inscrit dans un parc géré"),
            "oem_unlock": _yes("Déverrouillage permis"),
            "bootloader_locked": _yes("Chargeur verrouillé"),
            "carrier_lock": _text("Opérateur imposé"),
        },
    ),
}
"""Of each kind of component: its French name, then its fields."""
