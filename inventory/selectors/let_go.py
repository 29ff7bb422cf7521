"""Which workshop a delivery or a hand-over is of, whoever holds the device since."""

from __future__ import annotations

from django.db.models import Q


def let_go_by(organisation: int, path: str = "") -> Q:
    """Deliveries or hand-overs of this workshop, at the end of ``path``.

    Rows older than the column are of whoever let their device go last.
    """
    written = Q(**{f"{path}workshop": organisation})
    before = {f"{path}workshop": None, f"{path}device__released_by": organisation}
    return written | Q(**before)
