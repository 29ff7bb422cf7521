"""What each profile of use asks of a device, and which devices suit it. Pure data.

No standard says what an « ordinateur pour les démarches » needs. The figures below are our
assumptions, each with its reason; a workshop that knows better changes this table alone.
Microsoft publishes 4 GB of memory and 64 GB of storage as the least for Windows 11
(microsoft.com/windows/windows-11-specifications): below, nothing is promised of a computer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inventory.vocabulary import DeviceKind, Profile

CPU_CLASSES: Mapping[int, str] = {
    1: "simple (Atom, Celeron, Pentium, Core 2)",
    2: "courant (Core i3, Ryzen 3)",
    3: "confortable (Core i5 et plus, Ryzen 5 et plus, Apple M)",
}
COMFORTABLE = (
    *("i5-", "i7-", "i9-", "Core Ultra", "Ryzen 5", "Ryzen 7", "Ryzen 9", "Xeon"),
    *("Apple M1", "Apple M2", "Apple M3", "Apple M4"),
)
USUAL = ("i3-", "Ryzen 3")
"""Words found in a processor's name, whatever the case. The year is not weighed."""
NETWORK = ("wifi", "ethernet")
"""One of them works: the device can go on line."""


@dataclass(frozen=True, slots=True)
class Need:
    """The least that is asked: gigabytes, class of processor, functions that work."""

    memory_gb: int = 0
    storage_gb: int = 0
    cpu: int = 0
    functions: tuple[str, ...] = ()
    online: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A profile: what it asks of each kind, and why we assume so. Kinds left out do not suit."""

    needs: Mapping[str, Need]
    why: str


TALKING = ("sound", "microphone")
SEEN = (*TALKING, "webcam")
LAPTOP, DESKTOP, ALL_IN_ONE = DeviceKind.LAPTOP, DeviceKind.DESKTOP, DeviceKind.ALL_IN_ONE
TABLET, SMARTPHONE, FEATURE = DeviceKind.TABLET, DeviceKind.SMARTPHONE, DeviceKind.FEATURE_PHONE
TOUCH = Need(functions=("screen", "touchscreen", "wifi"))
ANSWERING = ("mobile_network", "earpiece", "microphone")
LEAST = Need(memory_gb=4, storage_gb=60, cpu=1, online=True)


def _computers(need: Need, *, seen: bool = False) -> dict[str, Need]:
    """The same need for the three kinds; a webcam is asked only where one is built in."""
    camera = (*need.functions, *SEEN) if seen else need.functions
    least = (need.memory_gb, need.storage_gb, need.cpu)
    return {
        LAPTOP: Need(*least, camera, need.online),
        DESKTOP: Need(*least, need.functions, need.online),
        ALL_IN_ONE: Need(*least, camera, need.online),
    }


USES: Mapping[str, Use] = {
    Profile.ADMINISTRATIVE: Use(
        {**_computers(LEAST), TABLET: TOUCH, SMARTPHONE: TOUCH},
        "Navigateur, pièces jointes et formulaires : le minimum publié pour Windows 11 suffit ; "
        "une tablette ou un smartphone aussi.",
    ),
    Profile.SCHOOL: Use(
        {
            **_computers(Need(4, 60, 2, ("sound",), online=True)),
            TABLET: Need(functions=(*TOUCH.functions, *TALKING)),
        },
        "Bureautique, vidéos et espace numérique de travail ouverts ensemble : un processeur "
        "courant ; pas de téléphone pour écrire.",
    ),
    Profile.TRAINING: Use(
        _computers(Need(8, 120, 2, online=True), seen=True),
        "Classe à distance avec bureautique : 8 Go, caméra et micro quand ils sont intégrés.",
    ),
    Profile.JOB_SEARCH: Use(
        {
            **_computers(LEAST),
            TABLET: TOUCH,
            SMARTPHONE: Need(functions=(*TOUCH.functions, *ANSWERING)),
        },
        "CV, messagerie, et être rappelé : le minimum pour un ordinateur, l'appel pour un "
        "smartphone.",
    ),
    Profile.TELEWORK: Use(
        _computers(Need(8, 120, 3, online=True), seen=True),
        "Visioconférence et plusieurs logiciels à la fois : 8 Go et un processeur confortable.",
    ),
    Profile.CALLING: Use(
        {
            FEATURE: Need(functions=ANSWERING),
            SMARTPHONE: Need(functions=ANSWERING),
            TABLET: Need(functions=("wifi", *TALKING, "cameras")),
            LAPTOP: Need(functions=SEEN, online=True),
        },
        "Parler, et se voir quand l'appareil le permet.",
    ),
}
WITHOUT_USE = frozenset(
    {DeviceKind.MONITOR, DeviceKind.PRINTER, DeviceKind.COPIER, DeviceKind.STORAGE_BOX}
)
"""Kinds that accompany: no use is asked of them, they suit whatever the profile."""


def need_of(profile: str, kind: str) -> Need | None:
    """What this profile asks of this kind; None when the kind does not suit it."""
    if kind in WITHOUT_USE:
        return Need()
    return USES[profile].needs.get(kind)


def cpu_class(name: str) -> int:
    """0 when nothing is known; else 1 to 3."""
    if not name:
        return 0
    lower = name.lower()
    if any(word.lower() in lower for word in COMFORTABLE):
        return 3
    return 2 if any(word.lower() in lower for word in USUAL) else 1


def suits(
    profile: str,
    kind: str,
    capabilities: Mapping[str, Any],
    tests: Mapping[str, str],
    sizes: Iterable[int | None],
) -> bool:
    """Whether such a device suits the profile. What is not known is not promised."""
    need = need_of(profile, kind)
    if need is None:
        return False
    memory = capabilities.get("memory_mb") or 0
    return (
        memory >= need.memory_gb * 1024
        and max((size or 0 for size in sizes), default=0) >= need.storage_gb
        and cpu_class(str(capabilities.get("cpu") or "")) >= need.cpu
        and all(tests.get(key) == "pass" for key in need.functions)
        and (not need.online or any(tests.get(key) == "pass" for key in NETWORK))
    )


def profiles_of(
    kind: str,
    capabilities: Mapping[str, Any],
    tests: Mapping[str, str],
    sizes: Iterable[int | None],
) -> list[Profile]:
    """The uses a device is good for, as the page says it: « Convient pour… »."""
    if kind in WITHOUT_USE:
        return []
    known = list(sizes)
    return [one for one in Profile if suits(one, kind, capabilities, tests, known)]
