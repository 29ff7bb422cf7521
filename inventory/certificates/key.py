"""The key that signs certificates: that of the seals."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inventory.journal import keys
from inventory.models import Certificate, Seal
from inventory.refusals import Conflict


def signing_key() -> Ed25519PrivateKey:
    """The key of the seals. Once it has signed a seal or a certificate, it may not be missing."""
    used = Seal.objects.exists() or Certificate.objects.exists()
    private = keys.signing_key(sealed=used)
    last = Seal.objects.order_by("-number").values_list("key_id", flat=True).first()
    if last and last != keys.key_id(private.public_key()):
        raise Conflict(
            "seal-key-changed",
            "La clé des scellés n'est pas celle du dernier scellé. Remettez celle qui l'a signé.",
        )
    return private
