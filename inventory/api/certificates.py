"""GET …/certificate: the last signed certificate of erasure of a device, or of a collection."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from inventory.api.documented import READING, documented
from inventory.api.examples import AT, CODE, HASH, KEY, OTHER
from inventory.api.who import actor_with
from inventory.certificates.standing import file_of, last_seen_by
from inventory.codes import read_code
from inventory.models import Certificate

of_devices = Router(tags=["Pièces justificatives"])
of_collections = Router(tags=["Pièces justificatives"])
TOLD = (
    "Le dernier établi, en JSON signé (RFC 8785, Ed25519), à l'octet près : gardez le fichier tel "
    "quel, `manage.py verify_certificate` le vérifie hors ligne. Pour qui l'a établi ; celui du "
    "premier passage aussi pour qui a pris le don, ou l'a fait ; sinon 404, comme s'il n'y en a "
    "pas. `check` est la page publique qui dit "
    "s'il est encore valide, et `/C/retraits.json` la liste signée des retraits."
)


class SignedCertificate(Schema):
    """``certificate`` est ce qui est signé ; ``signature`` en est la signature."""

    certificate: dict[str, Any]
    signature: str


EXAMPLE = {
    "certificate": {
        "type": "filiere/certificat-effacement",
        "version": 1,
        "id": KEY,
        "number": "CE-2026-3C4D5E6F",
        "issued_at": AT,
        "site": "https://filiere.example",
        "issuer": {"name": "Atelier de l'Ocre", "id": 3},
        "donor": "Conserverie du Ventoux",
        "collection": OTHER,
        "cycle": 1,
        "devices": [
            {
                "code": CODE,
                "kind": "ordinateur portable",
                "name": "Lenovo ThinkPad T480",
                "serial": "PF0FILI1",
                "asset_tag": "CV-0412",
                "media": [],
            }
        ],
        "others": [],
        "seal": {"number": 12, "hash": HASH},
        "check": "HTTPS://FILIERE.EXAMPLE/C/0197A3C26A1E7D359F101D2B3C4D5E6F",
        "key_id": HASH,
    },
    "signature": HASH * 2,
}


@of_devices.get(
    "/{code}/certificate",
    **documented(
        "Lire le certificat d'effacement d'un appareil",
        TOLD,
        answer=SignedCertificate,
        example=EXAMPLE,
        problems=(*READING, 404),
    ),
)
def get_device_certificate(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_with(request, "read_devices")
    return _signed(last_seen_by(actor, device=read_code(code, actor)))


@of_collections.get(
    "/{uuid:collection_id}/certificate",
    **documented(
        "Lire le certificat d'effacement d'une collecte",
        TOLD,
        answer=SignedCertificate,
        example=EXAMPLE,
        problems=(*READING, 404),
    ),
)
def get_collection_certificate(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    actor = actor_with(request, "read_devices")
    return _signed(last_seen_by(actor, collection=str(collection_id)))


def _signed(found: Certificate) -> HttpResponse:
    answer = HttpResponse(file_of(found), content_type="application/json")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
