"""Reads `lspci`: plain, `-v`, `-k`, `-nn`, and the blocks of `-mm` that hw-probe keeps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inventory.evidence.description import Description
from inventory.evidence.finding import Finding, Part
from inventory.evidence.material import Material
from inventory.evidence.quantities import mib, size_bytes

NAME = "lspci"
VERSION = 1

_SLOT = r"(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]"
_LINE = re.compile(rf"^({_SLOT}) ([^:\n]{{3,80}}): (\S.*)$", re.MULTILINE)
_BLOCK = re.compile(rf"^(?:Slot|Device):\s+({_SLOT})\s*$", re.MULTILINE)
_FIELD = re.compile(r"^(Class|Vendor|Device|Driver):\s+(\S.*)$")
_IDS = re.compile(r"\s*\[[0-9a-f]{4}(?::[0-9a-f]{4})?\]", re.IGNORECASE)
_REVISION = re.compile(r" \(rev [0-9a-f]{2}\)| \(prog-if [^)]{0,60}\)")
_MAKER = re.compile(
    r"^(.{2,60}?(?: Corporation| Corp\.?| Co\., ?Ltd\.?| Inc\.?(?: \[[^\]]{1,30}\])?| Limited"
    r"| Ltd\.?| Semiconductor Co\., Ltd\.| Technologies| Group| AG| Hynix| Electronics Co Ltd))"
    r"[, ]+(\S.*)$"
)
_MEMORY = re.compile(r"Memory at [0-9a-f]+ \([^)]*(?<!non-)prefetchable\) \[size=(\d+[KMG])\]")
_DRIVER = re.compile(r"^\s+Kernel driver in use: (\S+)")
_KINDS = (
    (re.compile(r"VGA|3D controller|Display controller"), "graphics"),
    (re.compile(r"Ethernet|Network controller|Wireless"), "network"),
    (re.compile(r"Audio|Multimedia audio"), "sound"),
    (re.compile(r"SATA|IDE|RAID|NVM|Non-Volatile|Mass storage|SCSI|SAS|SD Host"), "controller"),
)
_MOST = 300
OPENS = re.compile(r"00:00\.0 (?:Host bridge|RAM memory|Memory controller)")


@dataclass
class _Card:
    words: str
    maker: str
    model: str
    path: str
    driver: str = ""
    memory: str = ""


def recognises(material: Material) -> bool:
    """Tell lspci by its slots."""
    head = material.head
    return len(_LINE.findall(head)) >= 1 or len(_BLOCK.findall(head)) >= 2


def describe(material: Material) -> Description:
    """Return the cards that lspci lists."""
    found = Finding(NAME, VERSION)
    reader = _blocks if _BLOCK.search(material.head) else _lines
    for number, card in enumerate(reader(material)):
        if number >= _MOST:
            break
        kind = next((kind for pattern, kind in _KINDS if pattern.search(card.words)), "")
        if kind:
            _tell(found.component(kind, path=card.path), kind, card)
    found.note("no_media", "lspci voit les contrôleurs, pas les disques.")
    return found.description()


def _tell(part: Part, kind: str, card: _Card) -> None:
    part.tell("brand", card.maker, path=card.path)
    part.tell("model", card.model, path=card.path)
    part.tell("driver", card.driver, path=card.path)
    if kind == "graphics":
        part.tell("memory_mib", mib(size_bytes(card.memory)), path=card.path)
    elif kind == "network":
        wireless = "Ethernet" not in card.words or "wireless" in card.model.lower()
        part.tell("type", "wireless" if wireless else "ethernet", path=card.path)
    elif kind == "controller":
        modes = (("raid", "RAID"), ("nvme", "Volatile"), ("ahci", "SATA"), ("ide", "IDE"))
        mode = next((mode for mode, sign in modes if sign in card.words), "")
        part.tell("mode", mode, path=card.path)


def _lines(material: Material) -> Iterator[_Card]:
    """Yield each card of the usual listing, with what the indented lines under it add."""
    now: _Card | None = None
    for number, line in enumerate(material.lines, 1):
        if match := _LINE.match(line):
            if now:
                yield now
            maker, model = _names(_REVISION.sub("", _IDS.sub("", match[3])))
            now = _Card(_IDS.sub("", match[2]), maker, model, f"line {number}")
        elif now is not None:
            if memory := _MEMORY.search(line):
                now.memory = now.memory or memory[1] + "B"
            elif driver := _DRIVER.match(line):
                now.driver = driver[1]
    if now:
        yield now


def _blocks(material: Material) -> Iterator[_Card]:
    """Yield each card of the blocks: `Device` is the slot first, the card after."""
    said: dict[str, str] = {}
    path = ""
    for number, line in enumerate([*material.lines, ""], 1):
        if _BLOCK.match(line):
            path = f"line {number}"
        elif match := _FIELD.match(line):
            said[match[1]] = _IDS.sub("", match[2]).strip()
        elif not line.strip() and said:
            words, maker, model = (said.get(name, "") for name in ("Class", "Vendor", "Device"))
            yield _Card(words, maker, model, path, said.get("Driver", ""))
            said = {}


def _names(text: str) -> tuple[str, str]:
    """Return maker and model, which lspci prints in one."""
    match = _MAKER.match(text[:200])
    return (match[1], match[2]) if match else ("", text)
