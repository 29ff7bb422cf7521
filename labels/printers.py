"""Printers that this machine reaches: a raw socket that speaks ZPL, or a queue of CUPS.

They come from a setting, never from a form: nobody makes the server speak to an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

RAW_PORT = 9100


class UnknownPrinter(ValueError):
    """The setting is not read; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Printer:
    """``kind`` zpl: ``host`` and ``port``; cups: ``queue``. ``dpi`` 0: that of the medium."""

    name: str
    kind: Literal["zpl", "cups"]
    host: str = ""
    port: int = RAW_PORT
    queue: str = ""
    dpi: int = 0


def read(setting: str) -> tuple[Printer, ...]:
    """Read ``Zebra=socket://10.0.0.7:9100?dpi=203, Bureau=cups://ql820``.

    Raises
    ------
    UnknownPrinter
        What cannot be read, quoted.
    """
    found = []
    for told in filter(None, (part.strip() for part in setting.split(","))):
        name, _, address = told.partition("=")
        try:
            found.append(_printer(name.strip(), address.strip()))
        except (ValueError, IndexError) as error:
            raise UnknownPrinter(
                f"Imprimante illisible : « {told} ». Écrivez Nom=socket://HÔTE:9100?dpi=203 ou "
                "Nom=cups://FILE."
            ) from error
    return tuple(found)


def configured() -> tuple[Printer, ...]:
    """The printers of the settings; a setting that cannot be read gives none (see checks)."""
    try:
        return read(settings.LABEL_PRINTERS)
    except UnknownPrinter:
        return ()


def _printer(name: str, address: str) -> Printer:
    parts = urlsplit(address)
    dpi = int(parse_qs(parts.query).get("dpi", ["0"])[0])
    if not name or (dpi and not 100 <= dpi <= 2400):
        raise ValueError
    if parts.scheme == "socket" and parts.hostname:
        return Printer(name, "zpl", host=parts.hostname, port=parts.port or RAW_PORT, dpi=dpi)
    if parts.scheme == "cups" and parts.netloc:
        return Printer(name, "cups", queue=parts.netloc, dpi=dpi)
    raise ValueError
