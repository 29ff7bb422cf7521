"""Sealing the journal: the head of every chain, signed, and anchored outside the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from inventory.journal import anchor, canonical, keys, leaves
from inventory.journal.leaves import Leaf, Subject
from inventory.journal.snapshot import snapshot
from inventory.models import Seal, SealLeaf
from inventory.refusals import Conflict, Refused

NOT_HASHED = ("hash", "canonical", "signature")


@dataclass(frozen=True, slots=True)
class Heads:
    """What there is to seal: every chain's head, and those that moved since the last seal."""

    every: list[Leaf]
    moved: list[Leaf]
    last: Seal | None
    first_leaf: int


@dataclass(slots=True)
class Sealed:
    """``seal`` is None when nothing was new; ``foreign`` are anchored seals we do not have."""

    seal: Seal | None
    last: Seal | None
    leaves: int = 0
    anchored: list[int] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)


def seal_columns(seal: Seal) -> dict[str, Any]:
    """Every column of a seal that its hash covers, in JSON's words."""
    return {
        item.attname: canonical.plain(getattr(seal, item.attname))
        for item in seal._meta.concrete_fields
        if item.attname not in NOT_HASHED
    }


def seal_journal() -> Sealed:
    """Seal what is new. The database commits first, then the anchor is written.

    What a crash kept from the anchor is appended the next time.

    Raises
    ------
    Refused
        The key is lost, or a sealed chain is no longer what was sealed.
    Conflict
        Somebody else sealed meanwhile.
    """
    path = Path(settings.ANCHOR_FILE)
    anchored = anchor.read(path)
    with snapshot():
        heads = read_heads()
        has_seals = Seal.objects.exists()
    sealed = Sealed(None, heads.last)
    if heads.moved:
        key = keys.signing_key(sealed=has_seals or bool(anchored.seals))
        seal = _signed(heads, key)
        _write(seal, heads)
        sealed = Sealed(seal, heads.last, len(heads.moved))
    seals = list(Seal.objects.order_by("number"))
    ours = {(seal.number, seal.hash) for seal in seals}
    sealed.foreign = sorted({number for number, _ in anchored.known - ours})
    sealed.anchored = anchor.append_missing(path, seals)
    return sealed


def read_heads() -> Heads:
    """The journal as it is now, refused when it no longer holds what was sealed."""
    sealed = leaves.sealed_heads()
    heads: dict[Subject, Leaf] = {}
    for leaf in leaves.entries():
        before = heads.get(leaf.subject)
        if leaf.sequence != (before.sequence if before else 0) + 1:
            raise _broken(leaf.subject)
        heads[leaf.subject] = leaf
        known = sealed.get(leaf.subject)
        if known and known.sequence == leaf.sequence and known.hash != leaf.hash:
            raise _broken(leaf.subject)
    for subject, known in sealed.items():
        if subject not in heads or heads[subject].sequence < known.sequence:
            raise _broken(subject)
    every = [heads[subject] for subject in sorted(heads)]
    moved = [leaf for leaf in every if sealed.get(leaf.subject) != leaf]
    first = SealLeaf.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Heads(every, moved, Seal.objects.order_by("-number").first(), first + 1)


def _broken(subject: Subject) -> Refused:
    return Refused(
        "journal-broken",
        f"Rien n'a été scellé : la chaîne de {' '.join(subject)} n'est plus ce qui a été scellé, "
        "ou il y manque une écriture. Lancez verify_journal.",
        title="Journal altéré",
        status=500,
    )


def _signed(heads: Heads, key: Ed25519PrivateKey) -> Seal:
    seal = Seal(
        number=heads.last.number + 1 if heads.last else 1,
        sealed_at=timezone.now(),
        previous_hash=heads.last.hash if heads.last else "",
        chains=len(heads.every),
        entries=sum(leaf.sequence for leaf in heads.every),
        leaves_digest=leaves.digest(leaf.said() for leaf in heads.moved),
        heads_digest=leaves.digest(leaf.said() for leaf in heads.every),
        key_id=keys.key_id(key.public_key()),
    )
    if heads.last and heads.last.key_id != seal.key_id:
        raise Refused(
            "seal-key-changed",
            "La clé des scellés n'est pas celle du dernier scellé. Remettez celle qui l'a signé.",
            title="Autre clé",
            status=500,
        )
    seal.canonical = canonical.text(seal_columns(seal))
    seal.hash = canonical.sha256(seal.canonical)
    seal.signature = keys.sign(key, seal.canonical)
    return seal


def _write(seal: Seal, heads: Heads) -> None:
    """One seal wins: its number is taken, and the next one stands on another."""
    rows = [
        SealLeaf(id=heads.first_leaf + index, seal_id=seal.number, **_columns(leaf))
        for index, leaf in enumerate(heads.moved)
    ]
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("-number").values_list("hash", flat=True).first()
            if last != (heads.last.hash if heads.last else None):
                raise _sealed_meanwhile()
            seal.save(force_insert=True)
            SealLeaf.objects.bulk_create(rows, batch_size=1000)
    except IntegrityError as error:
        raise _sealed_meanwhile() from error


def _columns(leaf: Leaf) -> Mapping[str, Any]:
    return leaf._asdict()


def _sealed_meanwhile() -> Conflict:
    return Conflict("sealed-meanwhile", "Un autre scellement vient d'avoir lieu. Recommencez.")
