"""Verifying the journal: what was written is still what is there.

What this cannot see. Whoever holds the database *and* the key of the seals can write another
history from the first entry on, seal it anew and sign it: everything here will agree with
itself. Only a copy of the anchor file, or a number and hash printed on a receipt, held by
somebody else, tells that story from the true one. Entries not yet sealed rest on the triggers
and on the chains alone: their number is said. A whole chain added or removed since the last
seal, rows and all, leaves no trace when nothing else tells of it. And the journal says what
was declared, not what is true: a false statement, well recorded, verifies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from inventory.journal import anchor as anchor_file
from inventory.journal.checks.anchored import check_anchor
from inventory.journal.checks.certificates import Certificates
from inventory.journal.checks.chains import Chains
from inventory.journal.checks.evidence import Files
from inventory.journal.checks.heads import check_heads
from inventory.journal.checks.key import check_key
from inventory.journal.checks.mirrors import Mirrors
from inventory.journal.checks.seals import check_seals
from inventory.journal.checks.state_rows import check_states
from inventory.journal.checks.texts import Texts
from inventory.journal.report import Difference, Report, named
from inventory.journal.snapshot import snapshot
from inventory.models import Entry
from inventory.walls.install import missing

CHUNK = 2000
UNREADABLE = (ValueError, TypeError, DatabaseError)


def verify(*, anchor: Path | None = None, quick: bool = False) -> Report:
    """Verify the whole journal in one view of the database.

    Parameters
    ----------
    anchor : Path, optional
        The anchor file, or somebody else's copy of it; the site's own by default.
    quick : bool
        Leave evidence files unread, and the digests of all heads but the last.
    """
    report = Report()
    # Read before the database: a seal is committed there first, so that one anchored
    # meanwhile cannot look like one that was cut.
    anchored = anchor_file.read(anchor or Path(settings.ANCHOR_FILE))
    with snapshot():
        public = check_key(report)
        sealed = check_seals(report, public, quick=quick)
        check_anchor(report, anchored)
        chains = Chains(report, sealed)
        check_entries(report, chains, quick=quick)
        check_heads(report, chains.heads)
        check_states(report)
        for name in missing(connection):
            report.add(Difference("walls", f"déclencheur {name}", "il manque, ou a été altéré"))
    return report


def check_entries(report: Report, chains: Chains, *, quick: bool) -> None:
    """One reading of all entries serves every check of them."""
    mirrors, files, texts = Mirrors(report), Files(report), Texts(report)
    certificates = Certificates(report)
    for entry in readable_entries(report):
        data = _data(entry)
        chains.see(entry)
        mirrors.see(entry, data)
        files.see(entry, data)
        texts.see(entry, data)
        certificates.see(entry, data)
    chains.close()
    mirrors.close()
    texts.close()
    certificates.close()
    files.close(quick=quick)


def readable_entries(report: Report) -> Iterator[Entry]:
    """Every entry in order of subject and sequence; one that cannot be read ends it."""
    last = "au début du journal"
    rows = Entry.objects.order_by("subject_kind", "subject_id", "sequence")
    try:
        for entry in rows.iterator(chunk_size=CHUNK):
            yield entry
            last = f"{named(entry.subject_kind, entry.subject_id)}, n° {entry.sequence}"
    except UNREADABLE as error:
        told = f"une des écritures suivantes ne se lit pas ({error})"
        report.add(Difference("chains", last, told))


def _data(entry: Entry) -> dict[str, Any]:
    """An entry's data; nothing when it does not read, which its hash tells already."""
    try:
        told = json.loads(entry.data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
