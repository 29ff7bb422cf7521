"""Labels to a printer that the server reaches: ZPL to a raw socket, PDF to a queue of CUPS."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Sequence

from labels.printers import Printer
from labels.render import Label, pdf
from labels.sheets import Sheet
from labels.zpl import zpl

PATIENCE = 10.0
"""Seconds before a printer that says nothing is given up."""


class PrinterSilent(Exception):
    """The printer did not take it; the message says so in French."""


def send(
    printer: Printer,
    sheet: Sheet,
    labels: Sequence[Label],
    start_at: int = 1,
    offset: tuple[float, float] = (0, 0),
) -> None:
    """Print these labels now.

    Raises
    ------
    PrinterSilent
        Nobody answers, or the queue refuses.
    DoesNotFit, ImpossibleStart
        As ``labels.render.pdf``; nothing was sent.
    """
    if printer.kind == "zpl":
        _to_socket(printer, zpl(sheet, labels, printer.dpi, offset))
    else:
        _to_queue(printer, pdf(sheet, labels, start_at=start_at, offset=offset))


def _to_socket(printer: Printer, sent: bytes) -> None:
    try:
        with socket.create_connection((printer.host, printer.port), timeout=PATIENCE) as wire:
            wire.sendall(sent)
            wire.shutdown(socket.SHUT_WR)
    except OSError as error:
        raise PrinterSilent(
            f"L'imprimante « {printer.name} » ne répond pas. Vérifiez qu'elle est allumée et "
            "branchée au réseau, puis recommencez."
        ) from error


def _to_queue(printer: Printer, sent: bytes) -> None:
    command = ["lp", "-d", printer.queue, "-o", "print-scaling=none", "-t", "etiquettes", "-"]
    try:
        subprocess.run(command, input=sent, check=True, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise PrinterSilent(
            f"La file d'impression « {printer.name} » n'a rien accepté. Vérifiez-la dans CUPS, "
            "puis recommencez."
        ) from error
