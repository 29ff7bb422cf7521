"""Checked at start: the site's address fits the QR of a label."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from labels.printers import UnknownPrinter, read
from labels.symbols import TooLong, address


def site_fits_a_label(app_configs: object, **options: Any) -> Sequence[CheckMessage]:
    """One error when no label can carry an address of this site."""
    try:
        address(settings.SITE_URL, "000000000")
    except TooLong as error:
        return [Error(str(error), hint="Changez SITE_URL.", id="labels.E001")]
    return []


def printers_are_read(app_configs: object, **options: Any) -> Sequence[CheckMessage]:
    """One error when the printers of the settings cannot be read."""
    try:
        read(settings.LABEL_PRINTERS)
    except UnknownPrinter as error:
        return [Error(str(error), hint="Changez FILIERE_LABEL_PRINTERS.", id="labels.E002")]
    return []
