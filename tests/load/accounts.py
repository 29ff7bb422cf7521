"""What the journal of a place says after a load; called there by `tests.load.ground.ask`."""

from __future__ import annotations

from inventory.models import Entry


def entries() -> int:
    return Entry.objects.count()


def told() -> list[tuple[str, int, str, str]]:
    """Subject, sequence, operation and client's key of every entry of devices, in order."""
    rows = Entry.objects.filter(subject_kind="device").order_by("subject_id", "sequence")
    return list(rows.values_list("subject_id", "sequence", "operation", "client_key"))
