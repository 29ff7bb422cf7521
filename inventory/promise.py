"""No device leaves with somebody's data: what clean and clear mean, in memory.

The database holds the same two definitions in SQL (``inventory.walls``); tests compare them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inventory.state import DeviceState, MediumState, World
from inventory.vocabulary import (
    HANDHELD,
    REMOVABLE_CARDS,
    SLOT_LABELS,
    SLOTS,
    MediumKind,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a device from being clear, and the operation that mends it."""

    code: str
    sentence: str
    operation: str
    medium_id: str = ""


def clean(medium: MediumState) -> bool:
    """A valid proof answers the present exposure, and the medium never failed."""
    return medium.proof_id is not None and not medium.failed


def clear(device: DeviceState, fitted: Iterable[MediumState]) -> bool:
    return not lacks(device, fitted)


def is_clear(world: World) -> bool:
    return clear(world.here, world.fitted)


def lacks(device: DeviceState, fitted: Iterable[MediumState]) -> list[Lack]:
    """What is missing, in the order in which a technician would mend it."""
    media = list(fitted)
    found: list[Lack] = []
    if device.statement == Statement.NEVER:
        found.append(
            Lack(
                "media-not-stated",
                "Les supports de stockage de cet appareil n'ont pas encore été déclarés. "
                "Auditez-le.",
                "audit",
            )
        )
    for slot in SLOTS.get(device.kind, ()):
        if device.slot(slot) not in ("empty", "listed"):
            found.append(
                Lack(
                    "slot-not-answered",
                    f"Le {SLOT_LABELS[slot]} n'a pas été vérifié. "
                    "Dites s'il est vide, ou déclarez la carte.",
                    "audit",
                )
            )
    if device.statement == Statement.NONE and media:
        found.append(
            Lack(
                "statement-contradicted",
                "L'appareil a été dit sans support, mais il en contient un. Auditez-le de nouveau.",
                "audit",
            )
        )
    if device.unlisted_media:
        found.append(
            Lack(
                "medium-unlisted",
                "Un relevé matériel montre un support qui n'est pas déclaré. "
                "Auditez de nouveau l'appareil.",
                "audit",
            )
        )
    found.extend(_lack_of(medium) for medium in media if not clean(medium))
    if device.statement and device.kind in HANDHELD and not _has_its_memory(media):
        found.append(
            Lack(
                "memory-unaccounted",
                "La mémoire de cet appareil n'est pas déclarée : sans elle, "
                "il ne peut partir qu'« à détruire ».",
                "audit",
            )
        )
    return found


def _has_its_memory(media: Iterable[MediumState]) -> bool:
    return any(medium.kind not in REMOVABLE_CARDS for medium in media)


def _lack_of(medium: MediumState) -> Lack:
    if medium.failed:
        return Lack(
            "medium-failed",
            f"L'effacement {of(medium)} a échoué. Retirez ce support pour le détruire.",
            "take_out",
            medium.id,
        )
    return Lack(
        "medium-not-clean",
        f"{named(medium, capital=True)} n'a pas de preuve d'effacement. "
        "Effacez ce support ou retirez-le.",
        "erase",
        medium.id,
    )


def named(medium: MediumState, *, capital: bool = False) -> str:
    """« le disque SSD Samsung de 256 Go (S3Z9) »."""
    kind = MediumKind(medium.kind)
    article = "la" if kind.label.startswith(("carte", "mémoire")) else "le"
    words = [article, kind.label]
    if medium.model:
        words.append(medium.model)
    if medium.size_gb:
        words.append(f"de {medium.size_gb} Go")
    if medium.serial:
        words.append(f"(n° {medium.serial})")
    text = " ".join(words)
    return text[0].upper() + text[1:] if capital else text


def of(medium: MediumState) -> str:
    """« du disque SSD… », « de la carte SIM… »."""
    text = named(medium)
    return f"du {text.removeprefix('le ')}" if text.startswith("le ") else f"de {text}"


def may_hold_nothing(device: DeviceState, fitted: Iterable[MediumState]) -> str:
    """Why *aucun support* is refused, or an empty string."""
    if device.kind in HANDHELD:
        return "Un téléphone ou une tablette contient toujours une mémoire. Déclarez-la."
    if any(True for _ in fitted):
        return (
            "Cet appareil a déjà été déclaré avec un support. "
            "Retirez-le, détruisez-le, ou faites-le dire absent par l'encadrant·e."
        )
    if device.ever_listed:
        return "Cet appareil a déjà été déclaré avec un support : « aucun support » est refusé."
    if device.snapshot_media or device.unlisted_media:
        return "Un relevé matériel de cet appareil montre un disque. Déclarez-le."
    return ""
