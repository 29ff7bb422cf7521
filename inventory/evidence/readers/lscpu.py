"""Reads `lscpu`: text in English or French, old and new layouts, and `lscpu -J`."""

import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import decimal

NAME = "lscpu"
VERSION = 2
JSON_KEYS = frozenset({"lscpu"})

_LINE = re.compile(r"^\s{0,8}(\S[^:\n]{0,60}?)\s*:\s*(\S.*)$")
_SIGN = re.compile(
    r"^\s{0,8}(?:CPU op-mode\(s\)|Mode\(s\) op.{1,20} des processeurs"
    r"|On-line CPU\(s\) (?:list|mask)"
    r"|Liste de processeur\(s\) en ligne|Thread\(s\) (?:per core|par c.{1,2}ur)|BogoMIPS)\s*:",
    re.MULTILINE,
)
_JSON = re.compile(r'\{\s*"lscpu"\s*:')
_NAMES = {
    "architecture": ("architecture",),
    "cpus": ("cpu(s)", "processeur(s)"),
    "modes": ("cpu op-mode(s)", "mode(s) opératoire(s) des processeurs"),
    "threads": ("thread(s) per core", "thread(s) par cœur", "thread(s) par coeur"),
    "cores": (
        "core(s) per socket",
        "cœur(s) par socket",
        "coeur(s) par socket",
        "core(s) per cluster",
    ),
    "sockets": ("socket(s)",),
    "brand": ("vendor id", "identifiant constructeur"),
    "model": ("model name", "nom de modèle", "bios model name"),
    "max": ("cpu max mhz", "vitesse maximale du processeur en mhz"),
    "now": ("cpu mhz", "vitesse du processeur en mhz"),
    "hypervisor": ("hypervisor vendor", "constructeur d'hyperviseur", "constructeur d’hyperviseur"),
}
OPENS = re.compile(r"Architecture\s?:\s{2,40}\S")


def recognises(material: Material) -> bool:
    """Tell lscpu by two of its labels, or by its one key."""
    if material.is_json:
        return "lscpu" in material.keys
    if material.looks_like_json:
        return _JSON.match(material.head) is not None
    return len(_SIGN.findall(material.head)) >= 2


def describe(material: Material) -> Description:
    """Return the processor that lscpu tells of."""
    said: dict[str, tuple[str, str]] = {}
    for name, value, path in _pairs(material):
        said.setdefault(name.lower().replace("\u00a0", " "), (value, path))

    def at(key: str) -> tuple[str, str]:
        return next((said[name] for name in _NAMES[key] if name in said), ("", ""))

    found = Finding(NAME, VERSION)
    model, path = at("model")
    found.tell("cpu", model, path=path)
    part = found.component("processor", path=path or "line 1")
    part.tell("model", model, path=path)
    for field in ("brand", "architecture"):
        value, place = at(field)
        part.tell(field, value, path=place)
    modes, place = at("modes")
    part.tell("bits", 64 if "64-bit" in modes else 32 if "32-bit" in modes else None, path=place)
    _counts(part.tell, at)
    speed, place = at("max")
    if speed:
        part.tell("mhz", decimal(speed), path=place)
    else:
        speed, place = at("now")
        part.tell("mhz", decimal(speed), path=place, sure=Sure.GUESSED)
    hypervisor, place = at("hypervisor")
    if hypervisor:
        found.tell("virtual", value=True, path=place, sure=Sure.DERIVED)
    found.note("no_media", "lscpu ne voit que le processeur.")
    return found.description()


def _counts(tell: Any, at: Any) -> None:
    """Tell the cores and threads of one processor: lscpu counts threads per core."""
    cores = decimal(at("cores")[0])
    tell("cores", cores, path=at("cores")[1])
    per_core = decimal(at("threads")[0])
    if cores and per_core:
        tell("threads", cores * per_core, path=at("threads")[1], sure=Sure.DERIVED)
    elif (decimal(at("sockets")[0]) or 1) == 1:
        tell("threads", decimal(at("cpus")[0]), path=at("cpus")[1], sure=Sure.DERIVED)


def _pairs(material: Material) -> Iterator[tuple[str, str, str]]:
    """Yield each label, its value and its place."""
    if material.looks_like_json:
        document = material.json
        yield from _fields(
            document.get("lscpu") if isinstance(document, dict) else None, "/lscpu", 6
        )
        return
    for number, line in enumerate(material.lines[:400], 1):
        if match := _LINE.match(line):
            yield match[1], match[2].strip(), f"line {number}"


def _fields(fields: Any, path: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of JSON; since util-linux 2.37 they hold others as children."""
    for number, field in enumerate(fields if isinstance(fields, list) else []):
        if isinstance(field, dict):
            at = f"{path}/{number}"
            yield (
                str(field.get("field", "")).rstrip(": "),
                str(field.get("data") or ""),
                f"{at}/data",
            )
            if depth:
                yield from _fields(field.get("children"), f"{at}/children", depth - 1)
