"""Checked at start: the site's address fits the QR of a label."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from labels.symbols import TooLong, address


def site_fits_a_label(app_configs: object, **options: Any) -> Sequence[CheckMessage]:
    """One error when no label can carry an address of this site."""
    try:
        address(settings.SITE_URL, "000000000")
    except TooLong as error:
        return [Error(str(error), hint="Changez SITE_URL.", id="labels.E001")]
    return []
