"""Files that come with an operation: a tool's reading, the photo of a proof."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from filiere.network.actor import Actor
from inventory import documents, pictures
from inventory.auditing import Reading, keep_reading
from inventory.forms.keys import key_of
from inventory.refusals import Refused

PHOTO, DOCUMENT = "photo_file", "document_file"


def reads(request: HttpRequest, operation: str) -> bool:
    """Whether a reading was sent, chosen for its own sake or with the rest of the audit."""
    return operation == "audit" and ("read" in request.POST or "reading" in request.FILES)


def reading_of(request: HttpRequest, actor: Actor, code: str) -> Reading:
    """Keep the reading sent with the page; sent twice, it is told once.

    Raises
    ------
    Refused
        No file, not a reading, another device's.
    """
    file = request.FILES.get("reading")
    if file is None:
        raise Refused("no-file", "Choisissez d'abord le fichier du relevé.")
    raw = _bytes(file, settings.EVIDENCE_MAX_BYTES)
    key = uuid.uuid5(uuid.UUID(key_of(request.POST.get("key", ""))), "reading")
    return keep_reading(actor=actor, code=code, raw=raw, key=str(key))


def with_photos(
    request: HttpRequest, keep: Callable[[bytes], str], keep_document: Callable[[bytes], str]
) -> QueryDict:
    """What was typed, each photo and certificate sent replaced by the name it is kept under.

    Raises
    ------
    Refused
        A file is no photo, or not theirs to send: nothing of it is kept.
    """
    sent = [one for one in request.FILES.items() if one[0].endswith((PHOTO, DOCUMENT))]
    if not sent:
        return request.POST
    typed = request.POST.copy()
    for name, file in sent:
        if not isinstance(file, UploadedFile):
            continue
        if name.endswith(DOCUMENT):
            kept = keep_document(_bytes(file, documents.MOST_BYTES))
        else:
            kept = keep(_bytes(file, pictures.MOST_BYTES))
        typed[name.removesuffix("_file")] = kept
    return typed


def _bytes(file: UploadedFile, limit: int) -> bytes:
    if (file.size or 0) > limit:
        raise Refused("too-large", f"Ce fichier pèse plus de {limit // 1024**2} Mo.")
    return bytes(file.read())
