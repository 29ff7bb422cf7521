"""The key of the seals: there, readable, and the one that signed."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inventory.journal import keys
from inventory.journal.report import Difference, Report
from inventory.models import Seal
from inventory.refusals import Refused


def check_key(report: Report) -> Ed25519PublicKey | None:
    """The public key that seals are verified with; None when there is none left."""
    seal = Seal.objects.order_by("-number").first()
    if seal is None:
        return None
    private = public = None
    try:
        private = keys.private_key()
        public = keys.public_key()
    except Refused as refused:
        report.add(Difference("key", "clé", refused.detail.rstrip(".")))
        return None
    if private is None:
        lost = "elle manque, alors que des scellés existent : remettez-la depuis votre sauvegarde"
        report.add(Difference("key", str(keys.private_path()), lost))
    elif public and keys.key_id(private.public_key()) != keys.key_id(public):
        told = "la clé privée et la clé publique ne vont pas ensemble"
        report.add(Difference("key", str(keys.public_path()), told))
    if public and keys.key_id(public) != seal.key_id:
        told = "ce n'est pas la clé du dernier scellé"
        report.add(Difference("key", "clé", told, None, "key_id", seal.key_id, keys.key_id(public)))
    if private and keys.private_path().stat().st_mode & 0o077:
        report.notes.append(
            f"La clé des scellés est lisible par d'autres : chmod 600 {keys.private_path()}."
        )
    return public
