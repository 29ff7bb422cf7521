"""The anchor file compared with the seals of the database."""

from __future__ import annotations

from inventory.journal.anchor import Anchor, said
from inventory.journal.report import Difference, Report
from inventory.models import Seal


def check_anchor(report: Report, anchor: Anchor) -> None:
    """What is anchored must be in the database; the reverse is repaired at the next seal."""
    seals = {seal.number: seal for seal in Seal.objects.order_by("number")}
    for told in anchor.seals:
        seal = seals.get(told.number)
        subject = f"scellé n° {told.number} (ligne {told.line} de l'ancre)"
        if seal is None:
            what = "il est ancré, mais la base ne l'a plus : scellé coupé, ou sauvegarde ancienne"
            report.add(Difference("anchor", subject, what))
        elif seal.hash != told.hash:
            what = "la base en a un autre"
            report.add(Difference("anchor", subject, what, None, "hash", told.hash, seal.hash))
    lines = [said(seal) for seal in seals.values()]
    for line, text in anchor.torn:
        if not any(whole.startswith(text) for whole in lines):
            report.add(Difference("anchor", f"ligne {line} de l'ancre", "elle ne se lit pas"))
    report.figures["anchored"] = len(anchor.seals)
    known = anchor.known
    missing = [str(seal.number) for seal in seals.values() if (seal.number, seal.hash) not in known]
    if missing:
        report.notes.append(
            f"Pas encore dans l'ancre : scellé(s) n° {', '.join(missing)}. "
            "Le prochain scellement les y ajoute."
        )
