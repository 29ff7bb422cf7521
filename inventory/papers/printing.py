"""From what a paper says to its PDF: the site, the last seal and the address to check it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from inventory.models import Seal
from inventory.papers.checking import address
from inventory.papers.paper import Paper, said
from papers import render


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, with the seal that stands last when it is printed."""
    return render.pdf(paper.kind, _told(paper), pictures=paper.pictures)


def _told(paper: Paper) -> dict[str, Any]:
    now = timezone.localtime()
    return {
        **paper.body,
        "site": settings.SITE_NAME,
        "number": paper.number,
        "title": paper.title,
        "emitter": {"name": paper.emitter.name, "lines": paper.emitter.lines},
        "day": said(paper.day),
        "sentence": paper.sentence,
        "printed": date_format(now, "d/m/Y à H:i"),
        "seal": _last_seal(),
        "check": address(paper.kind, paper.key),
    }


def _last_seal() -> dict[str, str] | None:
    seal = Seal.objects.order_by("-number").only("number", "sealed_at", "hash").first()
    if seal is None:
        return None
    at = date_format(timezone.localtime(seal.sealed_at), "d/m/Y à H:i")
    return {"number": str(seal.number), "hash": seal.hash, "at": at}
