"""The storage dumps of GLPI's agent end with what the agent itself made of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inventory.evidence import perl_dump
from inventory.evidence.corpus.compared import Compared
from inventory.evidence.material import Material
from inventory.evidence.opening import read_file
from inventory.evidence.serials import clean_serial

NAME = "GLPI Agent (stockage)"


def compare(folder: Path) -> Iterator[Compared]:
    """Yield model, serial and size of every disk that the agent listed."""
    for file in sorted((folder / "linux_storage_dump").glob("*.dump")):
        data = file.read_bytes()
        listed = perl_dump.variables(Material(data).text).get("STORAGE")
        ours = {medium.name.removeprefix("/dev/"): medium for medium in read_file(data).media}
        for disk in listed if isinstance(listed, list) else []:
            if not isinstance(disk, dict) or disk.get("TYPE") != "disk":
                continue
            name = str(disk.get("NAME"))
            mine = ours.get(name)
            if mine is None and not disk.get("DISKSIZE"):
                continue
            for field, theirs in _told(disk):
                yield Compared(file.name, f"{name} {field}", _ours(mine, field), theirs)


def _told(disk: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if disk.get("SERIALNUMBER"):
        yield "serial", clean_serial(str(disk["SERIALNUMBER"]))
    if disk.get("MODEL"):
        yield "model", " ".join(str(disk["MODEL"]).split())
    if disk.get("DISKSIZE"):
        yield "size", round(int(disk["DISKSIZE"]) / 1000)


def _ours(mine: Any, field: str) -> Any:
    if mine is None:
        return None
    return {"serial": mine.serial_key, "model": mine.model, "size": mine.size_gb}[field]
