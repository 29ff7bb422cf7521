"""What a page shows of a judgement: the proposal of triage, then health and future."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from inventory.function_tests import Blocking
from inventory.judged import judged
from inventory.judging.health import Health
from inventory.judging.judgement import Judgement
from inventory.judging.systems import NO, Runs
from inventory.judging.triage import PROPOSALS, Triage
from inventory.models import Device
from inventory.papers.paper import said
from inventory.row import Row
from inventory.triaging import DECIDED, OPERATIONS, WHILE, decision_of

register = template.Library()
VERDICTS = {
    "good": ("mark-done", "check-circle", "Bon"),
    "watch": ("mark-waiting", "exclamation-circle", "À surveiller"),
    "replace": ("mark-refused", "x-circle", "À remplacer"),
    "unknown": ("", "question-circle", "Non mesuré"),
}
KEPT = "_judgement"


@register.inclusion_tag("inventory/triage.html", takes_context=True)
def triage_of(context: template.Context, device: Device | None) -> dict[str, Any]:
    """The proposal while a device waits to be sorted; then what was decided."""
    if not isinstance(device, Device) or device.step not in DECIDED:
        return {}
    told = _judgement(context, device)
    rows: list[Row] = [*(context.get("usual") or []), *(context.get("rare") or [])]
    names = {row.name: row for row in rows}
    proposed = told.triage
    wanted = _operations(proposed)
    return {
        "device": device,
        "triage": proposed,
        "waiting": device.step in WHILE,
        "rows": [names[name] for name in wanted if name in names and name != "stock"],
        "decision": decision_of(device, context.get("entries")),
        "proposals": PROPOSALS,
        "locks": list(_unstated(device, told)),
        "base": reverse("inventory:device", args=[device.pk]),
        "key": context.get("key"),
        "at_once": context.get("at_once"),
    }


@register.inclusion_tag("inventory/health.html", takes_context=True)
def health_of(context: template.Context, device: Device) -> dict[str, Any]:
    """Battery, disks, age, and the systems that it can still run."""
    told = _judgement(context, device)
    today = timezone.localdate()
    return {
        "device": device,
        "told": told,
        "batteries": [(one, VERDICTS[one.verdict]) for one in told.batteries if _says(one)],
        "disks": [(disk, one, VERDICTS[one.verdict]) for disk, one in told.disks if _says(one)],
        "can": [one for one in told.systems if one.verdict != NO and one.served(today)],
        "cannot": [one for one in told.systems if one.verdict == NO or not one.served(today)],
        "support": told.support,
        "over": told.support is not None and not told.support.served(today),
    }


@register.filter
def until(one: Runs) -> str:
    """« jusqu'au 30 avril 2029 », with how it is known."""
    if one.until_is == "over":
        return "plus suivi"
    if one.until is None:
        return "suivi, sans date de fin annoncée"
    if one.until_is == "last_seen":
        return f"dernier correctif connu : {said(one.until)}"
    about = " (date déduite)" if one.until_is == "derived" else ""
    return f"suivi jusqu'au {said(one.until)}{about}"


def _judgement(context: template.Context, device: Device) -> Judgement:
    """Judged once for a page."""
    kept: Judgement | None = context.render_context.get(KEPT)
    if kept is None:
        kept = judged(device, timezone.localdate())
        context.render_context[KEPT] = kept
    return kept


def _operations(proposed: Triage | None) -> tuple[str, ...]:
    """Nothing to press when all that is left is the ordinary way."""
    if proposed is None or (proposed.proposal == "refurbish" and not proposed.first):
        return ()
    return OPERATIONS[proposed.proposal]


def _says(one: Health) -> bool:
    return one.verdict != "unknown" or bool(one.findings)


def _unstated(device: Device, told: Judgement) -> Iterator[Blocking]:
    """Locks that a tool shows and nobody has stated at the audit."""
    return (one for one in told.locks if one.key not in device.blocking)
