"""What is tested on each kind of device, and what blocks it whatever else works. Pure data.

A *required* test must be answered, and none failed, before a device is made available.
« na » (*sans objet*) is an answer only where the model may lack the part (a webcam). What
is blocking (locks, enrolments, danger) is stated apart and stops the device by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inventory.vocabulary import Word


class Outcome(Word):
    """The answer to one test."""

    PASS = "pass", "fonctionne"
    FAIL = "fail", "en panne"
    NA = "na", "sans objet"


@dataclass(frozen=True)
class FunctionTest:
    """One thing to try; `may_lack`: some models do not have it, « na » is then the answer."""

    key: str
    label: str
    may_lack: bool = False


@dataclass(frozen=True)
class Blocking:
    """A state that stops a device; `kinds` are those it can concern."""

    key: str
    label: str
    kinds: frozenset[str]
    what_to_do: str


_TESTS = (
    FunctionTest("power_on", "Démarre et s'arrête"),
    FunctionTest("screen", "Écran : pas de fissure, ligne ou tache"),
    FunctionTest("touchscreen", "Écran tactile sur toute la surface", may_lack=True),
    FunctionTest("keyboard", "Clavier : chaque touche"),
    FunctionTest("keypad", "Touches du téléphone"),
    FunctionTest("pointing", "Pavé tactile et boutons"),
    FunctionTest("buttons", "Boutons marche et volume"),
    FunctionTest("battery", "Batterie : charge et tient la charge"),
    FunctionTest("charging", "Prise de charge et chargeur"),
    FunctionTest("storage_health", "Stockage : état de santé", may_lack=True),
    FunctionTest("memory", "Mémoire : aucun défaut"),
    FunctionTest("wifi", "Wi-Fi", may_lack=True),
    FunctionTest("ethernet", "Réseau filaire", may_lack=True),
    FunctionTest("bluetooth", "Bluetooth", may_lack=True),
    FunctionTest("mobile_network", "Réseau mobile et appel", may_lack=True),
    FunctionTest("usb", "Ports USB"),
    FunctionTest("video_out", "Sortie vidéo", may_lack=True),
    FunctionTest("video_in", "Entrées vidéo"),
    FunctionTest("sound", "Haut-parleurs", may_lack=True),
    FunctionTest("earpiece", "Écouteur d'appel"),
    FunctionTest("headphones", "Prise casque", may_lack=True),
    FunctionTest("microphone", "Microphone", may_lack=True),
    FunctionTest("webcam", "Caméra", may_lack=True),
    FunctionTest("cameras", "Appareils photo"),
    FunctionTest("vibration", "Vibreur", may_lack=True),
    FunctionTest("sim_reader", "Lecteur de carte SIM", may_lack=True),
    FunctionTest("optical_drive", "Lecteur optique", may_lack=True),
    FunctionTest("cooling", "Ventilation : pas de surchauffe ni de bruit anormal"),
    FunctionTest("case", "Coque et charnières solides"),
    FunctionTest("stand", "Pied ou fixation", may_lack=True),
    FunctionTest("print_page", "Page imprimée nette"),
    FunctionTest("paper_feed", "Entraînement du papier"),
    FunctionTest("scan_page", "Numérisation", may_lack=True),
    FunctionTest("consumables", "Encre ou toner en état"),
    FunctionTest("connection", "Connexion au réseau ou en USB"),
    FunctionTest("bays", "Baies et connecteurs de disques"),
    FunctionTest("fingerprint", "Lecteur d'empreinte", may_lack=True),
    FunctionTest("gps", "Position (GPS)", may_lack=True),
    FunctionTest("flash", "Flash et lampe", may_lack=True),
    FunctionTest("proximity", "L'écran s'éteint à l'oreille", may_lack=True),
    FunctionTest("card_reader", "Lecteur de carte mémoire", may_lack=True),
    FunctionTest("menu_buttons", "Boutons de réglage"),
    FunctionTest("duplex", "Recto verso", may_lack=True),
)
TESTS: Mapping[str, FunctionTest] = MappingProxyType({test.key: test for test in _TESTS})

# kind: what is required for `ready`; what is optional
_BY_KIND: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "laptop": (
            (
                "power_on screen keyboard pointing battery charging wifi usb sound microphone"
                " webcam storage_health"
            ),
            (
                "memory touchscreen ethernet bluetooth video_out headphones optical_drive"
                " cooling case fingerprint card_reader"
            ),
        ),
        "desktop": (
            "power_on usb video_out ethernet storage_health",
            "memory sound headphones wifi bluetooth optical_drive card_reader cooling case",
        ),
        "all_in_one": (
            "power_on screen usb sound ethernet wifi webcam storage_health",
            (
                "memory touchscreen microphone bluetooth video_out headphones optical_drive"
                " card_reader cooling stand"
            ),
        ),
        "tablet": (
            "power_on screen touchscreen battery charging wifi sound microphone cameras buttons",
            "bluetooth mobile_network sim_reader card_reader headphones gps fingerprint case",
        ),
        "smartphone": (
            (
                "power_on screen touchscreen battery charging wifi mobile_network sim_reader"
                " earpiece sound microphone cameras buttons"
            ),
            "bluetooth headphones vibration gps flash proximity fingerprint card_reader case",
        ),
        "feature_phone": (
            "power_on screen keypad battery charging mobile_network sim_reader earpiece microphone",
            "bluetooth sound vibration flash card_reader case",
        ),
        "monitor": ("power_on screen video_in", "menu_buttons usb sound stand webcam"),
        "printer": (
            "power_on print_page paper_feed connection",
            "scan_page duplex consumables wifi",
        ),
        "copier": (
            "power_on print_page paper_feed scan_page connection",
            "duplex consumables storage_health",
        ),
        "storage_box": ("power_on connection storage_health", "bays cooling"),
    }
)

# Where a part is never missing, whatever the test says elsewhere: « na » is refused.
_ALWAYS_THERE = frozenset(
    {
        ("tablet", "touchscreen"),
        ("smartphone", "touchscreen"),
        ("smartphone", "microphone"),
        ("smartphone", "mobile_network"),
        ("smartphone", "sim_reader"),
        ("smartphone", "sound"),
        ("smartphone", "wifi"),
        ("tablet", "wifi"),
        ("feature_phone", "mobile_network"),
        ("feature_phone", "sim_reader"),
        ("feature_phone", "microphone"),
        ("desktop", "video_out"),
        ("copier", "scan_page"),
    }
)

_COMPUTERS = frozenset({"laptop", "desktop", "all_in_one"})
_APPLE_LOCKED = _COMPUTERS | {"tablet", "smartphone"}
_BATTERY = frozenset({"laptop", "tablet", "smartphone", "feature_phone"})
_ALL = frozenset(_BY_KIND)

_BLOCKINGS = (
    Blocking(
        "icloud_lock",
        "Verrouillage d'activation Apple (iCloud)",
        _APPLE_LOCKED,
        "Mettez l'appareil en attente et demandez au donateur de le retirer de son compte Apple.",
    ),
    Blocking(
        "frp_lock",
        "Verrouillage d'activation Google (FRP)",
        frozenset({"tablet", "smartphone"}),
        "Mettez l'appareil en attente et demandez au donateur de retirer son compte Google.",
    ),
    Blocking(
        "firmware_password",
        "Mot de passe du BIOS ou du micrologiciel",
        _COMPUTERS | {"tablet"},
        "Demandez le mot de passe au donateur, puis supprimez-le dans les réglages.",
    ),
    Blocking(
        "mdm_enrolment",
        "Appareil géré à distance par une organisation (MDM)",
        _APPLE_LOCKED,
        "Demandez au donateur de retirer l'appareil de sa gestion de flotte.",
    ),
    Blocking(
        "autopilot_enrolment",
        "Appareil inscrit dans Windows Autopilot",
        _COMPUTERS | {"tablet"},
        "Demandez au donateur de supprimer l'appareil de son Autopilot.",
    ),
    Blocking(
        "swollen_battery",
        "Batterie gonflée",
        _BATTERY,
        "Ne chargez plus l'appareil, isolez-le, puis faites remplacer la batterie.",
    ),
    Blocking(
        "unsafe_charger",
        "Chargeur ou câble dangereux",
        _ALL,
        "Écartez ce chargeur ou ce câble et fournissez-en un conforme.",
    ),
)
BLOCKINGS: Mapping[str, Blocking] = MappingProxyType({item.key: item for item in _BLOCKINGS})


def required(kind: str) -> tuple[FunctionTest, ...]:
    """Return the tests that a device of this kind must pass to be made available."""
    return tuple(TESTS[key] for key in _BY_KIND.get(kind, ("", ""))[0].split())


def optional(kind: str) -> tuple[FunctionTest, ...]:
    """Return the tests that inform without stopping."""
    return tuple(TESTS[key] for key in _BY_KIND.get(kind, ("", ""))[1].split())


def blocking(kind: str) -> tuple[Blocking, ...]:
    """Return the blocking states that can concern this kind."""
    return tuple(item for item in _BLOCKINGS if kind in item.kinds)


def may_be_absent(kind: str, key: str) -> bool:
    """True when « na » is an answer to this test on this kind."""
    test = TESTS.get(key)
    return test is not None and test.may_lack and (kind, key) not in _ALWAYS_THERE


def untested(kind: str, results: Mapping[str, str]) -> tuple[FunctionTest, ...]:
    """Return the required tests that have no valid answer yet."""
    return tuple(t for t in required(kind) if not _answered(kind, t.key, results.get(t.key)))


def failed(kind: str, results: Mapping[str, str]) -> tuple[FunctionTest, ...]:
    """Return the required tests that failed."""
    return tuple(t for t in required(kind) if results.get(t.key) == Outcome.FAIL)


def refurbished(kind: str, results: Mapping[str, str], states: Iterable[str] = ()) -> bool:
    """Whether a device may be called *reconditionné* (décret 2022-190), its data removed.

    Every required test is answered, no test made failed, required or not, nothing blocks.
    Otherwise it is *d'occasion, testé*.
    """
    if untested(kind, results) or blocked(kind, states):
        return False
    return Outcome.FAIL not in results.values()


def blocked(kind: str, states: Iterable[str]) -> tuple[Blocking, ...]:
    """Return those of the stated keys that stop a device of this kind."""
    stated = set(states)
    return tuple(item for item in blocking(kind) if item.key in stated)


def problems(kind: str, results: Mapping[str, str]) -> list[str]:
    """Return in French what is wrong with these results as data: unknown test, bad answer."""
    known = {test.key for test in required(kind) + optional(kind)}
    found = []
    for key, value in results.items():
        if key not in known:
            found.append(f"Le test « {key[:40]} » n'existe pas pour ce type d'appareil.")
        elif value not in set(Outcome):
            found.append(f"{TESTS[key].label} : répondez « pass », « fail » ou « na ».")
        elif not _answered(kind, key, value):
            found.append(f"{TESTS[key].label} : « sans objet » n'est pas une réponse possible.")
    return found


def _answered(kind: str, key: str, value: str | None) -> bool:
    if value == Outcome.NA:
        return may_be_absent(kind, key)
    return value in {Outcome.PASS, Outcome.FAIL}
