"""What a tool saw, put where the audit form asks for it; what a person typed is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory import reading_words
from inventory.auditing import Reading
from inventory.evidence.serials import clean_serial
from inventory.forms.audit import AuditForm
from inventory.forms.media_rows import MOST_ROWS

NAMES = ("kind", "size_gb", "serial", "model")


def fill(form: AuditForm, reading: Reading) -> None:
    """Fill the blanks of a form by a reading, and say what the reading leaves in doubt."""
    assert reading.description is not None
    told = reading_words.audit_data(form.world.here, reading.description, reading.evidence.pk)
    if memory := told.get("memory_mb"):
        told["memory_gb"] = max(1, round(memory / 1024))
    for name in ("brand", "model", "serial", "cpu", "memory_gb"):
        if name in form.fields and told.get(name) and not form.fields[name].initial:
            form.fields[name].initial = told[name]
    for medium in told["media"]:
        _put(form, medium)
    form.fields["evidence"].initial = reading.evidence.pk
    form.said = [one.detail for one in (*reading.missing, *reading.notes)]
    form.seen = len(told["media"])


def _put(form: AuditForm, medium: Mapping[str, Any]) -> None:
    row = _row_for(form, medium)
    if row is None:
        return
    for name in NAMES:
        if not row.initial.get(name) and medium.get(name):
            row.initial[name] = medium[name]


def _row_for(form: AuditForm, medium: Mapping[str, Any]) -> Any:
    """The row of the same serial, of the same known medium, or the first blank one."""
    rows = form.listed.forms
    serial = clean_serial(medium.get("serial") or "")
    for row in rows:
        if serial and clean_serial(row.initial.get("serial") or "") == serial:
            return row
    for row in rows:
        known = row.initial.get("id") and not row.initial.get("serial")
        if known and row.initial.get("kind") == medium["kind"]:
            return row
    for row in rows:
        if not any(row.initial.get(name) for name in (*NAMES, "id")):
            return row
    if len(rows) >= MOST_ROWS:
        return None
    rows.append(form.listed.make(len(rows)))
    return rows[-1]
