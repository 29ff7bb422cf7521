"""The head kept beside each subject's state is the end of its chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inventory.journal.canonical import plain
from inventory.journal.checks.chains import Head
from inventory.journal.leaves import Subject
from inventory.journal.report import Difference, Report, named
from inventory.journal.subjects import CHAINED
from inventory.models import Device
from inventory.models.fields import Chained
from inventory.rows import HEAD
from inventory.vocabulary import SubjectKind

NONE: Head = (0, "", None)
KEPT: dict[str, type[Chained]] = {SubjectKind.DEVICE.value: Device} | {
    str(kind): model for kind, model in CHAINED.items()
}


@dataclass(frozen=True, slots=True)
class WrongHead:
    """``found`` is None when the subject has no row."""

    subject: Subject
    expected: Head
    found: tuple[Any, ...] | None


def wrong_heads(heads: Mapping[Subject, Head]) -> Iterator[WrongHead]:
    """Rows whose head is not the end of their chain; chains that are no row's."""
    left = set(heads)
    for kind, model in KEPT.items():
        rows = model._default_manager.order_by().values_list("pk", *HEAD)
        for key, *found in rows.iterator(chunk_size=2000):
            left.discard((kind, key))
            expected = heads.get((kind, key), NONE)
            if expected != tuple(found):
                yield WrongHead((kind, key), expected, tuple(found))
    for subject in sorted(left):
        yield WrongHead(subject, heads[subject], None)


def check_heads(report: Report, heads: Mapping[Subject, Head]) -> None:
    for wrong in wrong_heads(heads):
        subject, last = named(*wrong.subject), wrong.expected[0]
        if wrong.found is None:
            told = "le journal en parle, mais il n'existe pas"
            report.add(Difference("heads", subject, told, last))
            continue
        for column, expected, found in zip(HEAD, wrong.expected, wrong.found, strict=True):
            if expected != found:
                told = "n'est pas la fin de sa chaîne"
                report.add(
                    Difference("heads", subject, told, last, column, plain(expected), plain(found))
                )
                break
